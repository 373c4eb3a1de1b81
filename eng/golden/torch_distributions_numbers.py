#!/usr/bin/python3
"""Golden numbers of the less common distributions of numbers for Nabla.Distributions.Tests: Golden/distributions_numbers.safetensors, in float64.

The keys are those of distributions.py. Where torch has no CDF, scipy's stands without gradients. torch's Bessel functions are polynomials
good to 1e-7, so those of the von Mises distribution are SciPy's.
"""
import torch, scipy.stats as S, scipy.special as special, torch.distributions as D
import golden
from distributions import *
torch.manual_seed(34)

class LogBessel(torch.autograd.Function):
    """ln I0, whose derivative is I1 / I0, and ln I1, whose derivative is I0 / I1 - 1/x."""
    @staticmethod
    def forward(ctx, x, order):
        ctx.save_for_backward(x); ctx.order = order
        return torch.tensor(special.ive(order, x.detach().numpy())).log() + x
    @staticmethod
    def backward(ctx, g):
        x = ctx.saved_tensors[0]; ratio = torch.tensor(special.i1e(x.detach().numpy()) / special.i0e(x.detach().numpy()))
        return g * (ratio if ctx.order == 0 else 1 / ratio - 1 / x), None
D.von_mises._log_modified_bessel_fn = lambda x, order=0: LogBessel.apply(x, order)

def uniform(a, w): return D.Uniform(a, a + w)
def away(*s): p = unit(*s) * 0.6; return torch.where(p < 0.3, p, p + 0.4)         # torch's normaliser is a Taylor polynomial near 1/2
scale = pos(3)
kinds = {
    "gumbel": (D.Gumbel, [R(3), pos(3)], R(*N)),
    "weibull": (D.Weibull, [pos(3), pos(3) + 0.5], pos(*N)),
    "pareto": (D.Pareto, [scale, pos(3) + 2.5], scale + pos(*N)),
    "kumaraswamy": (D.Kumaraswamy, [pos(3), pos(3)], unit(*N)),
    "half cauchy": (D.HalfCauchy, [pos(3)], pos(*N)),
    "chi2": (D.Chi2, [pos(3) * 3], pos(*N)),
    "fisher-snedecor": (D.FisherSnedecor, [pos(3) * 3, pos(3) * 3 + 4.2], pos(*N)),
    "negative binomial": (D.NegativeBinomial, [pos(3) * 3, unit(3)], whole(9, *N)),
    "negative binomial logits": (lambda r, l: D.NegativeBinomial(r, logits=l), [pos(3) * 3, R(3)], whole(9, *N)),
    "continuous bernoulli": (D.ContinuousBernoulli, [away(3)], unit(*N)),
    "continuous bernoulli logits": (lambda l: D.ContinuousBernoulli(logits=l), [torch.tensor([-7.0, 0.9, 2.5])], unit(*N)),
    "von mises": (D.VonMises, [R(3), torch.tensor([0.3, 4.0, 70.0])], R(*N) * 2),
}
scipy_cdf = {
    "chi2": lambda p: S.chi2(*p), "fisher-snedecor": lambda p: S.f(*p), "negative binomial": lambda p: S.nbinom(p[0], 1 - p[1]),
}

out = {}
for name, (make, params, x) in kinds.items():
    u = row(out, name, make, params, x)
    if name in scipy_cdf: by_scipy(out, name, scipy_cdf[name]([p.numpy() for p in params]), x, u, polish=name == "fisher-snedecor")

# The same kind with other parameters under the name "... 2", and the kinds of the first file with which torch knows divergences.
second = {n: [p.flip(-1) * 0.6 for p in params] for n, (_, params, _) in kinds.items()}
second["pareto"] = [scale * 0.5, pos(3) + 1]; second["half cauchy"] = [pos(3)]
second["continuous bernoulli"] = [away(3)]; second["negative binomial"] = [kinds["negative binomial"][1][0], unit(3)]
for n, params in second.items(): kinds[n + " 2"] = (kinds[n][0], params, None)
kinds |= {
    "normal": (D.Normal, [R(3), pos(3)], None), "exponential": (D.Exponential, [pos(3)], None), "gamma": (D.Gamma, [pos(3), pos(3)], None),
    "beta": (D.Beta, [pos(3), pos(3)], None), "laplace": (D.Laplace, [R(3), pos(3)], None),
    "uniform inside": (uniform, [unit(3) * 0.3, unit(3) * 0.5], None), "uniform outside": (uniform, [-unit(3), pos(3) + 2], None),
    "uniform above": (uniform, [scale + unit(3), pos(3)], None),
}
for n, (_, params, x) in kinds.items():
    if x is None: out |= {f"{n}/p{i}": p for i, p in enumerate(params)}

new = ["gumbel", "pareto", "continuous bernoulli", "chi2"]
old = ["normal", "exponential", "gamma", "beta", "laplace", "uniform inside", "uniform outside", "uniform above"]
pairs = [(n, n + " 2") for n in ("gumbel", "pareto", "continuous bernoulli", "continuous bernoulli logits", "chi2")]
pairs += [(p, q) for p in new for q in new + old if p != q] + [(p, q) for p in old for q in new]
# torch calls every uniform that begins or ends at 0 or 1 or beyond too narrow for a continuous Bernoulli variable, and right are those with both beyond.
pairs.remove(("continuous bernoulli", "uniform above"))
for p, q in pairs: divergence(out, p, *kinds[p][:2], q, *kinds[q][:2])
golden.save("Nabla.Distributions.Tests/Golden/distributions_numbers", out)
print(*sorted({k.split("/y")[0] + (" inf" if torch.isinf(out[k]).any() else "") for k in out if k.startswith("kl/") and k.endswith("/y")}), sep="; ")
