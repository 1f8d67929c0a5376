"""Writes the floats of epochs with h5py and gzip, as many scripts do, and says how fast.

The epochs are files 0.safetensors, 1.safetensors, ... in a folder: the first, then those that repeat. `promises` writes them, so that all
sides write the same floats.

Debian: apt-get install python3-h5py. Run: /usr/bin/python3 h5py_baseline.py FOLDER EPOCHS [TIMES]
"""

import json
import os
import sys
import tempfile
import time

import h5py
import numpy


def read(path):
    """The tensors of an epoch, by name."""
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        values = numpy.frombuffer(file.read(), "<f4")
    return {
        name: values[entry["data_offsets"][0] // 4 : entry["data_offsets"][1] // 4].reshape(entry["shape"])
        for name, entry in header.items()
    }


folder, epochs = sys.argv[1], int(sys.argv[2])
first, *others = [read(os.path.join(folder, f"{n}.safetensors")) for n in range(len(os.listdir(folder)))]
rows = [first if n == 0 else others[(n - 1) % len(others)] for n in range(epochs)]
raw = sum(values.nbytes for row in rows for values in row.values())

with tempfile.TemporaryDirectory() as temporary:
    path = os.path.join(temporary, "run.h5")
    for attempt in range(int(sys.argv[3]) if len(sys.argv) > 3 else 1):
        begin = time.perf_counter()
        with h5py.File(path, "w") as file:
            for n, row in enumerate(rows):
                for name, values in row.items():
                    file.create_dataset(f"{n}/{name}", data=values, compression="gzip")
        with open(path, "rb+") as file:
            os.fsync(file.fileno())
        seconds = time.perf_counter() - begin
        print(f"h5py gzip: {seconds * 1000:.0f} ms, {raw / seconds / 1e6:.0f} MB/s, {os.path.getsize(path) / raw:.2f} of raw")
