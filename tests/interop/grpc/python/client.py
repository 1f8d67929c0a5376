"""Drives a real service from Python and prints what it saw, as one line of JSON; what that must be, the test knows.

    client.py SCENARIO SERVICE WAY FOLDER

SERVICE is the service's address and WAY the one to call, which may lead through a proxy. Files are written to FOLDER.
The generated modules are on PYTHONPATH.
"""
import hashlib
import json
import os
import pathlib
import sys
import time
import uuid

import grpc
from google.protobuf.json_format import ParseDict

import error_details_pb2
from trainrecorder.v1 import chunk_pb2, dataset_service_pb2 as dataset, job_pb2, recording_service_pb2 as recording
from trainrecorder.v1 import run_pb2, training_service_pb2 as training
from trainrecorder.v1.dataset_service_pb2_grpc import DatasetServiceStub
from trainrecorder.v1.recording_service_pb2_grpc import RecordingServiceStub
from trainrecorder.v1.training_service_pb2_grpc import TrainingServiceStub

CHUNK = 64 << 10
SOON = 120  # Seconds; a bound, not an expectation.
MANY = 100  # Breaks after which something is wrong.


def table():
    entries = []
    for entry in range(256):
        for _ in range(8):
            entry = entry >> 1 ^ (0x82F63B78 if entry & 1 else 0)
        entries.append(entry)
    return entries


CASTAGNOLI = table()


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc = CASTAGNOLI[(crc ^ byte) & 0xFF] ^ crc >> 8
    return crc ^ 0xFFFFFFFF


def name_of(fault):
    return fault.code().name


def refusal(call):
    """The code that a call ends with."""
    try:
        call()
    except grpc.RpcError as fault:
        return name_of(fault)
    return "OK"


def fields(fault):
    """The fields of which a refused request is told."""
    details = dict(fault.trailing_metadata())["grpc-status-details-bin"]
    bad = error_details_pb2.BadRequest()
    assert error_details_pb2.Status.FromString(details).details[0].Unpack(bad)
    return sorted(violation.field for violation in bad.field_violations)


class Client:
    def __init__(self, service, way, folder):
        host, port = service.rsplit(":", 1)
        secret = pathlib.Path(os.environ["TRAINRECORDER_TOKEN_DIR"], f"{host}_{port}.token").read_text().strip()
        self.access = [("authorization", f"Bearer {secret}")]
        self.folder = pathlib.Path(folder)
        channel = grpc.insecure_channel(way, [("grpc.initial_reconnect_backoff_ms", 100), ("grpc.max_reconnect_backoff_ms", 500)])
        self.training, self.datasets, self.recordings = TrainingServiceStub(channel), DatasetServiceStub(channel), RecordingServiceStub(channel)
        self.breaks = 0

    def call(self, method, request, timeout=SOON):
        return method(request, metadata=self.access, timeout=timeout)

    def submit(self, epochs, request_id=""):
        job = ParseDict({
            "name": "from python",
            "data": {"generate": {"teacher": {"features": 100, "classes": 10, "samples": 5000}}},
            "network": {"shape": [100, 50, 10], "activation": "tanh"},
            "training": {"optimizer": {"adam": {}}, "epochs": epochs, "batch_size": 32, "seed": 3},
        }, job_pb2.Job())
        return self.call(self.training.SubmitJob, training.SubmitJobRequest(job=job, request_id=request_id or str(uuid.uuid4()))).run

    def broken(self, fault, *others):
        """Waits a moment before a broken call is gone on with; raises what is no break, nor one of the other codes."""
        if fault.code() not in (grpc.StatusCode.UNAVAILABLE, *others) or self.breaks >= MANY:
            raise fault
        self.breaks += 1
        time.sleep(0.2)

    def retried(self, method, request):
        while True:
            try:
                return self.call(method, request)
            except grpc.RpcError as fault:
                self.broken(fault)

    def events(self, run):
        """Every change of a run, from its submission on, whatever becomes of the connection."""
        revision = run.revision
        while True:
            try:
                for event in self.call(self.training.WatchRun, training.WatchRunRequest(name=run.name, start_revision=revision)):
                    revision = event.revision + 1
                    yield event
                return
            except grpc.RpcError as fault:
                self.broken(fault)

    def parts(self, header, data, spoil=False):
        yield dataset.UploadDatasetRequest(header=header)
        for offset in range(header.offset, len(data), CHUNK):
            piece = data[offset:offset + CHUNK]
            yield dataset.UploadDatasetRequest(chunk=chunk_pb2.Chunk(offset=offset, data=piece, crc32c=crc32c(piece) ^ spoil))


def submit(client):
    key = str(uuid.uuid4())
    runs = [client.submit(2, key).name for _ in range(2)]
    bad = job_pb2.Job(network=job_pb2.Network(shape=[4]), training=job_pb2.Training(epochs=-1))
    try:
        client.call(client.training.SubmitJob, training.SubmitJobRequest(job=bad))
        refused, told = "OK", []
    except grpc.RpcError as fault:
        refused, told = name_of(fault), fields(fault)
    stranger = refusal(lambda: client.training.ListRuns(training.ListRunsRequest(), timeout=SOON))
    return {"runs": runs, "refused": refused, "fields": told, "stranger": stranger}


def watch(client):
    epochs, revisions, state = [], [], ""
    run = client.submit(12)
    for event in client.events(run):
        kind = event.WhichOneof("event")
        if kind in ("run", "epochs_committed"):
            revisions.append(event.revision)
        if kind == "run":
            state = run_pb2.RunState.Name(event.run.state)
        epochs += [metrics.epoch for metrics in event.epochs_committed.epochs]
    return {"run": run.name, "epochs": epochs, "revisions": revisions, "state": state, "breaks": client.breaks}


