"""Writes what PyTorch says of optimisers, losses and schedules, for the tests of the training engine.

    /usr/bin/python3 tests/interop/torch_figures.py > tests/TrainRecorder.Training.Tests/torch-figures.json

The figures in the checkout were made with Debian's python3-torch (PyTorch 1.13). Jobs are written beside the figures as the
job file has them, so that the test does not say everything twice.
"""

import json
import torch
from torch import nn, optim

torch.set_default_dtype(torch.float64)

START = [1.0, -0.5, 0.25, 2.0, 0.0]
STEPS = 8


def gradient(step, index):
    """Some gradient: changes its sign, differs in size, deterministic."""
    return ((step * 7 + index * 5) % 11 - 5) * 10.0 ** (index - 3)


def optimizer_figures():
    cases = [
        ({"sgd": {"learning_rate": 0.1}}, optim.SGD, dict(lr=0.1)),
        ({"sgd": {"learning_rate": 0.1, "momentum": 0.9}}, optim.SGD, dict(lr=0.1, momentum=0.9)),
        ({"sgd": {"learning_rate": 0.1, "momentum": 0.9, "dampening": 0.3, "weight_decay": 0.01}},
         optim.SGD, dict(lr=0.1, momentum=0.9, dampening=0.3, weight_decay=0.01)),
        ({"sgd": {"learning_rate": 0.1, "momentum": 0.8, "nesterov": True, "weight_decay": 0.1}},
         optim.SGD, dict(lr=0.1, momentum=0.8, nesterov=True, weight_decay=0.1)),
        ({"adam": {}}, optim.Adam, {}),
        ({"adam": {"learning_rate": 0.1, "beta1": 0.8, "beta2": 0.95, "epsilon": 1e-3, "weight_decay": 0.1}},
         optim.Adam, dict(lr=0.1, betas=(0.8, 0.95), eps=1e-3, weight_decay=0.1)),
        ({"adamw": {}}, optim.AdamW, {}),
        ({"adamw": {"learning_rate": 0.1, "weight_decay": 0.2}}, optim.AdamW, dict(lr=0.1, weight_decay=0.2)),
        ({"rmsprop": {}}, optim.RMSprop, {}),
        ({"rmsprop": {"learning_rate": 0.05, "alpha": 0.9, "momentum": 0.7, "weight_decay": 0.1}},
         optim.RMSprop, dict(lr=0.05, alpha=0.9, momentum=0.7, weight_decay=0.1)),
        ({"rmsprop": {"learning_rate": 0.05, "alpha": 0.9, "epsilon": 1e-4, "centered": True}},
         optim.RMSprop, dict(lr=0.05, alpha=0.9, eps=1e-4, centered=True)),
        ({"rmsprop": {"learning_rate": 0.05, "alpha": 0.9, "momentum": 0.7, "centered": True}},
         optim.RMSprop, dict(lr=0.05, alpha=0.9, momentum=0.7, centered=True)),
    ]
    for job, kind, arguments in cases:
        values = torch.tensor(START, requires_grad=True)
        optimizer = kind([values], **arguments)
        steps = []
        for step in range(STEPS):
            values.grad = torch.tensor([gradient(step, i) for i in range(len(START))])
            optimizer.step()
            steps.append(values.detach().tolist())
        yield {"optimizer": job, "values": steps}


def loss_figures():
    outputs = [[1.5, -0.3, 0.2], [-2.0, 0.1, 3.0], [0.0, 0.0, 0.0], [40.0, -50.0, 1.0], [0.7, 0.9, -1.1]]
    classes = [2, 0, 1, 1, 1]
    weights = [0.5, 2.0, 1.25]

    def case(training, criterion, rows, target):
        x = torch.tensor(rows, requires_grad=True)
        loss = criterion(x, target)
        loss.backward()
        return {"training": training, "outputs": rows, "targets": target.tolist(), "loss": loss.item(), "gradient": x.grad.tolist()}

    index = torch.tensor(classes)
    weight = torch.tensor(weights)
    yield case({"loss": "cross_entropy"}, nn.CrossEntropyLoss(), outputs, index)
    yield case({"loss": "cross_entropy", "class_weights": {"values": weights}}, nn.CrossEntropyLoss(weight=weight), outputs, index)
    yield case({"loss": "cross_entropy", "label_smoothing": 0.1}, nn.CrossEntropyLoss(label_smoothing=0.1), outputs, index)
    yield case({"loss": "cross_entropy", "label_smoothing": 0.3, "class_weights": {"values": weights}},
               nn.CrossEntropyLoss(weight=weight, label_smoothing=0.3), outputs, index)

    logits = [[1.5], [-2.0], [0.0], [40.0], [-50.0]]
    two = torch.tensor([1, 0, 1, 0, 1])

    def binary(smoothing, pair=None):
        def criterion(x, target):
            t = target.to(x.dtype) * (1 - smoothing) + smoothing / 2
            each = nn.functional.binary_cross_entropy_with_logits(x[:, 0], t, reduction="none")
            if pair is None:
                return each.mean()
            w = torch.tensor(pair)[target]
            return (w * each).sum() / w.sum()
        return criterion

    yield case({"loss": "bce"}, binary(0.0), logits, two)
    yield case({"loss": "bce", "label_smoothing": 0.2}, binary(0.2), logits, two)
    yield case({"loss": "bce", "class_weights": {"values": [0.5, 3.0]}}, binary(0.0, [0.5, 3.0]), logits, two)

    def column(criterion):
        return lambda x, target: criterion(x[:, 0], target)

    values = [[1.5], [-2.0], [0.25], [40.0], [1.0]]
    targets = torch.tensor([1.0, 0.5, 0.25, -3.0, 1.5])
    yield case({"loss": "mse"}, column(nn.MSELoss()), values, targets)
    yield case({"loss": "mae"}, column(nn.L1Loss()), values, targets)
    yield case({"loss": "huber"}, column(nn.HuberLoss()), values, targets)
    yield case({"loss": "huber", "huber_delta": 2.5}, column(nn.HuberLoss(delta=2.5)), values, targets)


