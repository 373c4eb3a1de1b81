#!/usr/bin/python3
"""Norms, embeddings and bags of PyTorch and torchvision in numbers: tests/Nabla.Nn.Tests/Golden/normalization.safetensors.

  python3 eng/golden/torch_normalization.py

Rows as golden.layer has them; for bags and the bilinear layer as the names say.
"""
import torch, torch.nn as nn, torchvision
import golden
torch.set_default_dtype(torch.float64); torch.manual_seed(22)
R = torch.randn

tensors = {}
for name, (module, x) in {
    "groupnorm": (nn.GroupNorm(2, 6), R(2, 6, 3, 4) * 2 + 1), "groupnorm one": (nn.GroupNorm(1, 4), R(3, 4, 5)),
    "groupnorm plain": (nn.GroupNorm(3, 6, eps=1e-2, affine=False), R(2, 6, 3)),
    "instancenorm": (nn.InstanceNorm2d(3), R(2, 3, 4, 5) * 3 - 1), "instancenorm affine": (nn.InstanceNorm1d(3, affine=True), R(2, 3, 6)),
    "local response": (nn.LocalResponseNorm(5, alpha=.3), R(2, 7, 3, 3)), "local response even": (nn.LocalResponseNorm(4, .2, .5, 2.), R(2, 6, 4)),
    "batchnorm mean": (nn.BatchNorm2d(3, momentum=None), R(3, 3, 2, 2) * 2 + 1),
    "weightnorm": (nn.utils.weight_norm(nn.Linear(4, 3)), R(5, 4)), "weightnorm conv": (nn.utils.weight_norm(nn.Conv2d(2, 3, 3)), R(2, 2, 5, 4)),
    "spectralnorm": (nn.utils.spectral_norm(nn.Linear(4, 3)), R(5, 4)),
    "spectralnorm conv": (nn.utils.spectral_norm(nn.Conv2d(2, 3, 3), n_power_iterations=2), R(2, 2, 5, 4)),
    "embedding padded": (nn.Embedding(7, 3, padding_idx=2), torch.tensor([[0, 6, 2], [2, 2, 5]])),
    "embedding short": (nn.Embedding(7, 3, max_norm=1.), torch.tensor([[0, 6, 2], [2, 2, 5]])),
    "bag": (nn.EmbeddingBag(7, 3), torch.tensor([[0, 6, 2], [2, 2, 5]])), "bag sum": (nn.EmbeddingBag(7, 3, mode="sum"), torch.tensor([[0, 6, 2], [2, 2, 5]])),
    "bag max": (nn.EmbeddingBag(7, 3, mode="max"), torch.tensor([[0, 6, 2], [2, 2, 5]])),
    "bag padded": (nn.EmbeddingBag(7, 3, padding_idx=2), torch.tensor([[0, 6, 2], [2, 2, 2], [2, 1, 1]])),
    "bag max padded": (nn.EmbeddingBag(7, 3, mode="max", padding_idx=2), torch.tensor([[0, 6, 2], [2, 2, 2], [2, 1, 1]])),
    "squeeze excite": (torchvision.ops.SqueezeExcitation(6, 3), R(2, 6, 3, 4)),
}.items(): tensors |= golden.layer(name, module, x)

bag = nn.EmbeddingBag(5, 3, mode="sum"); i, w = torch.tensor([[0, 4], [1, 1]]), R(2, 2, requires_grad=True)
y = bag(i, per_sample_weights=w); g = torch.randn_like(y); y.backward(g)
tensors |= {"weighted/weight": bag.weight, "weighted/x": i, "weighted/factors": w, "weighted/y": y, "weighted/g": g, "weighted/dweight": bag.weight.grad, "weighted/dfactors": w.grad}

both = nn.Bilinear(3, 4, 2); a, b = R(2, 5, 3, requires_grad=True), R(2, 5, 4, requires_grad=True)
y = both(a, b); g = torch.randn_like(y); y.backward(g)
tensors |= {"bilinear/weight": both.weight, "bilinear/bias": both.bias, "bilinear/a": a, "bilinear/b": b, "bilinear/y": y, "bilinear/g": g,
            "bilinear/da": a.grad, "bilinear/db": b.grad, "bilinear/dweight": both.weight.grad, "bilinear/dbias": both.bias.grad}
golden.save("Nabla.Nn.Tests/Golden/normalization", tensors)
