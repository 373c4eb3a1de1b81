#!/usr/bin/python3
"""Learning rates of PyTorch's schedulers in float64, 30 steps each: tests/Nabla.Train.Tests/Golden/schedules.safetensors."""
import torch, torch.optim.lr_scheduler as S
import golden
torch.set_default_dtype(torch.float64); torch.manual_seed(23)

cases = {
    "step": lambda o: S.StepLR(o, 3), "multi step": lambda o: S.MultiStepLR(o, [2, 7, 7, 20], .3), "exponential": lambda o: S.ExponentialLR(o, .9),
    "constant": lambda o: S.ConstantLR(o, .4, 6), "linear": lambda o: S.LinearLR(o, .3, .8, 12), "polynomial": lambda o: S.PolynomialLR(o, 12, 2.5),
    "cosine": lambda o: S.CosineAnnealingLR(o, 29, .01), "warm restarts": lambda o: S.CosineAnnealingWarmRestarts(o, 4, 1, .01),
    "warm restarts growing": lambda o: S.CosineAnnealingWarmRestarts(o, 3, 2),
    "one cycle": lambda o: S.OneCycleLR(o, .5, 30, cycle_momentum=False),
    "triangular": lambda o: S.CyclicLR(o, .1, .5, 4, 6, cycle_momentum=False),
    "triangular2": lambda o: S.CyclicLR(o, .1, .5, 4, mode="triangular2", cycle_momentum=False),
    "exp range": lambda o: S.CyclicLR(o, .1, .5, 4, mode="exp_range", gamma=.95, cycle_momentum=False),
    "sequence": lambda o: S.SequentialLR(o, [S.ConstantLR(o, .1, 100), S.ExponentialLR(o, .9)], [4]),
    "chained": lambda o: S.ChainedScheduler([S.LinearLR(o, .25, 1, 8), S.ExponentialLR(o, .9)]),
    "inverse square root": lambda o: S.LambdaLR(o, lambda t: 2 * 64 ** -.5 * min((t + 1) ** -.5, (t + 1) * 5 ** -1.5)),
}

from torch.optim.swa_utils import SWALR
cases |= {
    "averaging": lambda o: SWALR(o, .05, 10), "averaging straight": lambda o: SWALR(o, .7, 8, "linear"),
    "lambda": lambda o: S.LambdaLR(o, lambda t: .95 ** t + .1 * (t % 3)), "multiplicative": lambda o: S.MultiplicativeLR(o, lambda t: 1 - 1 / (t + 2)),
}

tensors = {}
for name, make in cases.items():
    o = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], 1. if name == "inverse square root" else .5); s = make(o); rates = []
    for i in range(30):
        rates.append(o.param_groups[0]["lr"]); o.step()
        if i < 29: s.step()
    tensors[f"{name}/rates"] = torch.tensor(rates)

figures = torch.randn(40).abs() * .3 + torch.cat([torch.linspace(2, 1, 20), torch.full((20,), 1.)])
for name, settings in {"plateau": dict(patience=2, factor=.5), "plateau rising": dict(mode="max", patience=3, factor=.2, cooldown=2, threshold=.01, min_lr=.01)}.items():
    o = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], .5); s = S.ReduceLROnPlateau(o, **settings); rates = []
    for figure in figures: s.step(figure.item()); rates.append(o.param_groups[0]["lr"])
    tensors |= {f"{name}/figures": figures, f"{name}/rates": torch.tensor(rates)}
golden.save("Nabla.Train.Tests/Golden/schedules", tensors)
