#!/usr/bin/python3
"""Single ops: Nabla's benchmark against PyTorch, family by family.

  python3 eng/peer_ops.py artifacts/bin/Nabla.Benchmarks/release/Nabla.Benchmarks [--only FAMILY[:OP],...] [--behind 1.5] [--seconds 0.2]

Each row is one call of an op on the same shapes on both sides, benchmarks/Nabla.Benchmarks/Ops under the same names. PyTorch's figure is the
best of one and two threads and, for images, of both memory formats; both sides give the best time of some tenths of a second, in µs.
The ratio is PyTorch's time over Nabla's: below 1 Nabla is behind. --behind prints only rows that are behind by more than that.
"""
import argparse
import json
import math
import subprocess
import time

import torch
import torch.nn.functional as F

SIDE = 1000
rows = {}          # family -> function that returns (name, list of calls): the calls are the forms of which the fastest counts


def family(make):
    rows[make.__name__] = make
    return make


def normal(*shape):
    return torch.randn(*shape)


def uniform(*shape, low=0.0, high=1.0):
    return torch.rand(*shape) * (high - low) + low


def value(name, op):
    return name, [op]


def gradient(name, op, *forms, layer=None):
    """Forward and backward with ones for the gradient of the result; forms are the input in the layouts to try. A layer's weights count as well."""
    return name, [gradients(name, lambda v: op(v[0]), [x], layer)[1][0] for x in forms]


def gradients(name, op, inputs, layer=None):
    """As gradient, by several tensors."""
    inputs = [x.detach().clone().requires_grad_() for x in inputs]
    by = inputs + (list(layer.parameters()) if layer else [])
    with torch.no_grad():
        ones = torch.ones_like(op(inputs))
    return name, [lambda: torch.autograd.grad(op(inputs), by, ones)]


def image(name, op, x):
    """Forward alone and with the gradient, in both memory formats."""
    forms = [x, x.contiguous(memory_format=torch.channels_last)]
    return [(name, [lambda x=v: op(x) for v in forms]), gradient(name + " gradient", op, *forms)]


@family
def functions():
    x, positive, inside, beyond = normal(SIDE, SIDE), uniform(SIDE, SIDE, low=0.01, high=10), uniform(SIDE, SIDE, low=-0.99, high=0.99), uniform(SIDE, SIDE, low=1, high=10)
    of = {
        x: ("abs neg sign floor round trunc frac square exp exp2 expm1 sin cos tan atan sinh cosh tanh asinh sinc erf erfc isnan nan_to_num"),
        positive: "reciprocal sqrt rsqrt log log2 log10 log1p lgamma digamma", inside: "asin acos atanh erfinv", beyond: "acosh",
    }
    out = [value(name, lambda f=getattr(torch, name), v=v: f(v)) for v, names in of.items() for name in names.split()]
    positives = x > 0
    return out + [
        value("trigamma", lambda: torch.polygamma(1, positive)), value("pow 3", lambda: x ** 3), value("pow 2.5", lambda: positive ** 2.5),
        value("clamp", lambda: x.clamp(-1, 1)), value("to float64", lambda: x.double()), value("to int64", lambda: x.long()),
        value("logical_not", lambda: torch.logical_not(x > 0))]


@family
def pairs():
    a, b, row, column, positive, large = normal(SIDE, SIDE), normal(SIDE, SIDE), normal(SIDE), normal(SIDE, 1), uniform(SIDE, SIDE, low=0.5, high=5), normal(4 * SIDE, SIDE)
    mask, whole, other = a > 0, torch.randint(0, 1000, (SIDE, SIDE)), torch.randint(0, 1000, (SIDE, SIDE))
    return [
        value("add", lambda: a + b), value("mul", lambda: a * b), value("div", lambda: a / b), value("add row", lambda: a + row),
        value("add column", lambda: a + column), value("mul constant", lambda: a * 2), value("add 4M", lambda: large + large),
        value("maximum", lambda: torch.maximum(a, b)), value("atan2", lambda: torch.atan2(a, b)), value("hypot", lambda: torch.hypot(a, b)),
        value("fmod", lambda: torch.fmod(a, positive)), value("remainder", lambda: torch.remainder(a, positive)),
        value("floor_divide", lambda: torch.floor_divide(a, positive)), value("logaddexp", lambda: torch.logaddexp(a, b)),
        value("lerp", lambda: torch.lerp(a, b, 0.3)), value("xlogy", lambda: torch.xlogy(a, positive)), value("where", lambda: torch.where(mask, a, b)),
        value("masked_fill", lambda: a.masked_fill(mask, 0)), value("greater", lambda: a > b), value("equal", lambda: a == b),
        value("greater constant", lambda: a > 0), value("logical_and", lambda: torch.logical_and(mask, mask)), value("add int64", lambda: whole + other),
        value("bitwise_and int64", lambda: whole & other), value("add transposed", lambda: a + b.T)]


