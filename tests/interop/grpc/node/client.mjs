// Drives a real service from Node and prints what it saw, as one line of JSON; what that must be, the test knows.
//
//   client.mjs SCENARIO SERVICE WAY FOLDER
//
// SERVICE is the service's address and WAY the one to call, which may lead through a proxy. Files are written to FOLDER.
// The packages are those of the example for people.

import { createHash, randomUUID } from 'node:crypto';
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = new URL('../../../../', import.meta.url);
const require = createRequire(new URL('deploy/examples/clients/node/', root));
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');
const protobuf = require('protobufjs');

const chunkBytes = 64 << 10;
const soon = 120_000; // Milliseconds; a bound, not an expectation.
const many = 100; // Breaks after which something is wrong.

const castagnoli = Uint32Array.from({ length: 256 }, (_, entry) => {
  for (let bit = 0; bit < 8; bit++) entry = (entry >>> 1) ^ (entry & 1 ? 0x82f63b78 : 0);
  return entry;
});

function crc32c(data) {
  let crc = 0xffffffff;
  for (const byte of data) crc = castagnoli[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

const sha256 = (data) => createHash('sha256').update(data).digest('hex');

// The code that a call ends with.
async function refusal(call) {
  try {
    await call();
    return 'OK';
  } catch (fault) {
    return grpc.status[fault.code] ?? `${fault}`;
  }
}

// The fields of which a refused request is told.
function fields(fault) {
  const types = protobuf.loadSync(fileURLToPath(new URL('../error_details.proto', import.meta.url)));
  const status = types.lookupType('google.rpc.Status').decode(fault.metadata.get('grpc-status-details-bin')[0]);
  return types.lookupType('google.rpc.BadRequest').decode(status.details[0].value).fieldViolations.map((violation) => violation.field).sort();
}

async function all(stream) {
  const parts = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

class Client {
  constructor(service, way, folder) {
    const { v1 } = grpc.loadPackageDefinition(loader.loadSync(
      ['training', 'dataset', 'recording'].map((name) => `trainrecorder/v1/${name}_service.proto`),
      { includeDirs: [fileURLToPath(new URL('proto', root))], keepCase: true, longs: String, enums: String, defaults: true, oneofs: true },
    )).trainrecorder;
    const secret = readFileSync(join(process.env.TRAINRECORDER_TOKEN_DIR, `${service.replace(':', '_')}.token`), 'utf8').trim();
    this.access = new grpc.Metadata();
    this.access.set('authorization', `Bearer ${secret}`);
    this.folder = folder;
    const options = { 'grpc.initial_reconnect_backoff_ms': 100, 'grpc.max_reconnect_backoff_ms': 500 };
    const open = (name) => new v1[name](way, grpc.credentials.createInsecure(), options);
    [this.training, this.datasets, this.recordings] = ['TrainingService', 'DatasetService', 'RecordingService'].map(open);
    this.breaks = 0;
  }

  call(service, method, request, access = this.access) {
    return promisify(service[method].bind(service))(request, access, { deadline: Date.now() + soon });
  }

  stream(service, method, request, within = soon) {
    return service[method](request, this.access, { deadline: Date.now() + within });
  }

  async submit(epochs, requestId = randomUUID()) {
    const job = {
      name: 'from node',
      data: { generate: { teacher: { features: 100, classes: 10, samples: 5000 } } },
      network: { shape: [100, 50, 10], activation: 'tanh' },
      training: { optimizer: { adam: {} }, epochs, batch_size: 32, seed: 3 },
    };
    return (await this.call(this.training, 'submitJob', { job, request_id: requestId })).run;
  }

  // Waits a moment before a broken call is gone on with; throws what is no break, nor one of the other codes.
  async broken(fault, ...others) {
    if (![grpc.status.UNAVAILABLE, ...others].includes(fault.code) || this.breaks >= many) throw fault;
    this.breaks++;
    await pause(200);
  }

  async retried(call) {
    while (true) {
      try {
        return await call();
      } catch (fault) {
        await this.broken(fault);
      }
    }
  }

  // Every change of a run, from its submission on, whatever becomes of the connection.
  async *events(run) {
    let revision = BigInt(run.revision);
    while (true) {
      try {
        for await (const event of this.stream(this.training, 'watchRun', { name: run.name, start_revision: `${revision}` })) {
          revision = BigInt(event.revision) + 1n;
          yield event;
        }
        return;
      } catch (fault) {
        await this.broken(fault);
      }
    }
  }

  // Sends parts of an upload and gives its answer. What cannot be sent any more says nothing: the answer says why.
  send(parts) {
    return new Promise((resolve, reject) => {
      const call = this.datasets.uploadDataset(this.access, { deadline: Date.now() + soon }, (fault, answer) => (fault ? reject(fault) : resolve(answer)));
      for (const part of parts) call.write(part);
      call.end();
    });
  }

  *parts(header, data, spoil = 0) {
    yield { header };
    for (let offset = header.offset ?? 0; offset < data.length; offset += chunkBytes) {
      const piece = data.subarray(offset, offset + chunkBytes);
      yield { chunk: { offset, data: piece, crc32c: (crc32c(piece) ^ spoil) >>> 0 } };
    }
  }
}

const scenarios = {
  async submit(client) {
    const key = randomUUID();
    const runs = [(await client.submit(2, key)).name, (await client.submit(2, key)).name];
    const outcome = { refused: 'OK', fields: [] };
    try {
      await client.call(client.training, 'submitJob', { job: { network: { shape: [4] }, training: { epochs: -1 } } });
    } catch (fault) {
      Object.assign(outcome, { refused: grpc.status[fault.code], fields: fields(fault) });
    }
    return { runs, ...outcome, stranger: await refusal(() => client.call(client.training, 'listRuns', {}, new grpc.Metadata())) };
  },

  async watch(client) {
    const [epochs, revisions] = [[], []];
    const run = await client.submit(12);
    let state = '';
    for await (const event of client.events(run)) {
      if (event.run || event.epochs_committed) revisions.push(Number(event.revision));
      if (event.run) state = event.run.state;
      for (const { epoch } of event.epochs_committed?.epochs ?? []) epochs.push(epoch);
    }
    return { run: run.name, epochs, revisions, state, breaks: client.breaks };
  },

  async cancel(client) {
    const run = await client.submit(100_000);
    let [state, asked] = ['', false];
    for await (const event of client.events(run)) {
      if (event.run) state = event.run.state;
      if (event.epochs_committed && !asked) {
        asked = true;
        await client.call(client.training, 'cancelRun', { name: run.name });
      }
    }
    const { name } = await client.submit(100_000);
    const left = await refusal(async () => {
      const waiting = client.stream(client.training, 'watchRun', { name });
      for await (const _ of waiting) waiting.cancel();
    });
    await client.call(client.training, 'cancelRun', { name });
    return { state, left };
  },

  async deadline(client) {
    const { name } = await client.submit(100_000);
    const watched = await refusal(() => all(client.stream(client.training, 'watchRun', { name }, 1000)));
    const { state } = (await client.call(client.training, 'getRun', { name })).run;
    await client.call(client.training, 'cancelRun', { name });
    const idle = await refusal(() => new Promise((resolve, reject) => {
      const call = client.datasets.uploadDataset(client.access, { deadline: Date.now() + soon }, (fault) => (fault ? reject(fault) : resolve()));
      call.write({ header: { display_name: 'slow.csv', size: 10, sha256: '0'.repeat(64) } });
    }));
    return { watched, state, idle };
  },

  async oversize(client) {
    const submit = (letters) => refusal(() => client.call(client.training, 'submitJob', { job: { name: 'x'.repeat(letters) } }));
    const data = Buffer.alloc((1 << 20) + 1);
    return {
      message: await submit(17 << 20),
      job: await submit(2 << 20),
      file: await refusal(() => client.send([{ header: { display_name: 'large.csv', size: 2 ** 40, sha256: '0'.repeat(64) } }])),
      chunk: await refusal(() => client.send([
        { header: { display_name: 'wide.csv', size: data.length, sha256: sha256(data) } },
        { chunk: { offset: 0, data, crc32c: crc32c(data) } },
      ])),
    };
  },

  async upload(client) {
    const rows = Array.from({ length: 250_000 }, (_, row) => `${(row * 0.001).toFixed(6)},${(row * row) % 1013},${row % 2 ? 'odd' : 'even'}\n`);
    const data = Buffer.from(`x,y,label\n${rows.join('')}`);
    const header = { display_name: 'node.csv', size: data.length, sha256: sha256(data), offset: 0 };
    const spoilt = await refusal(() => client.send(client.parts(header, data.subarray(0, chunkBytes), 1)));
    const offsets = [];
    for (let dataset = null; !dataset;) {
      const kept = await client.retried(() => client.call(client.datasets, 'queryUpload', { sha256: header.sha256, size: header.size }));
      header.offset = Number(kept.offset);
      offsets.push(header.offset);
      try {
        // One that is there has arrived, and its answer has not.
        ({ dataset } = kept.dataset ? kept : await client.send(client.parts(header, data)));
        Object.assign(header, { name: dataset.name, rows: Number(dataset.schema.rows) });
      } catch (fault) {
        // The service may not have seen yet that the call before is broken.
        await client.broken(fault, grpc.status.OUT_OF_RANGE);
      }
    }
    return { spoilt, offsets, breaks: client.breaks, name: header.name, sha256: header.sha256, rows: header.rows };
  },

  async download(client) {
    const run = await client.submit(4);
    await all(client.events(run));
    const path = join(client.folder, 'node.parquet');
    const file = openSync(path, 'w');
    let [end, offset, checksums] = [null, 0, true];
    while (!end) {
      try {
        for await (const part of client.stream(client.recordings, 'downloadRecording', { name: run.name, offset })) {
          end = part.end;
          if (!part.chunk) continue;
          checksums &&= Number(part.chunk.offset) === offset && crc32c(part.chunk.data) === part.chunk.crc32c;
          offset += writeSync(file, part.chunk.data);
        }
      } catch (fault) {
        if (fault.code !== grpc.status.FAILED_PRECONDITION) await client.broken(fault); // Not sealed yet.
        await pause(200);
      }
    }
    closeSync(file);

    const wanted = { name: run.name, columns: ['hidden1.weight'], first_epoch: 4, last_epoch: 4 };
    const parts = await client.retried(() => all(client.stream(client.recordings, 'readTensors', wanted)));
    const tensors = parts.flatMap(({ tensor }) => tensor ?? []);
    checksums &&= tensors.every(({ data, crc32c: told }) => crc32c(data) === told);
    const tensor = Buffer.concat(tensors.map(({ data }) => data)).toString('hex');
    return { file: path, checksums, breaks: client.breaks, sha256: sha256(readFileSync(path)), told: end.sha256, tensor };
  },
};

const [, , scenario, ...where] = process.argv;
console.log(JSON.stringify(await scenarios[scenario](new Client(...where))));
process.exit(0);
