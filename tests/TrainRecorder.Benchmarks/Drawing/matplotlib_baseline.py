"""Draws [sizes] as the answers of the forums do, and as matplotlib does best, one frame a line of standard input.

Written anew for this comparison: `forum` has one circle artist a unit and one line artist a weight, its width the size of the weight;
`collections` has one collection of circles and one of lines a layer. Prints seconds for each frame, and the peak memory in MB.
"""
import resource
import sys
import time

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.collections import EllipseCollection, LineCollection


def places(sizes):
    widest = max(sizes)
    return [np.column_stack([np.full(n, layer), (np.arange(n) + 0.5) / n * widest]) for layer, n in enumerate(sizes)], 0.3 * widest / widest


def forum(axes, sizes, weights):
    centres, radius = places(sizes)
    for layer, matrix in enumerate(weights):
        largest = np.abs(matrix).max()
        for target in range(matrix.shape[0]):
            for source in range(matrix.shape[1]):
                weight = matrix[target, source]
                if weight == 0:
                    continue
                start, end = centres[layer][source], centres[layer + 1][target]
                axes.add_artist(plt.Line2D([start[0], end[0]], [start[1], end[1]], c="b" if weight > 0 else "r", linewidth=2 * abs(weight) / largest))
    for layer in centres:
        for x, y in layer:
            axes.add_artist(plt.Circle((x, y), radius, color="w", ec="k", zorder=4))


def collections(axes, sizes, weights):
    centres, radius = places(sizes)
    for layer, matrix in enumerate(weights):
        largest = np.abs(matrix).max()
        target, source = np.nonzero(matrix)
        lines = np.stack([centres[layer][source], centres[layer + 1][target]], axis=1)
        values = matrix[target, source]
        axes.add_collection(LineCollection(lines, colors=np.where(values > 0, "b", "r"), linewidths=2 * np.abs(values) / largest))
    for layer in centres:
        axes.add_collection(EllipseCollection(2 * radius, 2 * radius, 0, units="xy", offsets=layer, transOffset=axes.transData, facecolors="w", edgecolors="k", zorder=4))


def frame(draw, sizes, weights, path):
    figure = plt.figure(figsize=(19.2, 10.8), dpi=100)
    axes = figure.gca()
    axes.axis("off")
    draw(axes, sizes, weights)
    axes.set_xlim(-0.5, len(sizes) - 0.5)
    axes.set_ylim(0, max(sizes))
    figure.savefig(path)
    plt.close(figure)


sizes = [int(part) for part in sys.argv[1].split(",")]
random = np.random.default_rng(7)
weights = [random.normal(0, 0.05, (after, before)).astype(np.float32) for before, after in zip(sizes, sizes[1:])]
frame(collections, [2, 2], [np.ones((2, 2))], sys.argv[2])
print("ready", flush=True)
for line in sys.stdin:
    start = time.perf_counter()
    frame({"forum": forum, "collections": collections}[line.strip()], sizes, weights, sys.argv[2])
    print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3, flush=True)