@family
def activations():
    x, weight = normal(SIDE, SIDE), torch.full((SIDE,), 0.25)
    names = "relu relu6 leaky_relu elu selu celu gelu silu mish softplus logsigmoid hardswish hardsigmoid hardtanh softshrink hardshrink tanhshrink softsign glu"
    out = [gradient(name, getattr(F, name), x) for name in names.split()]
    return out + [
        gradient("prelu", lambda v: F.prelu(v, weight), x), gradient("gelu tanh", lambda v: F.gelu(v, approximate="tanh"), x),
        gradient("sigmoid", torch.sigmoid, x), gradient("tanh", torch.tanh, x), gradient("threshold", lambda v: F.threshold(v, 0.1, 0), x),
        gradient("softmax", lambda v: F.softmax(v, -1), x), gradient("log_softmax", lambda v: F.log_softmax(v, -1), x)]


@family
def losses():
    x, y, z = normal(SIDE, SIDE), normal(SIDE, SIDE), normal(SIDE, SIDE)
    probabilities, targets, variance = (uniform(SIDE, SIDE, low=l, high=h) for l, h in ((0.01, 0.99), (0.01, 0.99), (0.5, 2)))
    signs, row_signs, classes, hot = y.sign(), normal(SIDE).sign(), torch.randint(0, SIDE, (SIDE,)), (y > 0).float()
    logits, labels = normal(100, 16, 32), torch.randint(1, 32, (16, 20))
    steps, counts = torch.full((16,), 100), torch.full((16,), 20)
    return [
        gradient("mse", lambda v: F.mse_loss(v, y), x), gradient("l1", lambda v: F.l1_loss(v, y), x), gradient("smooth_l1", lambda v: F.smooth_l1_loss(v, y), x),
        gradient("huber", lambda v: F.huber_loss(v, y), x), gradient("bce", lambda v: F.binary_cross_entropy(v, targets), probabilities),
        gradient("bce logits", lambda v: F.binary_cross_entropy_with_logits(v, targets), x), gradient("cross_entropy", lambda v: F.cross_entropy(v, classes), x),
        gradient("cross_entropy smooth", lambda v: F.cross_entropy(v, classes, label_smoothing=0.1), x), gradient("nll", lambda v: F.nll_loss(v, classes), x),
        gradient("kl_div", lambda v: F.kl_div(v, targets, reduction="mean"), x), gradient("poisson_nll", lambda v: F.poisson_nll_loss(v, targets), x),
        gradient("gaussian_nll", lambda v: F.gaussian_nll_loss(v, y, variance), x), gradient("hinge_embedding", lambda v: F.hinge_embedding_loss(v, signs), x),
        gradient("margin_ranking", lambda v: F.margin_ranking_loss(v, y, signs), x), gradient("cosine_embedding", lambda v: F.cosine_embedding_loss(v, y, row_signs), x),
        gradient("triplet", lambda v: F.triplet_margin_loss(v, y, z), x), gradient("soft_margin", lambda v: F.soft_margin_loss(v, signs), x),
        gradient("multilabel_soft_margin", lambda v: F.multilabel_soft_margin_loss(v, hot), x), gradient("multi_margin", lambda v: F.multi_margin_loss(v, classes), x),
        gradient("cosine_similarity", lambda v: F.cosine_similarity(v, y), x), gradient("pairwise_distance", lambda v: F.pairwise_distance(v, y), x),
        gradient("ctc", lambda v: F.ctc_loss(F.log_softmax(v, -1), labels, steps, counts), logits)]


