#!/usr/bin/python3
"""Attention with vectors of distances (Shaw, Uszkoreit, Vaswani 2018) by its definition, pair by pair, in float64:
tests/Nabla.Nn.Tests/Golden/relative.safetensors, rows of golden.layer."""
import torch, math
from torch import nn
import golden
torch.set_default_dtype(torch.float64); torch.manual_seed(53)

class RelativeAttention(nn.Module):
    def __init__(self, features, heads, longest, causal=False, bias=True):
        super().__init__(); P = lambda *s: nn.Parameter(torch.randn(*s)); size = features // heads
        self.heads, self.longest, self.causal = heads, longest, causal
        self.in_proj_weight, self.in_proj_bias = P(3 * features, features), P(3 * features) if bias else None
        self.out_proj = nn.Linear(features, features, bias); self.keys, self.values = P(2 * longest + 1, size), P(2 * longest + 1, size)

    def forward(self, x):
        n, t, c = x.shape; size = c // self.heads
        q, k, v = (y.reshape(n, t, self.heads, size) for y in nn.functional.linear(x, self.in_proj_weight, self.in_proj_bias).chunk(3, -1))
        row = lambda i, j: max(-self.longest, min(self.longest, j - i)) + self.longest
        out = []
        for i in range(t):
            seen = range(i + 1) if self.causal else range(t)
            scores = torch.stack([(q[:, i] * (k[:, j] + self.keys[row(i, j)])).sum(-1) / math.sqrt(size) for j in seen], -1)
            w = scores.softmax(-1)
            out.append(sum(w[..., p, None] * (v[:, j] + self.values[row(i, j)]) for p, j in enumerate(seen)).reshape(n, c))
        return self.out_proj(torch.stack(out, 1))

tensors = {}
for name, module, x in ("plain", RelativeAttention(6, 2, 2), torch.randn(2, 5, 6)), ("causal", RelativeAttention(6, 3, 9, True), torch.randn(2, 4, 6)), ("no bias", RelativeAttention(4, 1, 1, bias=False), torch.randn(1, 6, 4)):
    tensors |= golden.layer(name, module, x)
golden.save("Nabla.Nn.Tests/Golden/relative", tensors)
