"""Trains eight small networks in PyTorch and writes what our engine must reproduce.

    /usr/bin/python3 tests/interop/pytorch/make_fixture.py FOLDER      (Debian: python3-torch)

Each network gets a folder: job.json (what our side is given), data.npz and validation.npz, weights.npz (the values that
both begin with), losses.json (the mean training loss of each epoch, epoch 0 being an evaluation, and the validation loss
after it). Data and initial weights come from NumPy's generator, whose stream does not change between versions; both sides
take the samples in the order of the data.
"""
import json
import pathlib
import sys

import numpy
import torch
from torch import nn
from torch.nn import functional

EPOCHS = 10
TRAINING, VALIDATION = 90, 30

ACTIVATIONS = {
    "linear": nn.Identity, "softmax": nn.Identity,  # the loss takes the logits
    "relu": nn.ReLU, "leaky_relu": nn.LeakyReLU, "elu": nn.ELU, "gelu": nn.GELU, "silu": nn.SiLU,
    "softplus": nn.Softplus, "sigmoid": nn.Sigmoid, "hard_sigmoid": nn.Hardsigmoid,
    "tanh": nn.Tanh, "hard_tanh": nn.Hardtanh, "softsign": nn.Softsign,
}

DENSE = {"dense": {"units": 4, "activation": "softmax"}}

NETWORKS = {
    "dense": {
        "data": "points",
        "layers": [{"dense": {"units": 16, "activation": "relu"}}, {"dense": {"units": 8, "activation": "leaky_relu"}}, DENSE],
        "optimizer": {"adam": {"learning_rate": 0.01}},
    },
    "tanh": {
        "data": "points",
        "layers": [{"dense": {"units": 10, "activation": "tanh"}}, {"dense": {"units": 6, "activation": "sigmoid"}}, DENSE],
        "optimizer": {"sgd": {"learning_rate": 0.2, "momentum": 0.9}},
    },
    "convolution": {
        "data": "images",
        "layers": [
            {"conv2d": {"channels": 4, "kernel_size": [3], "padding": [1], "activation": "relu"}},
            {"max_pool": {"kernel_size": [2]}},
            {"conv2d": {"channels": 6, "kernel_size": [3, 2], "stride": [1, 2], "activation": "elu"}},
            {"flatten": {}},
            DENSE,
        ],
        "optimizer": {"adam": {"learning_rate": 0.005}},
    },
    "batch_norm": {
        "data": "images",
        "layers": [
            {"conv2d": {"channels": 4, "kernel_size": [3], "bias": False, "activation": "linear"}},
            {"batch_norm": {"activation": "relu"}},
            {"average_pool": {"kernel_size": [2]}},
            {"flatten": {}},
            {"dense": {"units": 8, "activation": "linear"}},
            {"batch_norm": {"momentum": 0.3, "activation": "tanh"}},
            DENSE,
        ],
        "optimizer": {"sgd": {"learning_rate": 0.05, "momentum": 0.9}},
    },
    "layer_norm": {
        "data": "points",
        "layers": [
            {"dense": {"units": 12, "activation": "linear"}},
            {"layer_norm": {"activation": "silu"}},
            {"dense": {"units": 8, "activation": "softplus"}},
            {"layer_norm": {}},
            DENSE,
        ],
        "optimizer": {"adam": {"learning_rate": 0.01}},
    },
    "residual": {
        "data": "images",
        "layers": [
            {"conv2d": {"channels": 4, "kernel_size": [3], "padding": [1], "activation": "relu"}},
            {"residual": {
                "layers": [
                    {"conv2d": {"channels": 4, "kernel_size": [3], "padding": [1], "activation": "relu"}},
                    {"conv2d": {"channels": 4, "kernel_size": [3], "padding": [1], "activation": "linear"}},
                ],
                "activation": "relu",
            }},
            {"residual": {
                "layers": [{"conv2d": {"channels": 6, "kernel_size": [3], "stride": [2], "padding": [1], "activation": "linear"}}],
                "shortcut": [{"conv2d": {"channels": 6, "kernel_size": [1], "stride": [2], "activation": "linear"}}],
                "activation": "relu",
            }},
            {"global_average_pool": {}},
            DENSE,
        ],
        "optimizer": {"adam": {"learning_rate": 0.005}},
    },
    "embedding": {
        "data": "words",
        "layers": [
            {"embedding": {"vocabulary": 11, "dimensions": 4, "channels_first": True}},
            {"conv1d": {"channels": 5, "kernel_size": [2], "activation": "tanh"}},
            {"global_max_pool": {}},
            DENSE,
        ],
        "optimizer": {"adam": {"learning_rate": 0.02}},
    },
    "regression": {
        "data": "values",
        "layers": [{"dense": {"units": 12, "activation": "gelu"}}, {"dense": {"units": 1, "activation": "linear"}}],
        "optimizer": {"adam": {"learning_rate": 0.02}},
    },
}