@family
def reductions():
    x = normal(SIDE, SIDE)
    mask = x > 5
    out = [
        value("sum", lambda: x.sum()), value("mean", lambda: x.mean()), value("max", lambda: x.max()), value("norm", lambda: x.norm()),
        value("var", lambda: x.var()), value("all", lambda: torch.logical_not(mask).all()), gradient("max gradient", lambda v: v.amax(1), x),
        gradient("logsumexp gradient", lambda v: v.logsumexp(1), x), gradient("std gradient", lambda v: v.std(1), x)]
    for axis, of in (0, " columns"), (1, " rows"):
        out += [
            value("sum" + of, lambda axis=axis: x.sum(axis)), value("prod" + of, lambda axis=axis: x.prod(axis)), value("max" + of, lambda axis=axis: x.amax(axis)),
            value("argmax" + of, lambda axis=axis: x.argmax(axis)), value("var" + of, lambda axis=axis: x.var(axis)),
            value("norm" + of, lambda axis=axis: x.norm(dim=axis)), value("l1 norm" + of, lambda axis=axis: torch.linalg.vector_norm(x, 1, axis)),
            value("l3 norm" + of, lambda axis=axis: torch.linalg.vector_norm(x, 3, axis)), value("logsumexp" + of, lambda axis=axis: x.logsumexp(axis)),
            value("any" + of, lambda axis=axis: mask.any(axis)), value("count" + of, lambda axis=axis: x.count_nonzero(axis))]
    return out


@family
def scans():
    x, y, out = normal(SIDE, SIDE), uniform(SIDE, SIDE, low=0.9, high=1.1), []
    for axis, of in (0, " columns"), (1, " rows"):
        out += [
            value("cumsum" + of, lambda axis=axis: x.cumsum(axis)), value("cumprod" + of, lambda axis=axis: y.cumprod(axis)),
            value("cummax" + of, lambda axis=axis: x.cummax(axis)), value("logcumsumexp" + of, lambda axis=axis: x.logcumsumexp(axis)),
            value("diff" + of, lambda axis=axis: x.diff(dim=axis)), gradient("cumsum gradient" + of, lambda v, axis=axis: v.cumsum(axis), x)]
    return out


@family
def sorting():
    x, edges = normal(SIDE, SIDE), torch.arange(101) * 0.06 - 3
    flat, few, many, weights = x.flatten(), torch.randint(0, 1000, (SIDE * SIDE,)), torch.randint(0, 1 << 40, (SIDE * SIDE,)), torch.rand(SIDE * SIDE)
    return [
        value("sort rows", lambda: x.sort(1)), value("sort columns", lambda: x.sort(0)), value("sort all", lambda: flat.sort()),
        value("argsort rows", lambda: x.argsort(1)), value("sort int64", lambda: many.sort()), value("topk 10 rows", lambda: x.topk(10)),
        value("topk 10 columns", lambda: x.topk(10, 0)), value("topk 100 all", lambda: flat.topk(100)), value("kthvalue rows", lambda: x.kthvalue(500)),
        value("median rows", lambda: x.median(1)), value("median", lambda: x.median()), value("mode rows", lambda: few.view(SIDE, SIDE).mode(1)),
        value("quantile rows", lambda: x.quantile(0.3, 1)), value("unique few int64", lambda: few.unique(return_inverse=True, return_counts=True)),
        value("unique many int64", lambda: many.unique(return_inverse=True, return_counts=True)),
        value("unique float32", lambda: flat.unique(return_inverse=True, return_counts=True)),
        value("unique_consecutive", lambda: few.unique_consecutive(return_inverse=True, return_counts=True)),
        value("histogram", lambda: torch.histogram(flat, edges)), value("bincount", lambda: few.bincount()), value("bincount weighted", lambda: few.bincount(weights)),
        value("searchsorted", lambda: torch.searchsorted(edges, flat)), value("bucketize", lambda: torch.bucketize(x, edges))]


