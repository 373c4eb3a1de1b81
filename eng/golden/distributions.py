"""What the golden makers of distributions share: random parameters, rows of one kind, rows of one divergence.

CASE/p0 ... parameters, CASE/x values, CASE/u probabilities; for each member (log, mean, variance, entropy, cdf, icdf):
CASE/MEMBER/y, g (gradient by y), d0 ... by the parameters, dx by the values or probabilities, where there is one.
kl/P/Q: values for the parameters of both cases, with gradients pd0 ... and qd0 ...
"""
import torch, scipy.special as special, torch.distributions as D
torch.set_default_dtype(torch.float64)

class Digamma(torch.autograd.Function):
    """torch's trigamma is good to 5e-10 only, so gradients of digamma take SciPy's."""
    @staticmethod
    def forward(ctx, x): ctx.save_for_backward(x); return torch.tensor(special.digamma(x.detach().numpy()))
    @staticmethod
    def backward(ctx, g): return g * torch.tensor(special.polygamma(1, ctx.saved_tensors[0].detach().numpy()))
torch.digamma = torch.Tensor.digamma = lambda x: Digamma.apply(x)

def pos(*s): return torch.rand(*s) * 2 + 0.3
def unit(*s): return torch.rand(*s) * 0.8 + 0.1
def R(*s): return torch.randn(*s)
def whole(top, *s): return torch.randint(0, top + 1, s).double()
def spd(n): a = R(n, n); return a @ a.T + torch.eye(n)
def simplex(*s): return torch.softmax(R(*s), -1)
N = (4, 3)

def member(out, name, f, params, at=None):
    params = [p.clone().requires_grad_() for p in params]
    at = at.clone().requires_grad_() if at is not None else None
    try: y = f(params, at)
    except NotImplementedError: return
    if torch.isnan(y).any() or not y.requires_grad: return
    inputs = params + ([at] if at is not None else []); g = R(y.shape)
    out |= {f"{name}/y": y, f"{name}/g": g}
    for key, d in zip([f"d{i}" for i in range(len(params))] + ["dx"], torch.autograd.grad(y, inputs, g, allow_unused=True)):
        if d is not None: out[f"{name}/{key}"] = d

def by_scipy(out, name, law, x, u, polish):
    """CDF and quantiles where torch has none; with one step of Newton's method for quantiles that SciPy has good to 1e-8 only."""
    q = law.ppf(u.numpy())
    if polish: q -= (law.cdf(q) - u.numpy()) / law.pdf(q)
    out |= {f"{name}/cdf/y": torch.tensor(law.cdf(x.numpy())), f"{name}/icdf/y": torch.tensor(q)}

def row(out, name, make, params, x):
    """Everything torch knows of one kind; returns the probabilities."""
    discrete = make(*params).support.is_discrete
    u = unit(*N)
    out |= {f"{name}/p{i}": p for i, p in enumerate(params)} | {f"{name}/x": x, f"{name}/u": u}
    if discrete: member(out, f"{name}/log", lambda p, _: make(*p).log_prob(x), params)
    else: member(out, f"{name}/log", lambda p, x: make(*p).log_prob(x), params, x)
    if "categorical" not in name or "one-hot" in name:
        member(out, f"{name}/mean", lambda p, _: make(*p).mean, params)
        member(out, f"{name}/variance", lambda p, _: make(*p).variance, params)
    member(out, f"{name}/entropy", lambda p, _: make(*p).entropy(), params)
    if not discrete:
        member(out, f"{name}/cdf", lambda p, x: make(*p).cdf(x), params, x)
        if make(*params).event_shape == (): member(out, f"{name}/icdf", lambda p, x: make(*p).icdf(x), params, u)
    return u

def divergence(out, p, f, ps, q, h, qs):
    """kl/P/Q, if torch knows the pair."""
    ps, qs = [t.clone().requires_grad_() for t in ps], [t.clone().requires_grad_() for t in qs]
    try: y = D.kl_divergence(f(*ps), h(*qs))
    except NotImplementedError: return
    g = R(y.shape); name = f"kl/{p}/{q}"
    out |= {f"{name}/y": y, f"{name}/g": g}
    if not y.requires_grad or torch.isinf(y).any(): return
    for key, d in zip([f"pd{i}" for i in range(len(ps))] + [f"qd{i}" for i in range(len(qs))], torch.autograd.grad(y, ps + qs, g, allow_unused=True)):
        if d is not None: out[f"{name}/{key}"] = d
