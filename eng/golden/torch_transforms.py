#!/usr/bin/python3
"""Golden numbers of torch.distributions.transforms for Nabla.Distributions.Tests: Golden/transforms.safetensors, in float64.

CASE/p0 ... parameters, CASE/x; CASE/forward, slope and inverse, the last at forward(x): y, g (gradient by y), d0 ... by the parameters, dx by
x (by y of the inverse). Densities of transformed distributions are rows as in distributions.py.
"""
import torch, torch.distributions as D, torch.distributions.transforms as T
import golden
from distributions import *
torch.manual_seed(36)

def cat(e): return T.CatTransform([T.ExpTransform(), T.AffineTransform(1.0, e), T.SigmoidTransform()], dim=-1, lengths=[1, 2, 1])
cases = {
    "abs": (lambda: T.AbsTransform(), [], R(4, 3)),
    "affine": (lambda a, b: T.AffineTransform(a, b), [R(3), -pos(3)], R(4, 3)),
    "exp": (lambda: T.ExpTransform(), [], R(4, 3)),
    "power": (lambda e: T.PowerTransform(e), [pos(3)], pos(4, 3)),
    "power below 0": (lambda e: T.PowerTransform(e), [-pos(3)], pos(4, 3)),
    "sigmoid": (lambda: T.SigmoidTransform(), [], R(4, 3) * 2),
    "tanh": (lambda: T.TanhTransform(), [], R(4, 3) * 0.6),
    "softplus": (lambda: T.SoftplusTransform(), [], R(4, 3) * 3),
    "softmax": (lambda: T.SoftmaxTransform(), [], R(4, 3)),
    "stick-breaking": (lambda: T.StickBreakingTransform(), [], R(4, 3) * 2),
    "correlation": (lambda: T.CorrCholeskyTransform(), [], R(4, 6) * 0.7),
    "correlation of 2": (lambda: T.CorrCholeskyTransform(), [], R(4, 1)),
    "lower": (lambda: T.LowerCholeskyTransform(), [], R(2, 3, 3)),
    "cat": (cat, [torch.tensor(0.7)], R(3, 4)),
    "stack": (lambda e: T.StackTransform([T.ExpTransform(), T.AffineTransform(1.0, e), T.TanhTransform()], dim=-2), [torch.tensor(-0.7)], R(3, 2)),
    "reshape": (lambda: T.ReshapeTransform((6,), (2, 3)), [], R(4, 6)),
    "independent": (lambda e: T.IndependentTransform(T.ComposeTransform([T.ExpTransform(), T.AffineTransform(0.5, e)]), 1), [pos(3)], R(4, 3)),
    "cdf": (lambda m, s: T.CumulativeDistributionTransform(D.Normal(m, s)), [R(3) * 0.5, pos(3) + 1], R(4, 3)),
    "compose": (lambda e: T.ComposeTransform([T.SigmoidTransform(), T.AffineTransform(1.0, e), T.ExpTransform()]), [pos(3)], R(4, 3)),
    "compose of vectors": (lambda e: T.ComposeTransform([T.AffineTransform(0.2, e), T.StickBreakingTransform(), T.ExpTransform()]), [pos(3)], R(4, 3)),
    "identity": (lambda: T.identity_transform, [], R(4, 3)),
}

def part(out, key, f, inputs):
    inputs = [t.clone().requires_grad_() for t in inputs]
    try: y = f(*inputs)
    except NotImplementedError: return
    g = R(y.shape)
    out |= {f"{key}/y": y, f"{key}/g": g}
    if not y.requires_grad: return
    for name, d in zip(["dx"] + [f"d{i}" for i in range(len(inputs) - 1)], torch.autograd.grad(y, inputs, g, allow_unused=True)):
        if d is not None: out[f"{key}/{name}"] = d

out = {}
for name, (make, params, x) in cases.items():
    out |= {f"{name}/p{i}": p for i, p in enumerate(params)} | {f"{name}/x": x}
    y = make(*params)(x)
    part(out, f"{name}/forward", lambda x, *p: make(*p)(x), [x] + params)
    part(out, f"{name}/inverse", lambda y, *p: make(*p).inv(y), [y] + params)
    part(out, f"{name}/slope", lambda x, *p: (lambda t: t.log_abs_det_jacobian(x, t(x)))(make(*p)), [x] + params)

# Distributions made of maps.
def flow(m, s, e): return D.TransformedDistribution(D.Normal(m, s), [T.AffineTransform(0.3, e), T.StickBreakingTransform()])
def inner(*s): x = simplex(*s) + 0.02; return x / x.sum(-1, True)
kinds = {
    "logistic normal": (D.LogisticNormal, [R(2, 3), pos(2, 3)], inner(4, 2, 4)),
    "stick-breaking of normal": (flow, [R(2, 3), pos(2, 3), pos(3)], inner(4, 2, 4)),
    "correlation of normal": (lambda m, s: D.TransformedDistribution(D.Normal(m, s), [T.CorrCholeskyTransform()]), [R(2, 6), pos(2, 6)], T.CorrCholeskyTransform()(R(4, 2, 6))),
    "power of exponential": (lambda r, e: D.TransformedDistribution(D.Exponential(r), [T.PowerTransform(e)]), [pos(3), pos(3)], pos(4, 3)),
    "softplus of laplace": (lambda m, s: D.TransformedDistribution(D.Laplace(m, s), [T.SoftplusTransform()]), [R(3), pos(3)], pos(4, 3)),
    "reshaped normal": (lambda m, s: D.TransformedDistribution(D.Independent(D.Normal(m, s), 1), [T.ReshapeTransform((6,), (2, 3)), T.ExpTransform()]), [R(6), pos(6)], pos(4, 2, 3)),
}
for name, (make, params, x) in kinds.items(): row(out, name, make, params, x)
for n in "logistic normal", "softplus of laplace":
    make, params, _ = kinds[n]; qs = [p.flip(-1) * 0.7 for p in params]
    out |= {f"{n} 2/p{i}": p for i, p in enumerate(qs)}
    divergence(out, n, make, params, n + " 2", make, qs)
golden.save("Nabla.Distributions.Tests/Golden/transforms", out)
print(*sorted(k for k in out if k.endswith("/y")), sep="; ")