@family
def indexing():
    x, source, index, picked = normal(SIDE, SIDE), normal(SIDE, SIDE), torch.randint(0, SIDE, (SIDE, SIDE)), torch.randint(0, SIDE, (SIDE,))
    mask, flat, places = x > 0, x.flatten(), torch.randint(0, SIDE * SIDE, (SIDE * SIDE,))
    table, words, classes, out = normal(10_000, 64), torch.randint(0, 10_000, (64, 128)), torch.randint(0, 100, (SIDE * 10,)), []
    for axis, of in (0, " columns"), (1, " rows"):
        out += [
            value("gather" + of, lambda axis=axis: x.gather(axis, index)), gradient("gather gradient" + of, lambda v, axis=axis: v.gather(axis, index), x),
            value("scatter" + of, lambda axis=axis: x.scatter(axis, index, source)), value("scatter_add" + of, lambda axis=axis: x.scatter_add(axis, index, source)),
            value("scatter_max" + of, lambda axis=axis: x.scatter_reduce(axis, index, source, "amax")),
            value("index_select" + of, lambda axis=axis: x.index_select(axis, picked)), value("index_add" + of, lambda axis=axis: x.index_add(axis, picked, source))]
    return out + [
        value("take", lambda: flat[places]), value("take pairs", lambda: x[picked, picked]), value("put accumulate", lambda: flat.index_put((places,), flat, accumulate=True)),
        value("index_put", lambda: x.index_copy(0, picked, source)), value("masked_select", lambda: x.masked_select(mask)), value("nonzero", lambda: mask.nonzero()),
        value("one_hot", lambda: F.one_hot(classes, 100)), value("tril", lambda: x.tril()), value("embedding", lambda: F.embedding(words, table)),
        gradient("embedding gradient", lambda v: F.embedding(words, v), table)]


@family
def movement():
    x, y, images, volume, large = normal(SIDE, SIDE), normal(SIDE, SIDE), normal(8, 64, 64, 64), normal(100, 100, 100), normal(4096, 4096)
    last = images.contiguous(memory_format=torch.channels_last)
    copy = lambda v: v.clone(memory_format=torch.contiguous_format)
    return [
        value("roll rows", lambda: x.roll(100, 1)), value("roll columns", lambda: x.roll(100, 0)), value("flip rows", lambda: x.flip(1)),
        value("flip columns", lambda: x.flip(0)), value("rot90", lambda: copy(x.rot90())), value("pad", lambda: F.pad(x, (5, 5, 5, 5))),
        ("pad reflect", [lambda v=v: F.pad(v, (2, 2, 2, 2), mode="reflect") for v in (images, last)]),
        ("pad replicate", [lambda v=v: F.pad(v, (2, 2, 2, 2), mode="replicate") for v in (images, last)]),
        value("tile", lambda: x.tile(2, 2)), value("repeat_interleave rows", lambda: x.repeat_interleave(3, 1)),
        value("repeat_interleave columns", lambda: x.repeat_interleave(3, 0)), value("concat rows", lambda: torch.cat([x, y], 1)),
        value("concat columns", lambda: torch.cat([x, y], 0)), value("stack last", lambda: torch.stack([x, y], 2)), value("transpose", lambda: copy(x.T)),
        value("permute 2 0 1", lambda: copy(volume.permute(2, 0, 1))), value("permute 0 2 1", lambda: copy(volume.permute(0, 2, 1))),
        value("permute 2 1 0", lambda: copy(volume.permute(2, 1, 0))), value("to channels first", lambda: copy(last)),
        value("slice step 2", lambda: copy(x[:, ::2])), value("slice", lambda: copy(x[:, :500])), value("expand", lambda: copy(x[:1].expand(SIDE, SIDE))),
        value("copy 1M", lambda: x.clone()), value("copy 16M", lambda: large.clone()), value("transpose 16M", lambda: copy(large.T)),
        value("concat 16M", lambda: torch.cat([large, large], 0)), value("zeros", lambda: torch.zeros(SIDE, SIDE)),
        ("pixel_shuffle", [lambda v=v: F.pixel_shuffle(v, 2) for v in (images, last)]), ("pixel_unshuffle", [lambda v=v: F.pixel_unshuffle(v, 2) for v in (images, last)]),
        ("channel_shuffle", [lambda v=v: F.channel_shuffle(v, 4) for v in (images, last)]), value("windows", lambda: copy(x.unfold(1, 9, 3))),
        value("diagonal matrix", lambda: torch.diag(x[0])), value("split 4", lambda: copy(x.view(SIDE, 4, 250).permute(1, 0, 2)))]


