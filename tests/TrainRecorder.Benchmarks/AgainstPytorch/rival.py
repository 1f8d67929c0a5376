"""The rival of `against-pytorch`: PyTorch and NumPy, driven line by line so that both sides take turns.

Each line on the standard input is a JSON object. {"train": CASE, "threads": N, "foreach": BOOL} makes ready a network and
its data; {"product": [m, k, n]} two matrices. {"go": R} then does it R times and answers with the
seconds of each, by the clock and by the processor.
NumPy's BLAS takes its threads from OPENBLAS_NUM_THREADS, set by whoever starts this.
"""
import json
import sys
import time

import numpy


def trained(case, threads, foreach):
    import torch
    from torch import nn

    torch.set_num_threads(threads)
    torch.manual_seed(0)
    torch.use_deterministic_algorithms(False)
    # What a fit network leaves of its gradients is so small that processors take many times as long for it.
    torch.set_flush_denormal(True)
    activation = {"relu": nn.ReLU, "tanh": nn.Tanh}[case["activation"]]
    layers = []
    if case["lenet"]:
        shape = (1, 28, 28)
        layers = [
            nn.Conv2d(1, 6, 5, padding=2), activation(), nn.MaxPool2d(2),
            nn.Conv2d(6, 16, 5), activation(), nn.MaxPool2d(2), nn.Flatten(),
        ]
        widths = [400, 120, 84, 10]
    else:
        shape = (case["shape"][0],)
        widths = case["shape"]
    for inputs, outputs in zip(widths[:-2], widths[1:-1]):
        layers += [nn.Linear(inputs, outputs), activation()]
    layers.append(nn.Linear(widths[-2], widths[-1]))
    network = nn.Sequential(*layers)
    count, batch = case["samples"], case["batch"]
    x = torch.randn((count, *shape))
    if case["classes"]:
        y, loss = torch.randint(0, widths[-1], (count,)), nn.CrossEntropyLoss()
    else:
        y, loss = torch.randn(count, widths[-1]), nn.MSELoss()
    optimizer = torch.optim.Adam(network.parameters(), lr=0.001, foreach=foreach)

    def epoch():
        order = torch.randperm(count)
        for first in range(0, count, batch):
            rows = order[first:first + batch]
            optimizer.zero_grad(set_to_none=True)
            loss(network(x[rows]), y[rows]).backward()
            optimizer.step()

    return epoch


def multiplied(m, k, n):
    random = numpy.random.default_rng(0)
    a = random.standard_normal((m, k), dtype=numpy.float32)
    b = random.standard_normal((k, n), dtype=numpy.float32)
    c = numpy.empty((m, n), dtype=numpy.float32)
    times = max(1, 200_000_000 // (m * k * n))

    def product():
        for _ in range(times):
            numpy.matmul(a, b, out=c)

    return product, times


def main():
    work, parts = None, 1
    for line in sys.stdin:
        asked = json.loads(line)
        if "train" in asked:
            work, parts = trained(asked["train"], asked["threads"], asked["foreach"]), 1
        elif "product" in asked:
            work, parts = multiplied(*asked["product"])
        seconds = []
        for _ in range(asked.get("go", 0)):
            begin, busy = time.perf_counter(), time.process_time()
            work()
            seconds.append({"clock": (time.perf_counter() - begin) / parts, "processor": (time.process_time() - busy) / parts})
        print(json.dumps(seconds), flush=True)


main()
