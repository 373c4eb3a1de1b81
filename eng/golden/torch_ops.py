#!/usr/bin/python3
"""PyTorch's functions of missing numbers, distances, parts, segments and sampled curves in numbers: tests/Nabla.Tests/Golden/ops.safetensors.

  python3 eng/golden/torch_ops.py

The rows are golden.case's.
"""
import torch
import torch.nn.functional as F
import golden

nan, inf = float("nan"), float("inf")
tensors, case = golden.calls(seed=11)

x, y, z = torch.randn(3, 5), torch.randn(3, 5), torch.randn(2, 4, 3)
holes = torch.tensor([[1., nan, 3, 2, -4], [0.5, 2, -1, nan, 4], [nan, nan, 1, 7, nan], [nan] * 5, [2, 2, 2, 1, nan]])
# element by element
signs = torch.tensor([1., -1, 0, -0., 2.5, -3, inf, -inf, nan])
pairs = torch.cartesian_prod(signs, signs).T
p, q = torch.randn(12) * 3, torch.randn(12)
case("copysign", torch.copysign, p, q); case("copysign special", lambda a, b: torch.copysign(a.detach(), b.detach()), pairs[0], pairs[1])
case("copysign zero", torch.copysign, torch.tensor([0., -0, 0, 1, -1]), torch.tensor([1., 1, -1, -0., 0]))
case("signbit", lambda a: a.signbit(), signs); case("signbit int", lambda a: a.signbit(), torch.tensor([3, -3, 0]))
for f in ("fmax", "fmin"):
    case(f, getattr(torch, f), torch.tensor([1., 2, 3, nan, 5, nan]), torch.tensor([2., 1, 3, 4, nan, nan])); case(f + " int", getattr(torch, f), torch.tensor([1, 2, 3]), torch.tensor([2, 1, 3]))