@family
def pooling():
    images = normal(8, 64, 64, 64)
    pooled, positions = F.max_pool2d(images, 2, return_indices=True)
    samples = torch.rand(8, 64, 2)
    last = positions.contiguous(memory_format=torch.channels_last)
    out = [
        *image("max 2x2", lambda v: F.max_pool2d(v, 2), images), *image("max 3x3 step 2", lambda v: F.max_pool2d(v, 3, 2, 1), images),
        *image("max 3x3 step 1", lambda v: F.max_pool2d(v, 3, 1, 1), images), *image("average 2x2", lambda v: F.avg_pool2d(v, 2), images),
        *image("average 3x3 step 2", lambda v: F.avg_pool2d(v, 3, 2, 1), images), *image("average 3x3 step 1", lambda v: F.avg_pool2d(v, 3, 1, 1), images),
        *image("adaptive max 7", lambda v: F.adaptive_max_pool2d(v, 7), images), *image("adaptive average 7", lambda v: F.adaptive_avg_pool2d(v, 7), images),
        *image("global max", lambda v: F.adaptive_max_pool2d(v, 1), images), *image("global average", lambda v: F.adaptive_avg_pool2d(v, 1), images),
        *image("L2 2x2", lambda v: F.lp_pool2d(v, 2, 2), images.abs()),
        *image("fractional max", lambda v: F.fractional_max_pool2d(v, 2, 30, _random_samples=samples), images), *image("im2col 3x3", lambda v: F.unfold(v, 3, padding=1), images)]
    unpool = lambda v: F.max_unpool2d(v, last if v.is_contiguous(memory_format=torch.channels_last) else positions, 2)
    return out + image("max unpool", unpool, pooled)


@family
def resampling():
    images, photos, maps = normal(8, 64, 64, 64), normal(8, 3, 224, 224), normal(8, 2, 3)
    places, photo_places = uniform(8, 64, 64, 2, low=-1), uniform(8, 224, 224, 2, low=-1)
    turned = F.affine_grid(maps * 0.05 + torch.tensor([[0.9, 0.3, 0], [-0.3, 0.9, 0]]), (8, 3, 224, 224), align_corners=False)
    resize = lambda size, mode: lambda v: F.interpolate(v, size=(size, size), mode=mode)
    sample = lambda grid, mode="bilinear": lambda v: F.grid_sample(v, grid, mode, align_corners=False)
    return [
        *image("nearest to double", resize(128, "nearest"), images), *image("nearest to half", resize(32, "nearest"), images),
        *image("bilinear to double", resize(128, "bilinear"), images), *image("bilinear to half", resize(32, "bilinear"), images),
        *image("bilinear to 100", resize(100, "bilinear"), images), *image("bilinear to 40", resize(40, "bilinear"), images),
        *image("bicubic to double", resize(128, "bicubic"), images), *image("bicubic to half", resize(32, "bicubic"), images),
        *image("bilinear to 112 of 3 channels", resize(112, "bilinear"), photos), *image("bilinear to 448 of 3 channels", resize(448, "bilinear"), photos),
        *image("grid sample", sample(places), images), *image("grid sample of 3 channels", sample(photo_places), photos),
        *image("grid sample turned of 3 channels", sample(turned), photos), *image("grid sample nearest of 3 channels", sample(photo_places, "nearest"), photos),
        *image("grid sample cubic of 3 channels", sample(photo_places, "bicubic"), photos),
        gradient("grid sample of 3 channels by places", lambda v: F.grid_sample(photos, v, align_corners=False), photo_places),
        value("affine grid", lambda: F.affine_grid(maps, (8, 3, 224, 224), align_corners=False))]


@family
def norms():
    images, x, ones, wide = normal(8, 64, 64, 64), normal(SIDE, SIDE), torch.ones(64, requires_grad=True), torch.ones(SIDE, requires_grad=True)
    rms = lambda v: v * torch.rsqrt(v.square().mean(-1, keepdim=True) + 1e-6) * wide
    out = []
    for name, op in (
            ("batch norm", lambda v: F.batch_norm(v, None, None, ones, ones, training=True)), ("group norm 8", lambda v: F.group_norm(v, 8, ones, ones)),
            ("instance norm", lambda v: F.instance_norm(v, None, None, ones, ones)), ("local response norm", lambda v: F.local_response_norm(v, 5))):
        out.append((name, image(name, op, images)[1][1]))
    return out + [
        gradient("layer norm", lambda v: F.layer_norm(v, (SIDE,), wide, wide), x), gradient("rms norm", rms, x),
        gradient("l2 normalize", lambda v: F.normalize(v, dim=1), x)]