def pair(values, axes):
    return tuple(values * axes) if len(values) == 1 else tuple(values)


class ChannelsFirst(nn.Module):
    def forward(self, x):
        return x.transpose(1, 2)


class GlobalPool(nn.Module):
    def __init__(self, largest):
        super().__init__()
        self.largest = largest

    def forward(self, x):
        x = x.flatten(2)
        return x.amax(2) if self.largest else x.mean(2)


class Residual(nn.Module):
    def __init__(self, inside, shortcut, activation):
        super().__init__()
        self.inside, self.shortcut, self.activation = inside, shortcut, activation

    def forward(self, x):
        return self.activation(self.shortcut(x) + self.inside(x))


class Builder:
    """Makes PyTorch's modules of the job's layers; notes which module has which layer's name."""

    def __init__(self):
        self.named = {}

    def sequence(self, layers, shape, prefix="", stem="hidden", has_output=True):
        modules = []
        for index, layer in enumerate(layers):
            (kind, options), = layer.items()
            is_output = has_output and index == len(layers) - 1
            name = "output" if is_output else f"{prefix}{stem}{index + 1}"
            module, shape = getattr(self, kind)(name, options, shape)
            modules.append(module)
            if "activation" in options and kind != "residual":
                modules.append(ACTIVATIONS[options["activation"]]())
        return nn.Sequential(*modules), shape

    def dense(self, name, options, shape):
        self.named[name] = nn.Linear(shape[0], options["units"])
        return self.named[name], (options["units"],)

    def convolution(self, name, options, shape, axes, make):
        kernel, stride, padding = (pair(options.get(key, default), axes) for key, default in (("kernel_size", None), ("stride", [1]), ("padding", [0])))
        self.named[name] = make(shape[0], options["channels"], kernel, stride, padding, bias=options.get("bias", True))
        places = tuple((size + 2 * p - k) // s + 1 for size, k, s, p in zip(shape[1:], kernel, stride, padding))
        return self.named[name], (options["channels"], *places)

    def conv1d(self, name, options, shape):
        return self.convolution(name, options, shape, 1, nn.Conv1d)

    def conv2d(self, name, options, shape):
        return self.convolution(name, options, shape, 2, nn.Conv2d)

    def max_pool(self, name, options, shape):
        kernel = pair(options["kernel_size"], 2)
        return nn.MaxPool2d(kernel), (shape[0], shape[1] // kernel[0], shape[2] // kernel[1])

    def average_pool(self, name, options, shape):
        kernel = pair(options["kernel_size"], 2)
        return nn.AvgPool2d(kernel), (shape[0], shape[1] // kernel[0], shape[2] // kernel[1])

    def global_average_pool(self, name, options, shape):
        return GlobalPool(largest=False), shape[:1]

    def global_max_pool(self, name, options, shape):
        return GlobalPool(largest=True), shape[:1]

    def flatten(self, name, options, shape):
        return nn.Flatten(), (int(numpy.prod(shape)),)

    def batch_norm(self, name, options, shape):
        make = nn.BatchNorm1d if len(shape) == 1 else nn.BatchNorm2d
        self.named[name] = make(shape[0], momentum=options.get("momentum", 0.1))
        return self.named[name], shape

    def layer_norm(self, name, options, shape):
        self.named[name] = nn.LayerNorm(shape)
        return self.named[name], shape

    def embedding(self, name, options, shape):
        self.named[name] = nn.Embedding(options["vocabulary"], options["dimensions"])
        if options.get("channels_first"):
            return nn.Sequential(self.named[name], ChannelsFirst()), (options["dimensions"], shape[0])
        return self.named[name], (shape[0], options["dimensions"])

    def residual(self, name, options, shape):
        inside, after = self.sequence(options["layers"], shape, f"{name}_", has_output=False)
        shortcut = nn.Identity()
        if "shortcut" in options:
            shortcut, _ = self.sequence(options["shortcut"], shape, f"{name}_", stem="shortcut", has_output=False)
        return Residual(inside, shortcut, ACTIVATIONS[options["activation"]]()), after


def data(kind, random):
    count = TRAINING + VALIDATION
    if kind == "words":
        x = random.integers(0, 11, (count, 6))
        y = (x[:, 0] + 2 * x[:, 3]) % 4
    elif kind == "images":
        x = random.standard_normal((count, 1, 8, 8)).astype(numpy.float32)
        y = (x[:, 0, 2:4, 2:6].mean((1, 2)) > 0) * 2 + (x[:, 0, 5, :].mean(1) > 0)
    else:
        x = random.standard_normal((count, 12 if kind == "points" else 5)).astype(numpy.float32)
        if kind == "values":
            y = (numpy.sin(x[:, 0]) + x[:, 1] * x[:, 2] / 2).astype(numpy.float32)
        else:
            y = (x[:, 0] > 0) * 2 + (x[:, 1] + x[:, 2] > 0)
    # Every class is in the first samples of both parts, whatever was drawn.
    if kind != "values":
        y = y.astype(numpy.int64)
        y[:4] = y[TRAINING:TRAINING + 4] = numpy.arange(4)
    return x, y


def initialise(named, random):
    """Values of the usual size, but none of the special ones that a layer begins with."""
    values = {}
    for name, module in named.items():
        for key, tensor in module.state_dict().items():
            path = {"running_var": "running_variance"}.get(key, key)
            if key == "num_batches_tracked":
                continue
            fan = tensor[0].numel() if tensor.dim() > 1 else tensor.numel()
            drawn = (random.uniform(-1, 1, tuple(tensor.shape)) / numpy.sqrt(fan)).astype(numpy.float32)
            if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d, nn.LayerNorm)) and key in ("weight", "running_var"):
                drawn = numpy.abs(drawn) + numpy.float32(0.75)
            with torch.no_grad():
                tensor.copy_(torch.from_numpy(drawn))
            values[f"{name}.{path}"] = drawn
    return values


def optimizer(options, parameters):
    (kind, values), = options.items()
    if kind == "sgd":
        return torch.optim.SGD(parameters, lr=values["learning_rate"], momentum=values.get("momentum", 0))
    return torch.optim.Adam(parameters, lr=values["learning_rate"])


def train(network, loss, x, y, held_x, held_y, options, batch):
    def evaluated(a, b):
        network.eval()
        with torch.no_grad():
            return float(loss(network(a), b).double())

    losses = {"train": [evaluated(x, y)], "validation": [evaluated(held_x, held_y)]}
    step = optimizer(options, network.parameters())
    for _ in range(EPOCHS):
        network.train()
        total = 0.0
        for first in range(0, len(x), batch):
            a, b = x[first:first + batch], y[first:first + batch]
            step.zero_grad()
            value = loss(network(a), b)
            value.backward()
            step.step()
            total += float(value.detach().double()) * len(a)
        losses["train"].append(total / len(x))
        losses["validation"].append(evaluated(held_x, held_y))
    return losses


def make(folder, name, entry, random, batch=16):
    folder.mkdir(parents=True, exist_ok=True)
    x, y = data(entry["data"], random)
    builder = Builder()
    network, _ = builder.sequence(entry["layers"], x.shape[1:])
    weights = initialise(builder.named, random)
    numpy.savez(folder / "data.npz", x=x[:TRAINING], y=y[:TRAINING])
    numpy.savez(folder / "validation.npz", x=x[TRAINING:], y=y[TRAINING:])
    numpy.savez(folder / "weights.npz", **weights)
    is_regression = entry["data"] == "values"
    tensors = [torch.from_numpy(part) for part in (x[:TRAINING], y[:TRAINING], x[TRAINING:], y[TRAINING:])]
    if is_regression:
        tensors[1], tensors[3] = tensors[1].unsqueeze(1), tensors[3].unsqueeze(1)
    losses = train(network, functional.mse_loss if is_regression else functional.cross_entropy, *tensors, entry["optimizer"], batch)
    job = {
        "name": f"pytorch {name}",
        "data": {
            "file": "data.npz", "validation_file": "validation.npz", "label": "y",
            "task": "regression" if is_regression else "classification", "normalization": "none",
        },
        "network": {"input_shape": list(x.shape[1:]), "layers": entry["layers"], "initial_weights": "weights.npz"},
        "training": {
            "optimizer": entry["optimizer"], "loss": "mse" if is_regression else "cross_entropy",
            "epochs": EPOCHS, "batch_size": batch, "shuffle": False,
        },
    }
    (folder / "job.json").write_text(json.dumps(job, indent=2) + "\n")
    (folder / "losses.json").write_text(json.dumps(losses, indent=2) + "\n")


def main():
    torch.set_num_threads(1)
    for seed, (name, entry) in enumerate(NETWORKS.items()):
        make(pathlib.Path(sys.argv[1]) / name, name, entry, numpy.random.default_rng(seed))


main()
