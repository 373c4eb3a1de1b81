#!/usr/bin/python3
"""Weights by PyTorch's eye_ and dirac_: tests/Nabla.Nn.Tests/Golden/initialisers.safetensors. Kernels as PyTorch has them, (out, in, ...)."""
import torch, torch.nn.init as I
import golden
torch.set_default_dtype(torch.float64)

golden.save("Nabla.Nn.Tests/Golden/initialisers", {
    "eye square": I.eye_(torch.empty(4, 4)), "eye wide": I.eye_(torch.empty(3, 5)), "eye tall": I.eye_(torch.empty(5, 3)),
    "dirac 1": I.dirac_(torch.empty(3, 3, 5)), "dirac 2 wide": I.dirac_(torch.empty(2, 4, 3, 4)),
    "dirac 2 groups": I.dirac_(torch.empty(6, 2, 3, 3), 2), "dirac 3": I.dirac_(torch.empty(4, 2, 3, 1, 2)),
})
