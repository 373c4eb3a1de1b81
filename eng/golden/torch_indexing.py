#!/usr/bin/python3
"""PyTorch's indexing, sorting, scans, reductions and element-wise functions in numbers: tests/Nabla.Tests/Golden/indexing.safetensors.

  python3 eng/golden/torch_indexing.py

The rows are golden.case's.
"""
import mpmath, scipy.special, torch
import golden

nan, inf = float("nan"), float("inf")
tensors, case = golden.calls(seed=5)

x = torch.randn(3, 5); y3 = torch.randn(2, 4, 3); ties = torch.tensor([[2., 1, 2, 0, 1, 2], [3, 3, 3, -1, -1, 0]]); zeros = torch.tensor([[2., 0, 3, 0, 4], [1, -2, 3, 0.5, 2], [0, 1, 2, 3, 4]])
holes = torch.tensor([[1., nan, 3, 2], [0.5, 2, -1, 4], [nan, nan, 1, inf]])
index = torch.tensor([[0, 2, 2, 4], [1, 1, 0, 3], [4, 4, 4, 0]]); source = torch.randn(3, 4)
# gather and scatter
case("gather", lambda a, i: a.gather(1, i), x, index)
case("scatter", lambda a, i, s: a.scatter(1, i, s), x, torch.tensor([[0, 2, 1, 4], [1, 2, 0, 3], [4, 3, 1, 0]]), source)
case("scatter add", lambda a, i, s: a.scatter_add(1, i, s), x, index, source)
for kind in ("prod", "amax", "amin", "mean"):
    for self in (True, False):
        case(f"scatter {kind} {self}", lambda a, i, s: a.scatter_reduce(1, i, s, kind, include_self=self), x, index, source)
case("scatter prod zeros", lambda a, i, s: a.scatter_reduce(1, i, s, "prod"), zeros, index, torch.tensor([[0., 0, 2, 3], [1, 2, 3, 4], [2, 0, 3, 1]]))
case("scatter amax ties", lambda a, i, s: a.scatter_reduce(1, i, s, "amax"), torch.ones(3, 5), index, torch.tensor([[1., 2, 2, 0], [1, 1, 3, 1], [5, 5, 5, 1]]))
case("index select", lambda a, i: a.index_select(1, i), x, torch.tensor([4, 0, 0, 2]))
case("index add", lambda a, i, s: a.index_add(1, i, s), x, torch.tensor([4, 0, 0, 2]), source)
case("index copy", lambda a, i, s: a.index_copy(1, i, s), x, torch.tensor([4, 0, 1, 2]), source)
case("index fill", lambda a, i: a.index_fill(1, i, 2.5), x, torch.tensor([4, 0, 0]))
rows, columns = torch.tensor([[0, -1], [2, 1]]), torch.tensor([3, -2])
case("take", lambda a, i, j: a[i, j], x, rows, columns)
case("put", lambda a, i, j, s: a.index_put((i, j), s), x, torch.tensor([[0, -1], [1, 0]]), torch.tensor([3, 1]), torch.randn(2, 2))
case("put add", lambda a, i, j, s: a.index_put((i, j), s, accumulate=True), x, torch.tensor([0, 0, 2]), torch.tensor([1, 1, 3]), torch.randn(3))
case("take along", lambda a, i: torch.take_along_dim(a, i, 1), x, torch.tensor([[3, 1]]))
mask = torch.tensor([[1, 0, 1, 1, 0], [0, 0, 1, 0, 1], [1, 1, 0, 0, 0]])
case("masked fill", lambda a, m: a.masked_fill(m.bool(), -1.5), x, mask)
case("masked select", lambda a, m: a.masked_select(m.bool()), x, mask)
case("masked scatter", lambda a, m, s: a.masked_scatter(m.bool(), s), x, mask, torch.randn(2, 5))
case("nonzero", lambda a: a.nonzero(), torch.tensor([[0, 2, nan], [1, 0, 0]]))
case("bincount", lambda a, w: a.bincount(w.detach(), 8), torch.tensor([1, 4, 1, 0, 6]), torch.rand(5))
# sort
for name, a in (("", x), (" ties", ties), (" nan", holes)):
    case("sort" + name, lambda a: a.sort(stable=True, dim=1), a)
    case("sort falling" + name, lambda a: a.sort(stable=True, dim=1, descending=True), a)
