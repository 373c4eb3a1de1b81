#!/usr/bin/python3
"""PyTorch's attention and transformers with several inputs in numbers, in float64: tests/Nabla.Nn.Tests/Golden/attention.safetensors.

  python3 eng/golden/torch_attention.py

For each CASE: CASE/weight.NAME, CASE/in0, in1, ... (inputs), CASE/mask (where there is one), CASE/y, CASE/g (gradient by y), CASE/d0, d1, ...,
CASE/grad.NAME; from attention CASE/weights of each head and CASE/mean of the heads. Truth values are True where a key is seen.
"""
import torch, torch.nn as nn
import golden
torch.set_default_dtype(torch.float64); torch.manual_seed(22)

R, tensors = torch.randn, {}
def causal(t): return torch.triu(torch.ones(t, t, dtype=torch.bool), 1)
def add(name, module, inputs, run, mask=None):
    for p in module.parameters(): p.data = R(p.shape) * .6
    inputs = [x.clone().requires_grad_() for x in inputs]; out = run(module, *inputs); y = out[0] if isinstance(out, tuple) else out
    g = R(y.shape); y.backward(g)
    tensors.update({f"{name}/weight.{k}": v.clone() for k, v in module.state_dict().items()} | {f"{name}/y": y, f"{name}/g": g})
    tensors.update({f"{name}/grad.{k}": p.grad for k, p in module.named_parameters()})
    for i, x in enumerate(inputs): tensors[f"{name}/in{i}"] = x; tensors[f"{name}/d{i}"] = x.grad
    if mask is not None: tensors[f"{name}/mask"] = mask

def attention(name, module, inputs, mask=None, **settings):
    add(name, module, inputs, lambda m, *x: m(*(x * 3 if len(x) == 1 else x + x[-1:] if len(x) == 2 else x), **settings), mask)
    x = [tensors[f"{name}/in{i}"] for i in range(len(inputs))]; x = x * 3 if len(x) == 1 else x + x[-1:] if len(x) == 2 else x
    tensors[f"{name}/weights"] = module(*x, **settings, average_attn_weights=False)[1]; tensors[f"{name}/mean"] = module(*x, **settings)[1]

A = lambda *a, **k: nn.MultiheadAttention(*a, batch_first=True, **k)
x, memory = R(2, 3, 6), R(2, 4, 6)
seen = torch.tensor([[True, True, False, True], [True, False, False, False]]); pairs = torch.tensor([[1, 0, 0, 1], [1, 1, 1, 1], [0, 1, 0, 0]]).bool()
attention("cross", A(6, 3), [x, memory])
attention("cross added mask", A(6, 2), [x, memory], s := R(3, 4), attn_mask=s)
attention("cross seen pairs", A(6, 2), [x, memory], pairs, attn_mask=~pairs)
attention("cross padded", A(6, 2, bias=False), [x, memory], seen.reshape(2, 1, 1, 4), key_padding_mask=~seen)
attention("self added mask", A(6, 2), [x], s := R(3, 3), attn_mask=s)
attention("sizes", A(6, 2, kdim=5, vdim=3), [x, R(2, 4, 5), R(2, 4, 3)])
attention("sizes no bias", A(6, 3, kdim=2, vdim=7, bias=False), [x, R(2, 4, 2), R(2, 4, 7)], seen.reshape(2, 1, 1, 4), key_padding_mask=~seen)

E = lambda **k: nn.TransformerEncoderLayer(6, 2, 10, dropout=0., batch_first=True, **k)
D = lambda **k: nn.TransformerDecoderLayer(6, 2, 10, dropout=0., batch_first=True, **k)
add("decoder block", D(activation="gelu", norm_first=True), [x, memory], lambda m, t, s: m(t, s, tgt_mask=causal(3)))
add("decoder block norm last", D(), [x, memory], lambda m, t, s: m(t, s, tgt_mask=causal(3), memory_key_padding_mask=~seen), seen.reshape(2, 1, 1, 4))
add("encoder", nn.TransformerEncoder(E(norm_first=True), 2, nn.LayerNorm(6)), [memory],
    lambda m, s: m(s, src_key_padding_mask=~seen), seen.reshape(2, 1, 1, 4))
add("encoder norm last", nn.TransformerEncoder(E(activation="gelu"), 2), [memory], lambda m, s: m(s))
add("decoder", nn.TransformerDecoder(D(norm_first=True), 2, nn.LayerNorm(6)), [x, memory], lambda m, t, s: m(t, s, tgt_mask=causal(3)))
add("transformer", nn.Transformer(6, 2, 1, 2, 8, dropout=0., batch_first=True), [memory, x],
    lambda m, s, t: m(s, t, tgt_mask=causal(3), src_key_padding_mask=~seen, memory_key_padding_mask=~seen), seen.reshape(2, 1, 1, 4))
golden.save("Nabla.Nn.Tests/Golden/attention", tensors)