numbers = torch.cat([torch.randn(8) * 100, torch.tensor([0., 0.5, 1, 2, -8, 1e-300, 5e-324, inf, nan])])
case("frexp", lambda a: (a.frexp()[0], a.frexp()[1].long()), numbers)
case("ldexp", lambda a, e: torch.ldexp(a, e), torch.randn(6), torch.tensor([0, 1, -3, 10, -20, 4])); case("ldexp broken", torch.ldexp, torch.randn(4), torch.randn(4))
case("logaddexp2", torch.logaddexp2, p, q); case("logaddexp2 infinite", lambda a, b: torch.logaddexp2(a.detach(), b.detach()), torch.tensor([inf, -inf, -inf, inf]), torch.tensor([inf, -inf, 2, -inf]))
case("nextafter", lambda a, b: torch.nextafter(a.detach(), b.detach()), pairs[0], pairs[1])
case("deg2rad", torch.deg2rad, p); case("rad2deg", torch.rad2deg, p); case("infinities", lambda a: (a.isposinf(), a.isneginf()), signs)
case("isclose", lambda a, b: torch.isclose(a.detach(), b.detach()), pairs[0], pairs[1]); case("isclose nan", lambda a, b: torch.isclose(a.detach(), b.detach(), 0.5, 1.5, True), pairs[0], pairs[1])
case("isclose int", lambda a, b: torch.isclose(a, b, 0.5, 0), torch.tensor([1, 2, 3, 10]), torch.tensor([1, 3, 9, 12]))
case("isin", lambda a, b: torch.isin(a.detach(), b.detach()), signs, torch.tensor([0., nan, inf, 2.5])); case("isin int", torch.isin, torch.arange(12).reshape(3, 4), torch.tensor([[3, 11], [5, 99]])); case("isin none", torch.isin, torch.arange(3), torch.tensor([], dtype=torch.int64))
i, j = torch.tensor([12, -18, 0, 7, 0, 2 ** 40 * 3, -5]), torch.tensor([18, 12, 5, 0, 0, 2 ** 42, -15])
case("gcd", torch.gcd, i, j); case("lcm", torch.lcm, i[:-2], j[:-2]); s = torch.tensor([0, 1, 5, 31, 3, 2, 1])
case("shifts", lambda a, b: (a << b, a >> b), i, s)
# reductions
case("nansum", lambda a: a.nansum(1), holes); case("nansum all", lambda a: a.nansum(), holes); case("nanmean", lambda a: a.nanmean(0), holes); case("nanmean kept", lambda a: a.nanmean((0, 1), keepdim=True), holes)
case("nanmean none", lambda a: a.detach().nanmean(1), holes)
case("nanmedian", lambda a: a.nanmedian(1)[0], holes[:3]); case("nanmedian all", lambda a: a.nanmedian(), holes); case("nanmedian none", lambda a: a.detach().nanmedian(1)[0], holes)
for how in ("linear", "lower", "higher", "midpoint", "nearest"): case(f"nanquantile {how}", lambda a: a.nanquantile(torch.tensor([0.1, 0.25, 0.5, 1.0]), 1, interpolation=how), holes[[0, 1, 2, 4]])
case("nanquantile none", lambda a: a.detach().nanquantile(0.3, 1), holes); case("nanquantile all", lambda a: a.nanquantile(0.3), holes)
case("aminmax", lambda a: torch.aminmax(a.detach(), dim=1), x); case("aminmax all", lambda a: torch.aminmax(a.detach()), z); case("aminmax nan", lambda a: torch.aminmax(a.detach(), dim=1), holes)
case("var mean", lambda a: torch.var_mean(a, (0, 2), unbiased=False), z); case("std mean", lambda a: torch.std_mean(a, 1), x); case("std mean all", lambda a: torch.std_mean(a, unbiased=True), z)
case("renorm", lambda a: a.renorm(2, 0, 1.5), x); case("renorm axis", lambda a: a.renorm(1, 1, 3.), z); case("renorm inf", lambda a: a.renorm(inf, 0, 0.5), x)
case("normalize", lambda a: F.normalize(a), x); case("normalize axis", lambda a: F.normalize(a, 3., 0), z); case("normalize zero", lambda a: F.normalize(a), torch.tensor([[0., 0], [3, 4], [1e-13, 0]]))
# distances
a, b = torch.randn(4, 3), torch.randn(6, 3); b[2] = a[1]; near = b.clone(); near[4] = a[0] + 1e-6
for power in (0., 0.5, 1., 1.5, 2., 3., inf): case(f"cdist {power:g}", lambda u, v: torch.cdist(u, v, power, compute_mode="donot_use_mm_for_euclid_dist"), a, b)
case("cdist near", lambda u, v: torch.cdist(u, v, 2., compute_mode="donot_use_mm_for_euclid_dist"), a, near)
case("cdist batch", lambda u, v: torch.cdist(u, v, 2., compute_mode="donot_use_mm_for_euclid_dist"), torch.randn(2, 4, 3), torch.randn(1, 5, 3))
case("cdist far", lambda u, v: torch.cdist(u, v, 2., compute_mode="donot_use_mm_for_euclid_dist"), (torch.randn(5, 20) * 8).round() / 64 + 40, (torch.randn(30, 20) * 8).round() / 64 + 40)
for power in (1., 2., 3., inf): case(f"pdist {power:g}", lambda u: F.pdist(u, power), torch.randn(5, 3))
for power in (1., 2., 3., inf): case(f"dist {power:g}", lambda u, v: torch.dist(u, v, power), x, y)
# matrices
case("cross", lambda u, v: torch.cross(u, v, dim=1), torch.randn(4, 3), torch.randn(4, 3)); case("cross axis", lambda u, v: torch.cross(u, v, dim=0), torch.randn(3, 2), torch.randn(3, 2))
# Its own backward fails: a power is overwritten.
case("vander", lambda u: torch.vander(u.detach()), torch.tensor([1., 0, -2, 0.5])); case("vander increasing", lambda u: torch.vander(u.detach(), 3, increasing=True), torch.randn(4)); case("vander int", lambda u: torch.vander(u, 5), torch.tensor([1, -3, 7])); case("vander batch", lambda u: torch.linalg.vander(u, N=4), x)
case("chain", lambda *m: torch.chain_matmul(*m), torch.randn(4, 10), torch.randn(10, 2), torch.randn(2, 7), torch.randn(7, 3)); case("multi dot", lambda *m: torch.linalg.multi_dot(m), torch.randn(4), torch.randn(4, 5), torch.randn(5, 2))
case("block diag", lambda *m: torch.block_diag(*m), torch.randn(2, 3), torch.randn(2), torch.randn(1, 1), torch.tensor(1.5))
for rank in (1, 2, 3):
    for shape in ((), (3,), (2, 3)): case(f"at least {rank}d {len(shape)}", lambda u: getattr(torch, f"atleast_{rank}d")(u), torch.randn(shape))
