#!/usr/bin/python3
"""Running statistics by PyTorch's update_bn, over batches of 4, 4 and 3 samples: tests/Nabla.Train.Tests/Golden/statistics.safetensors."""
import torch, torch.nn as N
from torch.optim.swa_utils import update_bn
import golden
torch.set_default_dtype(torch.float64); torch.manual_seed(31)

model = N.Sequential(N.Linear(3, 5), N.BatchNorm1d(5), N.Tanh(), N.Linear(5, 2), N.BatchNorm1d(2, momentum=None))
x = torch.randn(11, 3)
for p in model.parameters(): p.data = torch.randn_like(p)
for _ in range(3): model(torch.randn(6, 3))
tensors = {f"before.{key}": value.clone() for key, value in model.state_dict().items()}
update_bn(x.split(4), model)
golden.save("Nabla.Train.Tests/Golden/statistics", tensors | {"x": x} | {f"after.{key}": value.clone() for key, value in model.named_buffers()})
