#!/usr/bin/python3
"""Golden numbers of torch.distributions and scipy.stats for Nabla.Distributions.Tests: Golden/distributions.safetensors, in float64.

The keys are those of distributions.py. Where torch has no CDF, scipy's stands without gradients.
"""
import torch, scipy.stats as S, scipy.special as special, torch.distributions as D
import golden
from distributions import *
torch.manual_seed(33)

def exp(d): return D.TransformedDistribution(d, [D.ExpTransform()])
def mixture(w, m, s): return D.MixtureSameFamily(D.Categorical(logits=w), D.Normal(m, s))
kinds = {
    "uniform": (lambda a, w: D.Uniform(a, a + w), [R(3), pos(3)], None),
    "normal": (D.Normal, [R(3), pos(3)], R(*N)),
    "multivariate normal": (lambda m, c: D.MultivariateNormal(m, covariance_matrix=(c + c.T) / 2), [R(3), spd(3)], R(*N)),
    "multivariate normal scale": (lambda m, a: D.MultivariateNormal(m, covariance_matrix=a @ a.T), [R(3), R(3, 3) + 2 * torch.eye(3)], R(*N)),
    "bernoulli": (D.Bernoulli, [unit(3)], whole(1, *N)),
    "bernoulli logits": (lambda l: D.Bernoulli(logits=l), [R(3)], whole(1, *N)),
    "binomial": (lambda p: D.Binomial(7, p), [unit(3)], whole(7, *N)),
    "binomial logits": (lambda p: D.Binomial(7, logits=p), [R(3)], whole(7, *N)),
    "categorical": (D.Categorical, [pos(3, 5)], whole(4, *N)),
    "categorical logits": (lambda l: D.Categorical(logits=l), [R(3, 5)], whole(4, *N)),
    "multinomial": (lambda p: D.Multinomial(6, p), [simplex(3, 4)], D.Multinomial(6, torch.ones(3, 4)).sample([4])),
    "multinomial logits": (lambda p: D.Multinomial(6, logits=p), [R(3, 4)], D.Multinomial(6, torch.ones(3, 4)).sample([4])),
    "poisson": (D.Poisson, [pos(3) * 3], whole(9, *N)),
    "exponential": (D.Exponential, [pos(3)], pos(*N)),
    "laplace": (D.Laplace, [R(3), pos(3)], R(*N)),
    "gamma": (D.Gamma, [pos(3), pos(3)], pos(*N)),
    "beta": (D.Beta, [pos(3), pos(3)], unit(*N)),
    "dirichlet": (D.Dirichlet, [pos(3, 4)], simplex(4, 3, 4)),
    "student t": (D.StudentT, [pos(3) + 2.5, R(3), pos(3)], R(*N)),
    "half normal": (D.HalfNormal, [pos(3)], pos(*N)),
    "cauchy": (D.Cauchy, [R(3), pos(3)], R(*N)),
    "geometric": (D.Geometric, [unit(3)], whole(6, *N)),
    "geometric logits": (lambda l: D.Geometric(logits=l), [R(3)], whole(6, *N)),
    "log-normal": (D.LogNormal, [R(3), pos(3)], pos(*N)),
    "tanh of normal": (lambda m, s: D.TransformedDistribution(D.Normal(m, s), [D.TanhTransform()]), [R(3), pos(3)], unit(*N) * 1.6 - 0.8),
    "affine of sigmoid": (lambda m, s, c: D.TransformedDistribution(D.Normal(m, s), [D.SigmoidTransform(), D.AffineTransform(1., c)]),
        [R(3), pos(3), -pos(3)], None),
    "mixture": (mixture, [R(2), R(3, 2), pos(3, 2)], R(*N)),
    "independent": (lambda m, s: D.Independent(D.Normal(m, s), 1), [R(2, 3), pos(2, 3)], R(4, 2, 3)),
}
a, w = kinds["uniform"][1]; kinds["uniform"] = (kinds["uniform"][0], [a, w], a + w * unit(*N))
f, p, _ = kinds["affine of sigmoid"]; kinds["affine of sigmoid"] = (f, p, 1 + p[2] * unit(*N))

scipy_cdf = {
    "gamma": lambda p: S.gamma(p[0], scale=1 / p[1]), "beta": lambda p: S.beta(*p), "student t": lambda p: S.t(*p), "poisson": lambda p: S.poisson(*p),
    "binomial": lambda p: S.binom(7, *p), "geometric": lambda p: S.geom(*p, loc=-1), "bernoulli": lambda p: S.bernoulli(*p),
}

out = {}
for name, (make, params, x) in kinds.items():
    u = row(out, name, make, params, x)
    if name in scipy_cdf: by_scipy(out, name, scipy_cdf[name]([p.numpy() for p in params]), x, u, polish=name == "student t")

# The same kind with other parameters under the name "... 2".
for name in list(kinds):
    make, params, x = kinds[name]
    kinds[name + " 2"] = (make, [p * 1.3 if "multivariate" in name else p.flip(-1) * 0.6 for p in params], x)
    out |= {f"{name} 2/p{i}": p for i, p in enumerate(kinds[name + " 2"][1])}

# A uniform inside (0, 1), which all others hold, and one that holds (0, 1).
kinds["uniform inside"] = (kinds["uniform"][0], [unit(3) * 0.3, unit(3) * 0.5], None)
kinds["uniform outside"] = (kinds["uniform"][0], [-unit(3), pos(3) + 2], None)
for name in "uniform inside", "uniform outside": out |= {f"{name}/p{i}": p for i, p in enumerate(kinds[name][1])}

same = [n for n in kinds if n + " 2" in kinds and n not in ("uniform", "mixture", "student t", "affine of sigmoid")]
pairs = [(n, n + " 2") for n in same] + [("uniform inside", "uniform outside"), ("uniform outside", "uniform inside"), ("bernoulli", "poisson")]
pairs += [(p, q) for p in ("beta", "exponential", "gamma", "normal", "uniform inside", "laplace") for q in ("beta", "exponential", "gamma", "normal", "uniform outside") if p != q]
pairs += [("poisson", "bernoulli"), ("poisson", "binomial"), ("normal", "laplace")]
for p, q in pairs:
    divergence(out, p, *kinds[p][:2], q, *kinds[q][:2])

# Tails of the CDFs of gamma and beta variables, relative to themselves.
a, b = (torch.tensor([0.05, 0.5, 1, 3, 30, 300]).reshape(-1, 1), torch.tensor([0.3, 1.0, 40]).reshape(-1, 1, 1))
x = a * torch.tensor([1e-3, 0.1, 0.5, 0.9, 1, 1.1, 1.5, 3]); u = torch.tensor([1e-6, 0.01, 0.1, 0.3, 0.5, 0.8, 0.99, 0.999999])
out |= {"tails/a": a, "tails/b": b, "tails/x": x, "tails/u": u, "tails/gamma": torch.tensor(special.gammainc(a.numpy(), x.numpy())),
    "tails/beta": torch.tensor(special.betainc(a.numpy(), b.numpy(), u.numpy()))}
golden.save("Nabla.Distributions.Tests/Golden/distributions", out)