case("clone", lambda u: u.clone(), x)
# parts
case("slice scatter", lambda u, v: torch.slice_scatter(u, v, 1, 1, 5, 2), x, torch.randn(3, 2)); case("select scatter", lambda u, v: torch.select_scatter(u, v, 1, -2), z, torch.randn(2, 3))
case("diagonal scatter", lambda u, v: torch.diagonal_scatter(u, v, 1), x, torch.randn(3)); case("diagonal scatter axes", lambda u, v: torch.diagonal_scatter(u, v, -1, 1, 2), z, torch.randn(2, 3))
for f in ("tril", "triu"):
    for k in (-2, 0, 1): case(f"{f} indices {k}", lambda: getattr(torch, f + "_indices")(3, 4, k))
case("linspace", lambda: torch.linspace(-1.3, 2, 7)); case("linspace one", lambda: torch.linspace(3, 9, 1)); case("linspace falling", lambda: torch.linspace(5, -1, 4)); case("logspace", lambda: torch.logspace(-2, 1, 5)); case("logspace base", lambda: torch.logspace(0, 3, 4, 2.))
lengths, rows = torch.tensor([2, 0, 3, 1]), torch.tensor([[1., 5, 2], [3, 5, 0], [nan, 1, 4], [2, 2, 4], [0, 2, 4], [-1, -2, -3]])
# Of equal elements in one segment but not the first, each gets the whole gradient: the rows have none.
for how in ("sum", "mean", "max", "min"):
    case(f"segment {how}", lambda u, n: torch.segment_reduce(u, how, lengths=n), torch.randn(6, 3), torch.tensor([2, 3, 1])); case(f"segment {how} empty", lambda u, n: torch.segment_reduce(u.detach(), how, lengths=n), rows, lengths)
for how in ("amax", "amin"):
    case(f"scatter {how} int", lambda u, n, s: u.scatter_reduce(1, n, s, how, include_self=False), torch.tensor([[9, -9, 0], [5, 5, 5]]), torch.tensor([[0, 0, 1, 1], [2, 2, 2, 0]]), torch.tensor([[1, 2, 3, -4], [-7, -8, -9, 6]]))
h = torch.rand(40, 2) * 4 - 2
case("histogramdd", lambda u: [t for v in torch.histogramdd(u.detach(), [3, 2]) for t in (v if isinstance(v, (tuple, list)) else [v])], h)
case("histogramdd range", lambda u, w: torch.histogramdd(u.detach(), [3, 2], range=[-1., 1.5, -2., 1.], weight=w.detach(), density=True)[0], h, torch.rand(40))
case("histogramdd edges", lambda u: torch.histogramdd(u.detach(), [torch.tensor([-1., 0, 2]), torch.tensor([-2., 0.5, 1])])[0], h)
# curves
places = torch.rand(5).cumsum(0); case("trapezoid", lambda u: torch.trapezoid(u), x); case("trapezoid step", lambda u: torch.trapezoid(u, dx=0.3, dim=1), z); case("trapezoid places", lambda u, v: torch.trapezoid(u, v), x, places); case("trapezoid lines", lambda u, v: torch.trapezoid(u, v, dim=0), x, torch.rand(3, 5).cumsum(0))
case("cumulative trapezoid", lambda u: torch.cumulative_trapezoid(u, dim=1), z); case("cumulative trapezoid places", lambda u, v: torch.cumulative_trapezoid(u, v), x, places); case("trapezoid of one", lambda u: torch.trapezoid(u), torch.randn(2, 1))
for order in (1, 2): case(f"gradient {order}", lambda u: torch.gradient(u, spacing=0.7, dim=1, edge_order=order), z); case(f"gradient places {order}", lambda u: torch.gradient(u, spacing=[places.detach()], dim=1, edge_order=order), x)
# Gumbel-softmax, with the noise given
def gumbel(u, n, hard):
    drawn, torch.Tensor.exponential_ = torch.Tensor.exponential_, lambda self: (-n).exp()
    try: return F.gumbel_softmax(u, tau=0.7, hard=hard)
    finally: torch.Tensor.exponential_ = drawn
noise = -torch.empty(3, 5).exponential_().log()
for hard in (False, True): case(f"gumbel {hard}", lambda u, n: gumbel(u, n.detach(), hard), x, noise)
golden.save("Nabla.Tests/Golden/ops", tensors)
