"""Trains a network on a TrainRecorder service, follows it, reads a tensor and downloads the recording.

    python3 train.py [ADDRESS]          the service's address, 127.0.0.1:5871 unless it is given
"""
import hashlib
import os
import pathlib
import sys
import time
import uuid
from array import array

import grpc
from google.protobuf.json_format import ParseDict

from trainrecorder.v1 import job_pb2, run_pb2, recording_service_pb2 as recording, training_service_pb2 as training
from trainrecorder.v1.recording_service_pb2_grpc import RecordingServiceStub
from trainrecorder.v1.training_service_pb2_grpc import TrainingServiceStub

JOB = {
    "name": "spirals",
    "data": {"generate": {"spirals": {"samples": 1000, "noise": 0.02}}},
    "network": {"shape": [2, 24, 24, 2], "activation": "tanh"},
    "training": {"optimizer": {"adam": {"learning_rate": 0.01}}, "epochs": 40, "batch_size": 20, "seed": 5},
}


def token(address):
    """What lets us in: the service has left it in a file that its own user alone can read."""
    if given := os.environ.get("TRAINRECORDER_TOKEN"):
        return given
    state = os.environ.get("XDG_STATE_HOME") or os.environ.get("XDG_DATA_HOME") or pathlib.Path.home() / ".local/share"
    folder = os.environ.get("TRAINRECORDER_TOKEN_DIR") or pathlib.Path(state, "trainrecorder", "tokens")
    return pathlib.Path(folder, address.replace(":", "_") + ".token").read_text().strip()


def follow(service, run, access):
    """The changes of a run, each once and in order, until it is over; across connections that break."""
    revision = run.revision
    while True:
        try:
            for event in service.WatchRun(training.WatchRunRequest(name=run.name, start_revision=revision), metadata=access):
                revision = event.revision + 1
                yield event
            return
        except grpc.RpcError as broken:
            if broken.code() is not grpc.StatusCode.UNAVAILABLE:
                raise
            time.sleep(1)


def read(service, run, column, epoch, access):
    """The values of a column of floats at one epoch, row-major."""
    wanted = recording.ReadTensorsRequest(name=run.name, columns=[column], first_epoch=epoch, last_epoch=epoch)
    return array("f", b"".join(part.tensor.data for part in service.ReadTensors(wanted, metadata=access)))


def download(service, run, path, access):
    """The sealed recording in a file; goes on where a broken download stopped."""
    end = None
    with open(path, "w+b") as file:
        while not end:
            try:
                for part in service.DownloadRecording(recording.DownloadRecordingRequest(name=run.name, offset=file.tell()), metadata=access):
                    file.write(part.chunk.data)
                    end = part.end if part.HasField("end") else None
            except grpc.RpcError as broken:  # FAILED_PRECONDITION: it is not sealed yet.
                if broken.code() not in (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.FAILED_PRECONDITION):
                    raise
                time.sleep(1)
        file.seek(0)
        if hashlib.sha256(file.read()).hexdigest() != end.sha256:
            raise IOError(f"{path} is not what the service sent")


def main(address="127.0.0.1:5871"):
    access = [("authorization", f"Bearer {token(address)}")]
    with grpc.insecure_channel(address) as channel:
        runs, recordings = TrainingServiceStub(channel), RecordingServiceStub(channel)

        job = ParseDict(JOB, job_pb2.Job())
        run = runs.SubmitJob(training.SubmitJobRequest(job=job, request_id=str(uuid.uuid4())), metadata=access).run
        print(f"{run.name}: {run.estimate.parameters} parameters")

        for event in follow(runs, run, access):
            for epoch in event.epochs_committed.epochs:
                print(f"epoch {epoch.epoch:3}  loss {epoch.train['loss']:.4f}  accuracy {epoch.validation['accuracy']:.3f}")
            if event.HasField("run"):
                run = event.run
        if run.state != run_pb2.RUN_STATE_SUCCEEDED:
            sys.exit(f"{run.name} did not succeed: {run.state_reason}")

        weights = read(recordings, run, "hidden1.weight", run.progress.epoch, access)
        print(f"hidden1.weight: {len(weights)} values, mean size {sum(map(abs, weights)) / len(weights):.4f}")

        download(recordings, run, "spirals.parquet", access)
        print("spirals.parquet")


if __name__ == "__main__":
    main(*sys.argv[1:])
