// Trains a network on a TrainRecorder service, follows it, reads a tensor and downloads the recording.
//
//   node train.mjs [ADDRESS]          the service's address, 127.0.0.1:5871 unless it is given

import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream, createWriteStream, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';

const job = {
  name: 'spirals',
  data: { generate: { spirals: { samples: 1000, noise: 0.02 } } },
  network: { shape: [2, 24, 24, 2], activation: 'tanh' },
  training: { optimizer: { adam: { learning_rate: 0.01 } }, epochs: 40, batch_size: 20, seed: 5 },
};

// What lets us in: the service has left it in a file that its own user alone can read.
function token(address) {
  const { TRAINRECORDER_TOKEN, TRAINRECORDER_TOKEN_DIR, XDG_STATE_HOME, XDG_DATA_HOME } = process.env;
  if (TRAINRECORDER_TOKEN) return TRAINRECORDER_TOKEN;
  const state = XDG_STATE_HOME || XDG_DATA_HOME || join(homedir(), '.local/share');
  return readFileSync(join(TRAINRECORDER_TOKEN_DIR || join(state, 'trainrecorder/tokens'), `${address.replace(':', '_')}.token`), 'utf8').trim();
}

// The changes of a run, each once and in order, until it is over; across connections that break.
async function* follow(service, run, access) {
  let revision = BigInt(run.revision);
  while (true) {
    try {
      for await (const event of service.watchRun({ name: run.name, start_revision: `${revision}` }, access)) {
        revision = BigInt(event.revision) + 1n;
        yield event;
      }
      return;
    } catch (broken) {
      if (broken.code !== grpc.status.UNAVAILABLE) throw broken;
      await pause(1000);
    }
  }
}

// The values of a column of floats at one epoch, row-major.
async function read(service, run, column, epoch, access) {
  const parts = [];
  for await (const { tensor } of service.readTensors({ name: run.name, columns: [column], first_epoch: epoch, last_epoch: epoch }, access))
    if (tensor) parts.push(tensor.data);
  const bytes = Buffer.concat(parts);
  return Float32Array.from({ length: bytes.length / 4 }, (_, value) => bytes.readFloatLE(4 * value));
}

// The sealed recording in a file; goes on where a broken download stopped.
async function download(service, run, path, access) {
  const file = createWriteStream(path);
  let [offset, end] = [0, null];
  while (!end) {
    try {
      for await (const part of service.downloadRecording({ name: run.name, offset }, access)) {
        end = part.end;
        if (!part.chunk) continue;
        offset += part.chunk.data.length;
        if (!file.write(part.chunk.data)) await once(file, 'drain');
      }
    } catch (broken) {
      // FAILED_PRECONDITION: it is not sealed yet.
      if (![grpc.status.UNAVAILABLE, grpc.status.FAILED_PRECONDITION].includes(broken.code)) throw broken;
      await pause(1000);
    }
  }
  file.end();
  await once(file, 'close');
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(path)) hash.update(bytes);
  if (hash.digest('hex') !== end.sha256) throw new Error(`${path} is not what the service sent`);
}

const contract = fileURLToPath(new URL('../../../../proto', import.meta.url));
const { v1 } = grpc.loadPackageDefinition(loader.loadSync(
  ['trainrecorder/v1/training_service.proto', 'trainrecorder/v1/recording_service.proto'],
  { includeDirs: [contract], keepCase: true, longs: String, enums: String, defaults: true, oneofs: true },
)).trainrecorder;

const address = process.argv[2] ?? '127.0.0.1:5871';
const access = new grpc.Metadata();
access.set('authorization', `Bearer ${token(address)}`);
const runs = new v1.TrainingService(address, grpc.credentials.createInsecure());
const recordings = new v1.RecordingService(address, grpc.credentials.createInsecure());

const submit = promisify(runs.submitJob.bind(runs));
let { run } = await submit({ job, request_id: randomUUID() }, access);
console.log(`${run.name}: ${run.estimate.parameters} parameters`);

for await (const event of follow(runs, run, access)) {
  for (const { epoch, train, validation } of event.epochs_committed?.epochs ?? [])
    console.log(`epoch ${String(epoch).padStart(3)}  loss ${train.loss.toFixed(4)}  accuracy ${validation.accuracy.toFixed(3)}`);
  if (event.run) run = event.run;
}
if (run.state !== 'RUN_STATE_SUCCEEDED') throw new Error(`${run.name} did not succeed: ${run.state_reason}`);

const weights = await read(recordings, run, 'hidden1.weight', run.progress.epoch, access);
const size = weights.reduce((sum, weight) => sum + Math.abs(weight), 0) / weights.length;
console.log(`hidden1.weight: ${weights.length} values, mean size ${size.toFixed(4)}`);

await download(recordings, run, 'spirals.parquet', access);
console.log('spirals.parquet');

runs.close();
recordings.close();
