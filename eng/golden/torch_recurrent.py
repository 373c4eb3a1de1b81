#!/usr/bin/python3
"""PyTorch's recurrent layers in numbers, in float64: tests/Nabla.Nn.Tests/Golden/recurrent.safetensors.

  python3 eng/golden/torch_recurrent.py

For each CASE: CASE/weight.NAME, CASE/x, CASE/y, CASE/g (gradient by y), CASE/dx, CASE/grad.NAME; and from first states CASE/h0 (and c0):
CASE/y2, CASE/h (and c) after the last step, CASE/dh0 (and dc0) for the sum of all of these. With CASE/lengths sequences are packed. Of cells
CASE/x, h0, c0, h, c, and the gradients dx, dh0, dc0, grad.NAME of Σ h² + Σ c.
"""
import torch, torch.nn as nn
import golden
torch.set_default_dtype(torch.float64); torch.manual_seed(21)

tensors = {}
def packed(layer, x, lengths, state=None):
    if lengths is None: return layer(x, state)
    y, last = layer(nn.utils.rnn.pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False), state)
    return nn.utils.rnn.pad_packed_sequence(y, batch_first=True, total_length=x.shape[1])[0], last

def add(name, layer, x, lengths=None):
    x = x.requires_grad_(); both = isinstance(layer, nn.LSTM)
    tensors.update({f"{name}/weight.{k}": v.clone() for k, v in layer.state_dict().items()})
    y, state = packed(layer, x, lengths); g = torch.randn_like(y); y.backward(g)
    tensors.update({f"{name}/x": x, f"{name}/y": y, f"{name}/g": g, f"{name}/dx": x.grad})
    tensors.update({f"{name}/grad.{k}": p.grad.clone() for k, p in layer.named_parameters()})
    first = [torch.randn_like(s, requires_grad=True) for s in (state if both else (state,))]
    y2, last = packed(layer, x.detach(), lengths, tuple(first) if both else first[0]); last = last if both else (last,)
    (y2.sum() + sum(s.sum() for s in last)).backward(); tensors[f"{name}/y2"] = y2
    for k, s0, s in zip("hc", first, last): tensors.update({f"{name}/{k}0": s0, f"{name}/{k}": s, f"{name}/d{k}0": s0.grad})
    if lengths is not None: tensors[f"{name}/lengths"] = lengths

for kind in (nn.LSTM, nn.GRU, nn.RNN):
    for name, settings in (("", {}), (" deep", dict(num_layers=2)), (" both", dict(num_layers=2, bidirectional=True))):
        add(kind.__name__.lower() + name, kind(3, 5, batch_first=True, **settings), torch.randn(2, 4, 3))
lengths = torch.tensor([3, 6, 1, 4])
for kind in (nn.LSTM, nn.GRU, nn.RNN):
    name = kind.__name__.lower()
    add(f"{name} no bias", kind(3, 5, bias=False, batch_first=True), torch.randn(2, 4, 3))
    add(f"{name} lengths", kind(3, 5, batch_first=True), torch.randn(4, 6, 3), lengths)
    add(f"{name} both lengths", kind(3, 5, 2, bidirectional=True, batch_first=True), torch.randn(4, 6, 3), lengths)
add("rnn relu", nn.RNN(3, 5, nonlinearity="relu", batch_first=True), torch.randn(2, 4, 3))
add("lstm projected", nn.LSTM(3, 5, proj_size=2, batch_first=True), torch.randn(2, 4, 3))
add("lstm both projected", nn.LSTM(3, 5, 2, proj_size=2, bidirectional=True, batch_first=True), torch.randn(2, 4, 3))
add("lstm projected lengths", nn.LSTM(3, 5, 2, proj_size=2, bidirectional=True, batch_first=True), torch.randn(4, 6, 3), lengths)

for name, cell in (("lstmcell", nn.LSTMCell(3, 5)), ("grucell", nn.GRUCell(3, 5)), ("rnncell", nn.RNNCell(3, 5)),
                   ("rnncell relu", nn.RNNCell(3, 5, nonlinearity="relu")), ("lstmcell no bias", nn.LSTMCell(3, 5, bias=False))):
    both = isinstance(cell, nn.LSTMCell); x, *first = [torch.randn(2, k, requires_grad=True) for k in (3, 5, 5)[:2 + both]]
    last = cell(x, tuple(first)) if both else (cell(x, first[0]),)
    ((last[0] ** 2).sum() + (last[1].sum() if both else 0)).backward()
    tensors.update({f"{name}/weight.{k}": v.clone() for k, v in cell.state_dict().items()} | {f"{name}/x": x, f"{name}/dx": x.grad})
    tensors.update({f"{name}/grad.{k}": p.grad for k, p in cell.named_parameters()})
    for k, s0, s in zip("hc", first, last): tensors.update({f"{name}/{k}0": s0, f"{name}/{k}": s, f"{name}/d{k}0": s0.grad})
golden.save("Nabla.Nn.Tests/Golden/recurrent", tensors)