case("sort first axis", lambda a: a.sort(0), y3)
case("top 2", lambda a: a.topk(2, 1), x); case("top 2 smallest", lambda a: a.topk(2, 0, largest=False), x)
case("top 2 nan", lambda a: a.topk(2, 1)[0], holes)
case("kth value", lambda a: a.kthvalue(2, 1), x); case("kth value kept", lambda a: a.kthvalue(3, 0, keepdim=True), y3[0])
case("median axis", lambda a: a.median(1), torch.randn(3, 6)); case("median nan", lambda a: a.median(1), holes)
case("median", lambda a: a.median(), torch.randn(3, 4)); case("median ties", lambda a: a.median(), ties)
case("mode", lambda a: a.mode(1)[0], ties)
case("unique", lambda a: a.detach().unique(return_inverse=True, return_counts=True), ties.detach())
case("unique consecutive", lambda a: a.detach().unique_consecutive(return_inverse=True, return_counts=True), torch.tensor([1., 1, 2, 3, 3, 3, 1]))
edges = torch.tensor([-1., 0, 0, 0.5, 2]); values = torch.tensor([[-2., 0, 0.3, 2], [5, nan, -1, 0.5]])
case("search left", lambda e, v: torch.searchsorted(e, v), edges, values); case("search right", lambda e, v: torch.searchsorted(e, v, right=True), edges, values)
case("search rows", lambda e, v: torch.searchsorted(e, v), torch.randn(2, 6).sort(1)[0], torch.randn(2, 3))
for how in ("linear", "lower", "higher", "midpoint", "nearest"):
    case(f"quantile {how}", lambda a: a.quantile(torch.tensor([0.1, 0.25, 0.5, 1.0]), 1, interpolation=how), torch.randn(3, 7))
case("quantile nan", lambda a: a.quantile(0.4, 1), holes[:, :3]); case("quantile all", lambda a: a.quantile(0.3), x)
case("histogram", lambda a: torch.histogram(a.detach(), 4), torch.randn(30)); case("histogram range", lambda a: torch.histogram(a.detach(), 5, range=(-1., 1.5)), torch.randn(30))
case("histogram density", lambda a, w: torch.histogram(a.detach(), 4, range=(-2., 2.), weight=w.detach(), density=True), torch.randn(30), torch.rand(30))
case("histogram edges", lambda a: torch.histogram(a.detach(), torch.tensor([-1., 0, 0.25, 2])), torch.tensor([-1., 0, 0.1, 2, 2, 3, -3, 0.25]))
# scans
case("cumsum", lambda a: a.cumsum(1), y3); case("cumsum last", lambda a: a.cumsum(-1), x); case("cumprod", lambda a: a.cumprod(1), x); case("cumprod zeros", lambda a: a.cumprod(1), zeros)
case("cummax", lambda a: a.cummax(1), ties); case("cummin", lambda a: a.cummin(1), ties); case("cummax nan", lambda a: a.cummax(1), holes)
case("logcumsumexp", lambda a: a.logcumsumexp(1), x); case("logcumsumexp huge", lambda a: a.logcumsumexp(0), torch.tensor([1000., 999, -1000, 1001, 1e4]))
# movement
case("windows", lambda a: a.unfold(1, 3, 2), torch.randn(2, 7)); case("windows overlapping", lambda a: a.unfold(0, 2, 1), y3)
case("roll", lambda a: a.roll(2, 1), x); case("roll back", lambda a: a.roll(-4, 0), x); case("flip", lambda a: a.flip(0, 2), y3)
for k in (1, 2, 3): case(f"rotate {k}", lambda a: a.rot90(k, (0, 1)), x)
case("tile", lambda a: a.tile(2, 1, 3), x); case("repeat", lambda a: a.repeat_interleave(2, 1), x); case("repeat counts", lambda a: a.repeat_interleave(torch.tensor([2, 0, 3]), 0), x)
case("tril", lambda a: a.tril(-1), x); case("triu", lambda a: a.triu(2), x); case("diff", lambda a: a.diff(2, 1), x)
case("mesh grid", lambda a, b: torch.meshgrid(a, b, indexing="ij"), torch.randn(3), torch.randn(2))
case("cartesian product", lambda a, b: torch.cartesian_prod(a, b), torch.randn(3), torch.randn(2))
case("combinations", lambda a: torch.combinations(a, 3), torch.randn(5)); case("combinations repeated", lambda a: torch.combinations(a, 2, True), torch.randn(3))
case("split", lambda a: a.split(2, 1), x); case("chunk", lambda a: a.chunk(3, 1), x); case("unbind", lambda a: a.unbind(1), x); case("move axis", lambda a: a.movedim(0, 1), y3)
for p in (inf, -inf, 0, 1, 2, 3, 0.5): case(f"norm {p}", lambda a: torch.linalg.vector_norm(a, p, 1), x)
case("logsumexp nan", lambda a: a.logsumexp(1), holes); case("count nonzero", lambda a: a.count_nonzero(1), zeros)
case("variance", lambda a: a.var((0, 2), correction=0), y3); case("deviation", lambda a: a.std(1), x)
# element-wise
wide = torch.cat([torch.randn(9) * 3, torch.tensor([nan, inf, -inf, 0., -0., 1e-9, -1e-9, 0.5, -0.5, 1.5, 2.5, -2.5, 40., -40.])])
unit, positive, above = torch.rand(12) * 1.98 - .99, torch.rand(12) * 8 + .05, torch.rand(12) * 9 + 1.01
for f in ("round", "ceil", "trunc", "frac", "exp2", "expm1", "sinc", "erf", "erfc", "sinh", "cosh", "tanh", "asinh", "atan"): case(f, lambda a: getattr(torch, f)(a), wide[:9] if f in ("sinh", "cosh", "exp2", "sinc") else wide.nan_to_num(0, 5, -5) if f in ("frac", "erfc", "expm1") else wide)
for f in ("asin", "acos", "atanh", "erfinv", "log1p", "tan"): case(f, lambda a: getattr(torch, f)(a), unit)
for f in ("log2", "log10", "rsqrt", "lgamma", "digamma"): case(f, lambda a: getattr(torch, f)(a), positive)
case("acosh", lambda a: a.acosh(), above); case("lgamma negative", lambda a: a.lgamma(), torch.tensor([-0.5, -1.25, -3.7, -8.1, 0.3])); case("digamma negative", lambda a: a.digamma(), torch.tensor([-0.5, -1.25, -3.7, -8.1, 0.3]))
# PyTorch's trigamma is good to 5e-10 only: SciPy's takes its place.
def trigamma(x): return torch.tensor([float(mpmath.psi(1, v)) for v in x.tolist()])
def polygamma(n, x): return torch.from_numpy(scipy.special.polygamma(n, x.detach().numpy()))
for n in (1, 2, 3):
    case(f"polygamma {n}", lambda a: torch.polygamma(n, a), positive)
    tensors[f"polygamma {n}/out.0"] = polygamma(n, positive); tensors[f"polygamma {n}/d.0"] = tensors[f"polygamma {n}/g.0"] * polygamma(n + 1, positive)
