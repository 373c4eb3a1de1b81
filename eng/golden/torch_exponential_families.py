#!/usr/bin/python3
"""Golden numbers for Nabla.Distributions.Tests: Golden/exponential_families.safetensors, in float64.

NAME/p0 ..., NAME/q0 ...: parameters of two distributions; NAME/entropy/y, g, d0 ...: ExponentialFamily.entropy, where torch has what it needs;
NAME/kl/y, g, d0 ..., e0 ...: the divergence of Bregman between both, with gradients by the parameters of both.
"""
import torch, torch.distributions as D
from torch.distributions.exp_family import ExponentialFamily
from torch.distributions.kl import _kl_expfamily_expfamily
import golden
from distributions import *
torch.manual_seed(47)
kinds = {
    "normal": (D.Normal, lambda: [R(3), pos(3)]), "gamma": (D.Gamma, lambda: [pos(3), pos(3)]), "beta": (D.Beta, lambda: [pos(3), pos(3)]),
    "dirichlet": (D.Dirichlet, lambda: [pos(2, 4)]), "exponential": (D.Exponential, lambda: [pos(3)]), "bernoulli": (D.Bernoulli, lambda: [unit(3)]),
    "categorical": (lambda p: D.Categorical(logits=p), lambda: [R(3, 5)]), "poisson": (D.Poisson, lambda: [pos(3)]),
    "continuous bernoulli": (lambda l: D.ContinuousBernoulli(logits=l), lambda: [R(3) * 3]), "wishart": (lambda v, a: D.Wishart(v, scale_tril=a.tril()), lambda: [pos(1)[0] + 3, R(3, 3) * 0.3 + 2 * torch.eye(3)]),
}
out = {}
for name, (make, draw) in kinds.items():
    p, q = [x.requires_grad_() for x in draw()], [x.requires_grad_() for x in draw()]
    out |= {f"{name}/p{i}": x for i, x in enumerate(p)} | {f"{name}/q{i}": x for i, x in enumerate(q)}
    try: entropy = ExponentialFamily.entropy(make(*p))
    except (NotImplementedError, AttributeError): entropy = None
    # torch cuts these formulas off from the parameters, so gradients are those of the closed ones; and where its carrier measure does not belong to
    # its natural parameters, the general entropy is none.
    if entropy is not None and name in ("normal", "exponential", "bernoulli", "categorical", "continuous bernoulli", "gamma"):
        closed = make(*p).entropy(); assert torch.allclose(entropy, closed), name
        g = R(entropy.shape); out |= {f"{name}/entropy/y": entropy, f"{name}/entropy/g": g}
        out |= {f"{name}/entropy/d{i}": d for i, d in enumerate(torch.autograd.grad(closed, p, g, allow_unused=True)) if d is not None}
    closed = D.kl_divergence(make(*p), make(*q))
    bregman = closed if name == "categorical" else _kl_expfamily_expfamily(make(*p), make(*q))     # torch 1.13 does not know that it is one
    if name == "wishart": closed = bregman
    assert torch.allclose(closed.sum(), bregman.sum()), (name, closed, bregman)
    g = R(closed.shape); out |= {f"{name}/kl/y": closed, f"{name}/kl/g": g}
    if name == "wishart": continue
    d = torch.autograd.grad(closed, p + q, g)
    out |= {f"{name}/kl/d{i}": x for i, x in enumerate(d[:len(p)])} | {f"{name}/kl/e{i}": x for i, x in enumerate(d[len(p):])}
golden.save("Nabla.Distributions.Tests/Golden/exponential_families", out)
print(*(k for k in out if k.endswith("/y")))
