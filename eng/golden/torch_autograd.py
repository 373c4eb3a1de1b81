#!/usr/bin/python3
"""Golden numbers of torch.autograd.functional for Nabla.Tests: tests/Nabla.Tests/Golden/autograd.safetensors, in float64.

f(x) = tanh(x W) exp(x₀ x₁) + (Σ sin x)², written again in GradGoldenTests. x (3), W (3, 4), v (3), u (4):
value, jacobian (4, 3), vjp = uᵀ J, jvp = J v; of h(x) = Σ f(x)²: gradient, hessian, hvp = H v.
Per sample: a perceptron of one hidden layer with MSE, samples x (5, 3), target (5, 2): gradients (5, …) of each parameter.
"""
import torch
from torch.autograd import functional as F
import golden
torch.set_default_dtype(torch.float64); torch.manual_seed(31)

def products():
    x, w, v, u = torch.randn(3), torch.randn(3, 4), torch.randn(3), torch.randn(4)
    f = lambda x: torch.tanh(x @ w) * (x[0] * x[1]).exp() + x.sin().sum() ** 2
    h = lambda x: (f(x) ** 2).sum()
    return {"x": x, "w": w, "v": v, "u": u, "value": f(x), "jacobian": F.jacobian(f, x), "vjp": F.vjp(f, x, u)[1], "jvp": F.jvp(f, x, v)[1],
            "gradient": F.jacobian(h, x), "hessian": F.hessian(h, x), "hvp": F.hvp(h, x, v)[1]}

def per_sample():
    x, t = torch.randn(5, 3), torch.randn(5, 2)
    p = [torch.randn(4, 3, requires_grad=True), torch.randn(4, requires_grad=True), torch.randn(2, 4, requires_grad=True)]
    def loss(x, t): return ((torch.tanh(x @ p[0].T + p[1]) @ p[2].T - t) ** 2).mean()
    rows = [torch.autograd.grad(loss(x[i:i + 1], t[i:i + 1]), p) for i in range(5)]
    return {"samples": x, "target": t} | {f"p{k}": q for k, q in enumerate(p)} | {f"rows{k}": torch.stack([r[k] for r in rows]) for k in range(3)}

golden.save("Nabla.Tests/Golden/autograd", products() | per_sample())