@family
def random():
    x = normal(SIDE, SIDE)
    return [
        value("uniform", lambda: torch.rand(SIDE, SIDE)), value("normal", lambda: torch.randn(SIDE, SIDE)),
        value("bernoulli", lambda: torch.empty(SIDE, SIDE, dtype=torch.bool).bernoulli_(0.3)), value("integers", lambda: torch.randint(0, 1000, (SIDE, SIDE))),
        value("permutation", lambda: torch.randperm(SIDE * SIDE)), value("dropout", lambda: F.dropout(x, 0.3)), gradient("dropout gradient", lambda v: F.dropout(v, 0.3), x)]


@family
def small():
    x, y, weight, index, ones, classes = normal(25, 40), normal(25, 40), normal(40, 40), torch.randint(0, 40, (25, 40)), torch.ones(40), torch.randint(0, 40, (25,))
    images, flat, places = normal(1, 16, 8, 8), x.flatten(), torch.randint(0, 25, (25,))
    pool = image("max pool", lambda v: F.max_pool2d(v, 2), images)
    return [
        value("add", lambda: x + y), value("add constant", lambda: x + 1), value("exp", lambda: x.exp()), value("relu", lambda: x.relu()),
        value("erfinv", lambda: x.erfinv()), value("sum", lambda: x.sum()), value("sum rows", lambda: x.sum(1)), value("max rows", lambda: x.amax(1)),
        value("var", lambda: x.var()), value("softmax", lambda: x.softmax(-1)), value("layer norm", lambda: F.layer_norm(x, (40,), ones, ones)),
        value("cumsum rows", lambda: x.cumsum(1)), value("sort", lambda: flat.sort()), value("topk 5", lambda: x.topk(5)),
        value("unique", lambda: flat.unique(return_inverse=True, return_counts=True)), value("gather rows", lambda: x.gather(1, index)),
        value("index_select", lambda: x.index_select(0, places)), value("concat", lambda: torch.cat([x, y], 1)), value("transpose", lambda: x.T.contiguous()),
        value("roll", lambda: x.roll(3, 1)), value("pad", lambda: F.pad(x, (2, 2))), value("greater", lambda: x > y), value("linear", lambda: F.linear(x, weight)),
        pool[0], (image("resize", lambda v: F.interpolate(v, size=(16, 16), mode="bilinear"), images)[0]), gradient("relu gradient", F.relu, x),
        gradient("softmax gradient", lambda v: v.softmax(-1), x), gradient("cross_entropy gradient", lambda v: F.cross_entropy(v, classes), x),
        gradient("mse gradient", lambda v: F.mse_loss(v, y), x), gradient("linear gradient", lambda v: F.linear(v, weight), x), pool[1]]


@family
def matrices():
    out = []
    for kind, shape, dtype in ("256 of 16", (256, 16, 16), torch.float32), ("128", (128, 128), torch.float32), ("512", (512, 512), torch.float32), ("128 float64", (128, 128), torch.float64):
        n = shape[-1]
        x, b, one = (normal(*shape) / n ** 0.5).to(dtype), normal(*shape).to(dtype), torch.eye(n, dtype=dtype)
        a, s = x + one * 3, x @ x.mT + one
        for name, v, op in (
                ("solve", a, lambda v, b=b: torch.linalg.solve(v, b)), ("triangular solve", a.tril(), lambda v, b=b: torch.linalg.solve_triangular(v, b, upper=False)),
                ("inverse", a, torch.linalg.inv), ("cholesky", s, torch.linalg.cholesky), ("qr", a, lambda v: sum(torch.linalg.qr(v))), ("log-determinant", a, torch.logdet)):
            out += [value(f"{name} {kind}", lambda op=op, v=v: op(v)), gradient(f"{name} gradient {kind}", op, v)]
        out += [value(f"symmetric eigen {kind}", lambda s=s: torch.linalg.eigh(s)), value(f"svd {kind}", lambda x=x: torch.linalg.svd(x, full_matrices=False))]
    return out