for name in ("digamma", "digamma negative"): tensors[name + "/d.0"] = tensors[name + "/g.0"] * trigamma(tensors[name + "/in.0"])
case("round decimals", lambda a: a.round(decimals=2), torch.randn(9))
a, b = torch.randn(12) * 4, torch.randn(12) * 2
for f in ("fmod", "remainder", "atan2", "hypot", "logaddexp"): case(f, lambda p, q: getattr(torch, f)(p, q), a, b)
case("remainder int", lambda p, q: p.remainder(q), torch.tensor([7, -7, 7, -7, 6]), torch.tensor([3, 3, -3, -3, 3])); case("fmod int", lambda p, q: p.fmod(q), torch.tensor([7, -7, 7, -7, 6]), torch.tensor([3, 3, -3, -3, 3]))
case("floor divide int", lambda p, q: p.div(q, rounding_mode="floor"), torch.tensor([7, -7, 7, -7, 6]), torch.tensor([3, 3, -3, -3, 3])); case("floor divide", lambda p, q: p.detach().div(q.detach(), rounding_mode="floor"), a, b)
case("xlogy", lambda p, q: torch.xlogy(p, q), torch.tensor([0., 0, 2, -1.5]), torch.tensor([0., 3, 0.5, 2])); case("xlogy nan", lambda p, q: torch.xlogy(p.detach(), q.detach()), torch.tensor([0., 0, nan]), torch.tensor([nan, -1., 0]))
case("logaddexp infinite", lambda p, q: torch.logaddexp(p.detach(), q.detach()), torch.tensor([inf, -inf, -inf, inf]), torch.tensor([inf, -inf, 2, -inf]))
case("lerp", lambda p, q: p.lerp(q, 0.3), a, b); case("lerp weights", lambda p, q, w: p.lerp(q, w), a, b, torch.rand(12))
case("clamp", lambda v, p, q: v.clamp(p, q), torch.randn(12) * 3, -torch.rand(12), torch.rand(12) - .3)
case("nan to num", lambda v: v.nan_to_num(1.5, 9, -9), holes); case("is finite", lambda v: (v.isnan(), v.isinf(), v.isfinite()), holes.detach())
i, j = torch.tensor([12, -7, 0, 255]), torch.tensor([10, 5, -1, 16])
case("bits", lambda p, q: (p & q, p | q, p ^ q, ~p), i, j); case("logic", lambda p, q: (p.logical_and(q), p.logical_or(q), p.logical_xor(q), p.logical_not()), i, torch.tensor([0, 1, 0, 0]))
golden.save("Nabla.Tests/Golden/indexing", tensors)
