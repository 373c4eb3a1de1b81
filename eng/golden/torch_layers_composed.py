#!/usr/bin/python3
"""Layers of PyTorch and torchvision that are made of others: tests/Nabla.Nn.Tests/Golden/composed.safetensors.

  python3 eng/golden/torch_layers_composed.py

orthogonal ...: rows as golden.layer has them. adaptive ...: weight.NAME, x, target, output, g (gradient by it), dx, grad.NAME, all (log-probabilities).
window: table, bias, g, dtable. fused ...: conv.NAME, norm.NAME, weight and bias after folding, x, y.
"""
import torch, torch.nn as nn, torch.nn.utils.parametrizations as P
from torch.nn.utils.fusion import fuse_conv_bn_eval
from torchvision.models.swin_transformer import ShiftedWindowAttention
import golden
torch.set_default_dtype(torch.float64); torch.manual_seed(31)
R, tensors = torch.randn, {}

for name, inputs, outputs in (("tall", 3, 5), ("wide", 6, 4), ("square", 7, 7)):
    layer = P.orthogonal(nn.Linear(inputs, outputs), orthogonal_map="householder", use_trivialization=False)
    vectors = layer.parametrizations.weight.original
    vectors.data = R(outputs, inputs); vectors.data.fill_diagonal_(1); vectors.data[1, 1] = -1; vectors.data[2, 2] = -1
    x = R(4, inputs, requires_grad=True); y = layer(x); g = torch.randn_like(y); y.backward(g); row = f"orthogonal {name}"
    tensors |= {f"{row}/weight.weight_orig": vectors, f"{row}/weight.bias": layer.bias, f"{row}/x": x, f"{row}/y": y, f"{row}/g": g, f"{row}/dx": x.grad,
                f"{row}/grad.weight_orig": vectors.grad, f"{row}/grad.bias": layer.bias.grad}

for name, settings in (("", {}), (" with bias", dict(head_bias=True, div_value=2.))):
    layer, row = nn.AdaptiveLogSoftmaxWithLoss(17, 30, [5, 12], **settings), f"adaptive{name}"
    x, target = R(9, 17, requires_grad=True), torch.tensor([0, 4, 5, 11, 12, 29, 3, 20, 7])
    y, _ = layer(x, target); g = torch.randn_like(y); y.backward(g)
    tensors |= {f"{row}/weight.{k}": v.clone() for k, v in layer.state_dict().items()} | {f"{row}/grad.{k}": p.grad for k, p in layer.named_parameters()}
    tensors |= {f"{row}/x": x, f"{row}/target": target, f"{row}/output": y, f"{row}/g": g, f"{row}/dx": x.grad, f"{row}/all": layer.log_prob(x)}

window = ShiftedWindowAttention(6, [2, 3], [0, 0], 2); table = window.relative_position_bias_table
bias = window.get_relative_position_bias()[0]; g = torch.randn_like(bias); bias.backward(g)
tensors |= {"window/table": table, "window/bias": bias, "window/g": g, "window/dtable": table.grad}

for name, conv, x in (("conv", nn.Conv2d(4, 6, 3, groups=2, bias=False), R(2, 4, 5, 5)), ("conv with bias", nn.Conv1d(3, 5, 2), R(2, 3, 6)),
                      ("transposed", nn.ConvTranspose2d(4, 6, 2, stride=2, bias=False), R(2, 4, 3, 3))):
    transposed, row = name == "transposed", f"fused {name}"
    norm = (nn.BatchNorm1d if x.dim() == 3 else nn.BatchNorm2d)(conv.out_channels, eps=1e-3)
    norm.weight.data, norm.bias.data, norm.running_mean, norm.running_var = (f(conv.out_channels) for f in (R, R, R, lambda n: torch.rand(n) + .2))
    conv.eval(); norm.eval(); fused = fuse_conv_bn_eval(conv, norm, transposed)
    tensors |= {f"{row}/conv.{k}": v for k, v in conv.state_dict().items()} | {f"{row}/norm.{k}": v for k, v in norm.state_dict().items()}
    tensors |= {f"{row}/weight": fused.weight, f"{row}/bias": fused.bias, f"{row}/x": x, f"{row}/y": norm(conv(x))}
golden.save("Nabla.Nn.Tests/Golden/composed", tensors)
