"""Writes the given weights of the gallery: weights.npz of [2, 8, 8, 1], and ones.npy, a 4 by 10 matrix of zeros and ones. Python's own library does."""
import random
import struct
import sys
import zipfile

folder = sys.argv[1]
rng = random.Random(7)


def npy(rows, columns, values):
    header = f"{{'descr': '<f4', 'fortran_order': False, 'shape': ({rows}, {columns}), }}".ljust(117) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + struct.pack(f"<{len(values)}f", *values)


with zipfile.ZipFile(f"{folder}/weights.npz", "w") as archive:
    for name, rows, columns in (("hidden1", 8, 2), ("hidden2", 8, 8), ("output", 1, 8)):
        archive.writestr(f"{name}.weight.npy", npy(rows, columns, [rng.gauss(0, 1) for _ in range(rows * columns)]))
with open(f"{folder}/ones.npy", "wb") as file:
    file.write(npy(4, 10, [float(rng.random() < 0.3) for _ in range(40)]))
