#!/usr/bin/python3
"""Golden numbers of distributions of vectors and matrices, and of relaxed ones, for Nabla.Distributions.Tests: Golden/distributions_vectors.safetensors.

The keys are those of distributions.py.
"""
import torch, torch.distributions as D
import golden
from distributions import *
torch.manual_seed(35)

def one_hot(*s): return torch.nn.functional.one_hot(torch.randint(0, s[-1], s[:-1]), s[-1]).double()
def spds(*s): a = R(*s, s[-1]); return a @ a.mT + torch.eye(s[-1])
def inner(*s): x = simplex(*s) + 0.02; return x / x.sum(-1, True)
kinds = {
    "one-hot categorical": (D.OneHotCategorical, [pos(3, 4)], one_hot(4, 3, 4)),
    "one-hot categorical logits": (lambda l: D.OneHotCategorical(logits=l), [R(3, 4)], one_hot(4, 3, 4)),
    "relaxed bernoulli": (D.RelaxedBernoulli, [torch.tensor(0.7), unit(3)], unit(*N)),
    "relaxed bernoulli logits": (lambda t, l: D.RelaxedBernoulli(t, logits=l), [torch.tensor(1.6), R(3)], unit(*N)),
    "relaxed one-hot": (D.RelaxedOneHotCategorical, [torch.tensor(0.7), pos(3, 4)], inner(4, 3, 4)),
    "relaxed one-hot logits": (lambda t, l: D.RelaxedOneHotCategorical(t, logits=l), [torch.tensor(1.6), R(3, 4)], inner(4, 3, 4)),
    "low-rank normal": (D.LowRankMultivariateNormal, [R(4), R(4, 2), pos(4)], R(5, 4)),
    "low-rank normal batch": (D.LowRankMultivariateNormal, [R(2, 4), R(2, 4, 2), pos(2, 4)], R(5, 2, 4)),
    "multivariate normal": (lambda m, c: D.MultivariateNormal(m, covariance_matrix=(c + c.mT) / 2), [R(4), spds(4)], None),
    "wishart": (lambda v, c: D.Wishart(v, covariance_matrix=(c + c.mT) / 2), [pos(2) * 3 + 4, spds(2, 3)], spds(3, 2, 3)),
    "wishart scale": (lambda v, a: D.Wishart(v, scale_tril=torch.tril(a)), [torch.tensor(5.5), torch.tril(R(3, 3)) + 3 * torch.eye(3)], spds(4, 3)),
    "lkj": (lambda c: D.LKJCholesky(4, c), [pos(3)], None),
}
f, p, _ = kinds["lkj"]; kinds["lkj"] = (f, p, f(p[0]).sample((2,)))

out = {}
for name, (make, params, x) in kinds.items():
    if x is None: out |= {f"{name}/p{i}": p for i, p in enumerate(params)}
    else: row(out, name, make, params, x)

for n in list(kinds):
    if n == "lkj": continue
    make, params, _ = kinds[n]
    kinds[n + " 2"] = (make, [p.flip(-1) if "one-hot" in n else p * 1.3 for p in params], None)
    out |= {f"{n} 2/p{i}": p for i, p in enumerate(kinds[n + " 2"][1])}
# torch's divergence of Wishart distributions adds up the batch, so the pair is one without a batch.
pairs = [(n, n + " 2") for n in ("one-hot categorical", "one-hot categorical logits", "low-rank normal", "low-rank normal batch", "wishart scale")]
for p, q in pairs + [("low-rank normal", "multivariate normal"), ("multivariate normal", "low-rank normal"), ("low-rank normal batch", "low-rank normal")]:
    divergence(out, p, *kinds[p][:2], q, *kinds[q][:2])
golden.save("Nabla.Distributions.Tests/Golden/distributions_vectors", out)
print(*sorted(k for k in out if k.endswith("/y")), sep="; ")