def schedule_figures():
    epochs, steps = 12, 3
    monitored = [1.0, 0.9, 0.95, 0.94, 0.93, 0.92, 0.5, 0.5, 0.49999, 0.6, 0.6, 0.6]
    lr = optim.lr_scheduler
    cases = [
        ({"step": {"step_size": 4}}, None, lambda o: ([lr.StepLR(o, 4)], [])),
        ({"step": {"step_size": 3, "gamma": 0.5}}, None, lambda o: ([lr.StepLR(o, 3, 0.5)], [])),
        ({"exponential": {"gamma": 0.8}}, None, lambda o: ([lr.ExponentialLR(o, 0.8)], [])),
        ({"cosine": {}}, None, lambda o: ([lr.CosineAnnealingLR(o, epochs)], [])),
        ({"cosine": {"t_max": 5, "eta_min": 0.01}}, None, lambda o: ([lr.CosineAnnealingLR(o, 5, 0.01)], [])),
        ({"one_cycle": {}}, None, lambda o: ([], [lr.OneCycleLR(o, 0.1, total_steps=epochs * steps)])),
        ({"one_cycle": {"max_lr": 0.5, "pct_start": 0.45, "anneal_strategy": "linear", "base_momentum": 0.8, "max_momentum": 0.9,
                        "div_factor": 10, "final_div_factor": 100}}, None,
         lambda o: ([], [lr.OneCycleLR(o, 0.5, total_steps=epochs * steps, pct_start=0.45, anneal_strategy="linear", base_momentum=0.8,
                                       max_momentum=0.9, div_factor=10, final_div_factor=100)])),
        ({"plateau": {"patience": 1, "factor": 0.5}}, None, lambda o: ([lr.ReduceLROnPlateau(o, patience=1, factor=0.5)], [])),
        ({"plateau": {"patience": 2, "cooldown": 2, "threshold": 0.05, "threshold_mode": "abs", "min_lr": 0.02}}, None,
         lambda o: ([lr.ReduceLROnPlateau(o, patience=2, cooldown=2, threshold=0.05, threshold_mode="abs", min_lr=0.02)], [])),
        ({"plateau": {"monitor": "validation.accuracy", "patience": 0, "factor": 0.9}}, None,
         lambda o: ([lr.ReduceLROnPlateau(o, mode="max", patience=0, factor=0.9)], [])),
        (None, {"epochs": 5}, lambda o: ([lr.LinearLR(o)], [])),
        (None, {"steps": 7, "start_factor": 0.1}, lambda o: ([], [lr.LinearLR(o, 0.1, total_iters=7)])),
        ({"exponential": {"gamma": 0.8}}, {"steps": 7, "start_factor": 0.1},
         lambda o: ([lr.ExponentialLR(o, 0.8)], [lr.LinearLR(o, 0.1, total_iters=7)])),
    ]
    for schedule, warmup, create in cases:
        optimizer = optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1, momentum=0.9)
        by_epoch, by_step = create(optimizer)
        rates, momenta = [], []
        for epoch in range(epochs):
            for _ in range(steps):
                rates.append(optimizer.param_groups[0]["lr"])
                momenta.append(optimizer.param_groups[0]["momentum"])
                optimizer.step()
                if len(rates) < epochs * steps:
                    for scheduler in by_step:
                        scheduler.step()
            for scheduler in by_epoch:
                if isinstance(scheduler, lr.ReduceLROnPlateau):
                    scheduler.step(monitored[epoch])
                else:
                    scheduler.step()
        yield {"schedule": schedule, "warmup": warmup, "monitored": monitored, "steps": steps, "rates": rates, "momenta": momenta}


def clipping_figures():
    for clipping in ({"norm": 1.0}, {"norm": 100.0}, {"value": 0.5}):
        tensors = [torch.zeros(3), torch.zeros(2)]
        tensors[0].grad = torch.tensor([3.0, -0.25, 0.5])
        tensors[1].grad = torch.tensor([-4.0, 0.125])
        before = [tensor.grad.tolist() for tensor in tensors]
        if "norm" in clipping:
            nn.utils.clip_grad_norm_(tensors, clipping["norm"])
        else:
            nn.utils.clip_grad_value_(tensors, clipping["value"])
        yield {"clipping": clipping, "before": before, "after": [tensor.grad.tolist() for tensor in tensors]}


print(json.dumps({
    "gradients": [[gradient(step, i) for i in range(len(START))] for step in range(STEPS)],
    "start": START,
    "optimizers": list(optimizer_figures()),
    "losses": list(loss_figures()),
    "schedules": list(schedule_figures()),
    "clippings": list(clipping_figures()),
}, indent=1))
