"""Writes the tensors of 20 epochs of [1000,300,50] with h5py and gzip, as many scripts do, and says how fast.

Debian: apt-get install python3-h5py. Run: /usr/bin/python3 h5py_baseline.py [TIMES]
"""

import os
import sys
import tempfile
import time

import h5py
import numpy

EPOCHS = 20
SHAPES = {
    "hidden1.weight": (300, 1000), "hidden1.bias": (300,), "hidden1.activation": (256, 300),
    "output.weight": (50, 300), "output.bias": (50,), "output.activation": (256, 50),
}

random = numpy.random.default_rng(7)
epochs = []
start = {name: random.normal(0, 0.05, shape) for name, shape in SHAPES.items()}
for _ in range(6):
    epoch = {name: (values + random.normal(0, 0.001, values.shape)).astype("float32") for name, values in start.items()}
    for name, values in epoch.items():
        if name.endswith("activation"):
            numpy.maximum(values, 0, out=values)
    epochs.append(epoch)
raw = EPOCHS * sum(values.nbytes for values in epochs[0].values())

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "run.h5")
    for attempt in range(int(sys.argv[1]) if len(sys.argv) > 1 else 5):
        begin = time.perf_counter()
        with h5py.File(path, "w") as file:
            for n in range(EPOCHS):
                for name, values in epochs[n % len(epochs)].items():
                    file.create_dataset(f"{n}/{name}", data=values, compression="gzip")
        with open(path, "rb+") as file:
            os.fsync(file.fileno())
        seconds = time.perf_counter() - begin
        print(f"h5py gzip: {seconds * 1000:.0f} ms, {raw / seconds / 1e6:.0f} MB/s, {os.path.getsize(path) / raw:.2f} of raw")
