#!/usr/bin/python3
"""PyTorch's recurrent layers in numbers, in float64: tests/Nabla.Nn.Tests/Golden/recurrent.safetensors.

  python3 eng/golden/torch_recurrent.py

For each CASE: CASE/weight.NAME, CASE/x, CASE/y, CASE/g (gradient by y), CASE/dx, CASE/grad.NAME; and from first states CASE/h0 (and c0):
CASE/y2, CASE/h (and c) after the last step, CASE/dh0 (and dc0) for the sum of all of these.
"""
import torch, torch.nn as nn
import golden
torch.set_default_dtype(torch.float64); torch.manual_seed(21)

tensors = {}
for kind in (nn.LSTM, nn.GRU, nn.RNN):
    for name, settings in (("", {}), (" deep", dict(num_layers=2)), (" both", dict(num_layers=2, bidirectional=True))):
        name = kind.__name__.lower() + name; layer = kind(3, 5, batch_first=True, **settings); x = torch.randn(2, 4, 3, requires_grad=True)
        tensors |= {f"{name}/weight.{k}": v.clone() for k, v in layer.state_dict().items()}
        y, state = layer(x); g = torch.randn_like(y); y.backward(g)
        tensors |= {f"{name}/x": x, f"{name}/y": y, f"{name}/g": g, f"{name}/dx": x.grad}
        tensors |= {f"{name}/grad.{k}": p.grad.clone() for k, p in layer.named_parameters()}
        first = [torch.randn_like(s, requires_grad=True) for s in (state if kind is nn.LSTM else (state,))]
        y2, last = layer(x.detach(), tuple(first) if kind is nn.LSTM else first[0]); last = last if kind is nn.LSTM else (last,)
        (y2.sum() + sum(s.sum() for s in last)).backward(); tensors[f"{name}/y2"] = y2
        for k, s0, s in zip("hc", first, last): tensors |= {f"{name}/{k}0": s0, f"{name}/{k}": s, f"{name}/d{k}0": s0.grad}
golden.save("Nabla.Nn.Tests/Golden/recurrent", tensors)
