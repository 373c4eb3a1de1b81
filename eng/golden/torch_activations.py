#!/usr/bin/python3
"""Golden numbers of PyTorch's activations in float64: tests/Nabla.Nn.Tests/Golden/activations.safetensors.

Each activation three times: at random numbers, where it has kinks (sub-gradients), and at huge numbers.
"""
import copy, torch, torch.nn as nn
import golden
torch.set_default_dtype(torch.float64); torch.manual_seed(21)

class HardSigmoid(nn.Module):            # nn.Hardsigmoid has 1/6 of its gradient in float32 only
    def forward(s, x): return nn.functional.relu6(x + 3) / 6

# CELU with an alpha that float32 holds: PyTorch rounds 1 / alpha of its gradient to float32.
activations = {
    "relu": nn.ReLU(), "relu6": nn.ReLU6(), "leaky relu": nn.LeakyReLU(.2), "prelu": nn.PReLU(), "prelu of channels": nn.PReLU(5),
    "rrelu": nn.RReLU(.25, .25), "elu": nn.ELU(1.5), "selu": nn.SELU(), "celu": nn.CELU(.5), "gelu": nn.GELU(), "gelu tanh": nn.GELU(approximate="tanh"),
    "silu": nn.SiLU(), "mish": nn.Mish(), "softplus": nn.Softplus(), "softplus sharp": nn.Softplus(2, 5), "softsign": nn.Softsign(),
    "sigmoid": nn.Sigmoid(), "hard sigmoid": HardSigmoid(), "hard swish": nn.Hardswish(), "tanh": nn.Tanh(), "hard tanh": nn.Hardtanh(),
    "hard tanh uneven": nn.Hardtanh(-.5, 3), "tanh shrink": nn.Tanhshrink(), "soft shrink": nn.Softshrink(), "hard shrink": nn.Hardshrink(),
    "threshold": nn.Threshold(.5, -2), "log sigmoid": nn.LogSigmoid(),
}
rows = {"softmax": nn.Softmax(-1), "log softmax": nn.LogSoftmax(-1), "softmin": nn.Softmin(-1), "glu": nn.GLU(-1)}
kinks = torch.tensor([-6, -3, -2.5, -1, -.5, -.25, 0, .25, .5, 1, 2.5, 3, 5, 6, 10]).reshape(3, 5)
huge = torch.tensor([-1e6, -800, -100, -40, -20, 19.5, 20, 20.5, 40, 800]).reshape(2, 5)

tensors = {}
for name, module in activations.items():
    tensors |= golden.layer(f"{name} at random", copy.deepcopy(module), torch.randn(4, 5) * 3)
    tensors |= golden.layer(f"{name} at kinks", copy.deepcopy(module), kinks)
    tensors |= golden.layer(f"{name} at huge", copy.deepcopy(module), huge)
for name, module in rows.items():
    tensors |= golden.layer(f"{name} of rows", copy.deepcopy(module), torch.randn(4, 6) * 3)
    tensors |= golden.layer(f"{name} of huge", copy.deepcopy(module), torch.randn(4, 6) * 1e4)
tensors |= golden.layer("prelu of image", nn.PReLU(3), torch.randn(2, 3, 4, 5))
golden.save("Nabla.Nn.Tests/Golden/activations", tensors)