@family
def fourier():
    out = []
    for kind, dtype in ("", torch.float32), (" float64", torch.float64):
        signals = lambda n: normal(SIDE, n).to(dtype)
        real, first = signals(1024), normal(1024, SIDE).to(dtype)
        even, round_, prime = (torch.complex(signals(n), signals(n)) for n in (1024, 1000, 1009))
        half, columns = torch.fft.rfft(real), torch.complex(first, first)
        out += [
            value("complex" + kind, lambda even=even: torch.fft.fft(even)), value("complex of real numbers" + kind, lambda real=real: torch.fft.fft(real)),
            value("real" + kind, lambda real=real: torch.fft.rfft(real)), value("real inverse" + kind, lambda half=half: torch.fft.irfft(half)),
            value("complex of 1000" + kind, lambda round_=round_: torch.fft.fft(round_)), value("complex of 1009" + kind, lambda prime=prime: torch.fft.fft(prime)),
            value("complex along the first axis" + kind, lambda columns=columns: torch.fft.fft(columns, dim=0))]
    return out


@family
def sequences():
    x, lengths, heads = normal(32, 64, 128), torch.randint(1, 65, (32,)), 8
    lstm, both, projected, gru, rnn = (
        torch.nn.LSTM(128, 256, batch_first=True), torch.nn.LSTM(128, 256, batch_first=True, bidirectional=True), torch.nn.LSTM(128, 256, batch_first=True, proj_size=64),
        torch.nn.GRU(128, 256, batch_first=True), torch.nn.RNN(128, 256, batch_first=True))
    y, queries, keys, values = normal(4, 256, 512), normal(4, 256, 512), normal(4, 256, 128), normal(4, 256, 128)
    hidden = torch.ones(256, 256, dtype=torch.bool).triu(1)
    angles = torch.arange(256)[:, None] * 10000.0 ** (-torch.arange(0, 64, 2) / 64)
    cosines, sines = angles.cos(), angles.sin()

    def packed(layer):
        def run(v):
            sequence = torch.nn.utils.rnn.pack_padded_sequence(v, lengths, batch_first=True, enforce_sorted=False)
            return torch.nn.utils.rnn.pad_packed_sequence(layer(sequence)[0], batch_first=True, total_length=64)[0]
        return run

    def split(v, n):
        return v.view(4, 256, n, 64).transpose(1, 2)

    def attention(k, v, causal=False, drop=0.0):
        groups = k.shape[-1] // 64
        def run(q):
            ks, vs = (split(z, groups).repeat_interleave(heads // groups, 1) if groups < heads else split(z, groups) for z in (k, v))
            scores = split(q, heads) @ ks.mT / 8
            weights = (scores.masked_fill(hidden, -math.inf) if causal else scores).softmax(-1)
            return (F.dropout(weights, drop) @ vs).transpose(1, 2).reshape(4, 256, 512)
        return run

    def neighbours(v):
        even, odd = v.view(4, 256, heads, 32, 2).unbind(-1)
        c, s = cosines[:, None], sines[:, None]
        return torch.stack((even * c - odd * s, odd * c + even * s), -1).view(4, 256, 512)

    def halves(v):
        first, last = v.view(4, 256, heads, 64).chunk(2, -1)
        c, s = cosines[:, None], sines[:, None]
        return torch.cat((first * c - last * s, last * c + first * s), -1).view(4, 256, 512)

    layer = lambda name, of: gradient(name, lambda v: of(v)[0], x, layer=of)
    return [
        layer("lstm", lstm), layer("gru", gru), layer("rnn", rnn), gradient("lstm lengths", packed(lstm), x, layer=lstm),
        gradient("lstm both ways, lengths", packed(both), x, layer=both), layer("lstm projected", projected),
        gradient("attention causal", attention(queries, queries, causal=True), y), gradient("attention causal, 2 heads of keys", attention(keys, values, causal=True), y),
        gradient("attention dropout", attention(queries, queries, drop=0.1), y), value("rotary neighbours", lambda: neighbours(y)), value("rotary halves", lambda: halves(y))]


@family
def distributions():
    d = torch.distributions
    d.Distribution.set_default_validate_args(False)
    place, size, positive, other = normal(SIDE), uniform(SIDE, low=0.5, high=2), uniform(SIDE, low=0.5, high=5), uniform(SIDE, low=0.5, high=5)
    factor = torch.eye(10) + normal(10, 10).tril(-1) * 0.1
    of = [
        ("normal", d.Normal, (SIDE,), (place, size)), ("bernoulli", d.Bernoulli, (SIDE,), (uniform(SIDE, low=0.1, high=0.9),)),
        ("categorical", lambda logits: d.Categorical(logits=logits), (SIDE,), (normal(SIDE, 10),)), ("gamma", d.Gamma, (SIDE,), (positive, other)),
        ("beta", d.Beta, (SIDE,), (positive, other)), ("dirichlet", d.Dirichlet, (SIDE,), (uniform(100, 10, low=0.5, high=5),)),
        ("poisson low", d.Poisson, (SIDE,), (uniform(SIDE, low=1, high=9),)), ("poisson high", d.Poisson, (SIDE,), (uniform(SIDE, low=40, high=60),)),
        ("student t", d.StudentT, (SIDE,), (positive, place, size)),
        ("normal vector", lambda mean, scale: d.MultivariateNormal(mean, scale_tril=scale), (SIDE * 100,), (normal(10), factor))]
    out = []
    for name, make, shape, parameters in of:
        x, continuous = make(*parameters).sample(shape), make(*parameters).has_rsample
        inputs = [*parameters, x] if continuous else [*parameters]
        out.append(gradients(name + " density", lambda v, make=make, x=x, n=len(parameters): make(*v[:n]).log_prob(v[n] if len(v) > n else x), inputs))
        out.append(value(name + " draws", lambda make=make, parameters=parameters, shape=shape: make(*parameters).sample(shape)))
        if continuous:
            out.append(gradients(name + " draws gradient", lambda v, make=make, shape=shape: make(*v).rsample(shape), parameters))
    return out


def best(call, seconds):
    end, least, calls = time.perf_counter() + seconds, math.inf, 1
    while True:
        start = time.perf_counter()
        for _ in range(calls):
            call()
        stop = time.perf_counter()
        least = min(least, (stop - start) / calls)
        if stop - start < 5e-5:
            calls *= 2
        if stop > end:
            return least * 1e6


def peer(part, seconds):
    times = {}
    name, _, only = part.partition(":")
    made = [row for row in rows[name]() if only in ("", row[0])]
    for threads in 2, 1:
        torch.set_num_threads(threads)
        for op, calls in made:
            for call in calls:
                try:
                    times[op] = min(times.get(op, math.inf), best(call, seconds / 2))
                except (RuntimeError, NotImplementedError) as e:
                    times.setdefault(op, math.nan)
                    print(f"{op}: {e}")
    return times


def main():
    p = argparse.ArgumentParser()
    p.add_argument("nabla")
    p.add_argument("--only", default=",".join(rows))
    p.add_argument("--behind", type=float, default=0)
    p.add_argument("--seconds", type=float, default=0.2)
    a = p.parse_args()
    torch.manual_seed(0)
    print("| family | op | PyTorch µs | Nabla µs | ratio |\n|---|---|---:|---:|---:|")
    for name in a.only.split(","):
        run = subprocess.run([a.nabla, "--ops", "--only", name, "--seconds", str(a.seconds)], check=True, capture_output=True, text=True)
        ours = {row["name"]: row["us"] for row in map(json.loads, run.stdout.splitlines())}
        theirs = peer(name, a.seconds)
        for op in sorted(ours.keys() ^ theirs.keys()):
            print(f"only on one side: {name}: {op}")
        ratios = {op: theirs[op] / ours[op] for op in ours if op in theirs}
        for op, ratio in sorted(ratios.items(), key=lambda pair: pair[1]):
            if not a.behind or ratio < 1 / a.behind:
                print(f"| {name} | {op} | {theirs[op]:.1f} | {ours[op]:.1f} | {ratio:.2f} |", flush=True)
        known = [r for r in ratios.values() if r == r]
        mean = math.exp(sum(map(math.log, known)) / len(known))
        print(f"| {name} | **{len(known)} ops, geometric mean** | | | {mean:.2f} |", flush=True)


if __name__ == "__main__":
    main()