def cancel(client):
    run, state, asked = client.submit(100_000), "", False
    for event in client.events(run):
        if event.HasField("run"):
            state = run_pb2.RunState.Name(event.run.state)
        if event.epochs_committed.epochs and not asked:
            asked = True
            client.call(client.training.CancelRun, training.CancelRunRequest(name=run.name))
    other = client.submit(100_000).name
    waiting = client.call(client.training.WatchRun, training.WatchRunRequest(name=other))
    next(waiting)
    waiting.cancel()
    left = refusal(lambda: list(waiting))
    client.call(client.training.CancelRun, training.CancelRunRequest(name=other))
    return {"state": state, "left": left}


def deadline(client):
    run = client.submit(100_000)
    request = training.WatchRunRequest(name=run.name)
    watched = refusal(lambda: list(client.call(client.training.WatchRun, request, timeout=1)))
    state = run_pb2.RunState.Name(client.call(client.training.GetRun, training.GetRunRequest(name=run.name)).run.state)
    client.call(client.training.CancelRun, training.CancelRunRequest(name=run.name))

    def stalled():
        yield dataset.UploadDatasetRequest(header=dataset.DatasetHeader(display_name="slow.csv", size=10, sha256="0" * 64))
        time.sleep(SOON)

    idle = refusal(lambda: client.call(client.datasets.UploadDataset, stalled()))
    return {"watched": watched, "state": state, "idle": idle}


def oversize(client):
    huge = training.SubmitJobRequest(job=job_pb2.Job(name="x" * (17 << 20)))
    large = training.SubmitJobRequest(job=job_pb2.Job(name="x" * (2 << 20)))
    header = dataset.DatasetHeader(display_name="large.csv", size=1 << 40, sha256="0" * 64)
    data = bytes((1 << 20) + 1)
    wide = dataset.DatasetHeader(display_name="wide.csv", size=len(data), sha256=hashlib.sha256(data).hexdigest())
    piece = [dataset.UploadDatasetRequest(header=wide), dataset.UploadDatasetRequest(chunk=chunk_pb2.Chunk(data=data, crc32c=crc32c(data)))]
    return {
        "message": refusal(lambda: client.call(client.training.SubmitJob, huge)),
        "job": refusal(lambda: client.call(client.training.SubmitJob, large)),
        "file": refusal(lambda: client.call(client.datasets.UploadDataset, client.parts(header, b""))),
        "chunk": refusal(lambda: client.call(client.datasets.UploadDataset, iter(piece))),
    }


def upload(client):
    rows = (f"{row * 0.001:.6f},{row * row % 1009},{'odd' if row % 2 else 'even'}\n" for row in range(250_000))
    data = ("x,y,label\n" + "".join(rows)).encode()
    header = dataset.DatasetHeader(display_name="python.csv", size=len(data), sha256=hashlib.sha256(data).hexdigest())
    spoilt = refusal(lambda: client.call(client.datasets.UploadDataset, client.parts(header, data[:CHUNK], spoil=True)))
    offsets, name, count = [], "", 0
    while not name:
        kept = client.retried(client.datasets.QueryUpload, dataset.QueryUploadRequest(sha256=header.sha256, size=header.size))
        offsets.append(kept.offset)
        header.offset = kept.offset
        try:
            there = kept.HasField("dataset")  # It arrived, and the answer did not.
            done = kept.dataset if there else client.call(client.datasets.UploadDataset, client.parts(header, data)).dataset
            name, count = done.name, done.schema.rows
        except grpc.RpcError as fault:
            # The service may not have seen yet that the call before is broken.
            client.broken(fault, grpc.StatusCode.OUT_OF_RANGE)
    return {"spoilt": spoilt, "offsets": offsets, "breaks": client.breaks, "name": name, "sha256": header.sha256, "rows": count}


def download(client):
    run = client.submit(4)
    for _ in client.events(run):
        pass
    path, end, good = client.folder / "python.parquet", None, True
    with open(path, "w+b") as file:
        while end is None:
            try:
                request = recording.DownloadRecordingRequest(name=run.name, offset=file.tell())
                for part in client.call(client.recordings.DownloadRecording, request):
                    if part.HasField("end"):
                        end = part.end
                    else:
                        good = good and part.chunk.offset == file.tell() and crc32c(part.chunk.data) == part.chunk.crc32c
                        file.write(part.chunk.data)
            except grpc.RpcError as fault:
                if fault.code() is not grpc.StatusCode.FAILED_PRECONDITION:  # Not sealed yet.
                    client.broken(fault)
                time.sleep(0.2)
        file.seek(0)
        seen = hashlib.sha256(file.read()).hexdigest()

    values = b""
    wanted = recording.ReadTensorsRequest(name=run.name, columns=["hidden1.weight"], first_epoch=4, last_epoch=4)
    for part in client.retried(lambda *at, **how: list(client.recordings.ReadTensors(*at, **how)), wanted):
        if part.HasField("tensor"):
            good = good and crc32c(part.tensor.data) == part.tensor.crc32c
            values += part.tensor.data
    return {"file": str(path), "checksums": good, "breaks": client.breaks, "sha256": seen, "told": end.sha256, "tensor": values.hex()}


SCENARIOS = {scenario.__name__: scenario for scenario in (submit, watch, cancel, deadline, oversize, upload, download)}

if __name__ == "__main__":
    print(json.dumps(SCENARIOS[sys.argv[1]](Client(*sys.argv[2:]))))
