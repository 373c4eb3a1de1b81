#!/usr/bin/python3
"""Prints the numbers of tests/Nabla.Tests/Ops/PyTorchTests.cs, which are compared by eye.

  python3 eng/golden/torch_printed.py
"""
import torch
import torch.nn.functional as F

torch.set_printoptions(precision=10, sci_mode=False)
torch.set_default_dtype(torch.float64)
inf, nan = float("inf"), float("nan")


def show(name, loss):
    gradient, = torch.autograd.grad(loss.sum(), x)
    print(name, [round(v, 12) for v in loss.reshape(-1).tolist()], "gradient", [round(v, 12) for v in gradient.reshape(-1).tolist()])


def gradient(f, x):
    x = x.clone().requires_grad_()
    f(x).backward()
    return x.grad.tolist()


x = torch.tensor([[1.5, -0.5, 0.25], [0, 2, -1], [3, 0.5, 0.5], [-1, -2, 0.75]], requires_grad=True)
targets, weights = torch.tensor([0, 2, -100, 1]), torch.tensor([0.5, 2, 1.25])
probabilities = torch.tensor([[0.2, 0.3, 0.5], [1, 0, 0], [0.1, 0.1, 0.8], [0.6, 0.4, 0]])
for reduction in "mean", "sum", "none":
    show(f"cross entropy, {reduction}", F.cross_entropy(x, targets, reduction=reduction))
show("cross entropy, weighted", F.cross_entropy(x, targets, weight=weights))
show("cross entropy, smoothed", F.cross_entropy(x, targets, label_smoothing=0.1))
show("cross entropy, weighted, smoothed", F.cross_entropy(x, targets, weight=weights, label_smoothing=0.1))
show("cross entropy of probabilities, weighted, smoothed", F.cross_entropy(x, probabilities, weight=weights, label_smoothing=0.1))
print("bce", F.binary_cross_entropy_with_logits(torch.tensor([100, -100, 0.5]), torch.tensor([0, 0, 1.0]), reduction="none").tolist())

ties = torch.tensor([[1.0, 3, 3], [3, 2, 3]])
print("amax", gradient(lambda y: y.amax(), ties))
print("amax of rows", gradient(lambda y: y.amax(1).sum(), ties))
z = torch.tensor([2, 2, 1, 2, nan, 5, nan, 1]).reshape(1, 1, 2, 4)
print("max pool, equal", *(t.tolist() for t in F.max_pool2d(z[:, :, :1], (1, 3), 1, (0, 1), return_indices=True)))
print("max pool, NaN", *(t.tolist() for t in F.max_pool2d(z, 2, 1, 0, return_indices=True)))
a = torch.arange(1.0, 13).reshape(1, 1, 3, 4)
print("average pool", F.avg_pool2d(a, 2, 2, 1).tolist(), F.avg_pool2d(a, 2, 2, 1, count_include_pad=False).tolist())
norm = torch.nn.BatchNorm1d(2)
print("batch norm", norm(torch.tensor([[1.0, 2], [3, 5], [8, -1], [0, 4]])).tolist(), norm.running_mean.tolist(), norm.running_var.tolist())
kernel = torch.arange(1.0, 10).reshape(1, 1, 3, 3)
print("transposed", F.conv_transpose2d(torch.arange(1.0, 5).reshape(1, 1, 2, 2), kernel, stride=2, padding=1, output_padding=1).tolist())

print("deviation of equal numbers, variance of one", torch.tensor([2.0, 2]).std().item(), torch.tensor([1.0]).var().item())
print("norm of 0", gradient(lambda y: y.norm(), torch.zeros(3)))
print("log-sum-exp", torch.logsumexp(torch.tensor([-inf, -inf]), 0).item(), torch.logsumexp(torch.tensor([inf, 1.0]), 0).item())
zeros = torch.tensor([0.0, 2, 0, 3])
print("product", gradient(lambda y: y.prod(), zeros), torch.autograd.functional.hessian(lambda y: y.prod(), zeros).tolist())
