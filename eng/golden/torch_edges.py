#!/usr/bin/python3
"""What PyTorch answers at the edges: no elements, one element, NaN and infinities, whole numbers, truth values:
tests/Nabla.Tests/Golden/edges.safetensors.

  python3 eng/golden/torch_edges.py

Inputs are KIND/in.K, shared by all ops of a family; results OP/KIND.K. An op that PyTorch refuses for a kind has none.
"""
import warnings
import torch
import torch.nn.functional as F
import golden
warnings.filterwarnings("ignore")
torch.set_default_dtype(torch.float64); torch.manual_seed(3)
nan, inf, I64 = float("nan"), float("inf"), torch.int64
tensors = {}
special = torch.tensor([nan, inf, -inf, 0., -0., 1, -1, 0.5, -2.5, 1e-310, 1e300, -1e300])
plain = special[[0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 11]]
wild = torch.tensor([[1., nan, -inf], [nan, 2, inf], [3, -1, 0], [nan, 2, 2]])
whole = torch.tensor([[3, -1, 2], [0, 5, -7]])

unary = {"unary empty": [torch.empty(2, 0)], "unary one": [torch.tensor([[0.5]])], "unary number": [torch.tensor(0.25)], "unary nan": [special],
         "unary int": [whole], "unary bool": [torch.tensor([True, False])]}
binary = {"binary empty": [torch.empty(2, 0), torch.ones(1)], "binary none by three": [torch.empty(0), torch.ones(3, 1)], "binary one": [torch.tensor([0.5]), torch.tensor(2.)],
          "binary nan": list(torch.cartesian_prod(plain, plain).T.contiguous()), "binary int": [whole, torch.tensor([2, -3, 3])], "binary bool": [torch.tensor([True, False, True]), torch.tensor([True, True, False])]}
lines = {"lines empty": [torch.empty(0)], "lines no rows": [torch.empty(0, 3)], "lines no columns": [torch.empty(3, 0)], "lines one": [torch.tensor([[0.5]])], "lines nan": [wild],
         "lines int": [whole], "lines bool": [torch.tensor([[True, False, True], [False, False, False], [True, True, True]])]}

def case(name, f, kinds):
    for kind, inputs in kinds.items():
        kind = kind.replace("bool", "truth")
        for k, x in enumerate(inputs): tensors[f"{kind}/in.{k}"] = x
        try: outputs = f(*inputs)
        except (RuntimeError, IndexError, ValueError, TypeError, NotImplementedError): continue
        for k, y in enumerate(outputs if isinstance(outputs, (tuple, list)) else [outputs]):
            tensors[f"{name}/{kind}.{k}"] = y.long() if y.dtype in (torch.int32, torch.uint8) else y

for name in "abs acos acosh asin asinh atan atanh ceil cos cosh digamma deg2rad erf erfc exp exp2 expm1 floor frac isfinite isinf isnan isneginf isposinf log log10 log1p log2 lgamma logical_not " \
            "bitwise_not neg rad2deg reciprocal round rsqrt sigmoid sign signbit sin sinc sinh sqrt square tan tanh trunc nan_to_num".split(): case(name, getattr(torch, name), unary)
for name in "celu elu gelu hardshrink hardsigmoid hardswish hardtanh leaky_relu logsigmoid mish relu relu6 selu silu softplus softshrink softsign tanhshrink".split(): case(name, getattr(F, name), unary)
case("pow 3", lambda x: x ** 3, unary); case("pow 2", lambda x: x ** 2, unary); case("pow 0.5", lambda x: x ** 0.5, unary); case("pow -1", lambda x: x ** -1., unary); case("pow 2.5", lambda x: x ** 2.5, unary); case("pow 0", lambda x: x ** 0, unary); case("pow -3", lambda x: x ** -3., unary)
case("clamp", lambda x: x.clamp(-1, 2), unary); case("to float", lambda x: x.to(torch.float32).double(), unary); case("to double", lambda x: x.double(), unary); case("to bool", lambda x: x.bool(), unary)
case("add 2", lambda x: x + 2, unary); case("multiply 2", lambda x: x * 2, unary); case("divide 4", lambda x: x / 4, unary); case("2 over", lambda x: 2 / x, unary); case("3 less", lambda x: 3 - x, unary)
for c in (0.5, -0.5, 1, inf, -inf, nan, 1e30):
    for op in ("gt", "ge", "lt", "le", "eq", "ne"): case(f"{op} {c:g}", lambda x: getattr(torch, op)(x, c), unary)
case("masked fill", lambda x: x.masked_fill(x.isnan(), 7), unary); case("glu", lambda x: F.glu(torch.cat([x, x], -1)), unary); case("dropout 0", lambda x: F.dropout(x, 0.), unary)

for name in "atan2 hypot logaddexp logaddexp2 maximum minimum fmax fmin fmod remainder xlogy copysign nextafter isclose eq ne lt le gt ge logical_and logical_or logical_xor bitwise_and bitwise_or bitwise_xor " \
            "gcd lcm bitwise_left_shift bitwise_right_shift add sub mul div ldexp floor_divide".split(): case("two " + name, getattr(torch, name), binary)
case("two lerp", lambda a, b: torch.lerp(a, b, 0.3), binary); case("two where", lambda a, b: torch.where(a > b, a, b), binary); case("two isin", torch.isin, binary); case("two equal", lambda a, b: torch.tensor(torch.equal(a, b)), binary); case("two allclose", lambda a, b: torch.tensor(torch.allclose(a, b)), binary)
case("two clamp", lambda a, b: a.clamp(min=b), binary); case("two dist", lambda a, b: torch.dist(a, b), binary)
for loss in ("mse_loss", "l1_loss", "smooth_l1_loss", "huber_loss", "soft_margin_loss", "poisson_nll_loss", "binary_cross_entropy_with_logits"):
    for how in ("mean", "sum", "none"): case(f"{loss} {how}", lambda a, b: getattr(F, loss)(*torch.broadcast_tensors(a, b), reduction=how), {k: v for k, v in binary.items() if "nan" not in k or loss in ("mse_loss", "l1_loss", "huber_loss")})

def each(name, f, axes=(None, 0, 1)):
    for axis in axes: case(name if axis is None else f"{name} {axis}", (lambda x: f(x)) if axis is None else (lambda x: f(x, axis)), lines)
for name in "sum prod amax amin mean all any count_nonzero nansum nanmean".split(): each(name, getattr(torch, name))
for name in "argmax argmin cumsum cumprod cummax cummin logcumsumexp logsumexp sort argsort".split(): each(name, getattr(torch, name), (0, 1))
each("diff", lambda x, a: torch.diff(x, dim=a), (0, 1))
for name in "max min median nanmedian mode".split(): each(name, lambda x, a: getattr(torch, name)(x, a)[0], (0, 1))
for name in "max min median nanmedian".split(): each(name, getattr(torch, name), (None,))
for name in "var std".split(): each(name, getattr(torch, name))
each("var 0 correction", lambda x, a: torch.var(x, a, unbiased=False), (0, 1)); each("sort falling", lambda x, a: torch.sort(x, dim=a, descending=True, stable=True), (0, 1))
each("topk", lambda x, a: torch.topk(x, min(2, x.shape[a]), a)[0], (0, 1)); each("topk smallest", lambda x, a: torch.topk(x, min(2, x.shape[a]), a, largest=False)[0], (0, 1)); each("kthvalue", lambda x, a: torch.kthvalue(x, 1, a)[0], (0, 1))
for q in (0., 0.4, 1.): each(f"quantile {q}", lambda x, a: torch.quantile(x, q, a), (0, 1)); each(f"nanquantile {q}", lambda x, a: torch.nanquantile(x, q, a), (0, 1))
for p in (0, 1, 2, 3, inf, -inf): each(f"norm {p}", lambda x, a: torch.linalg.vector_norm(x, p, a), (0, 1)); case(f"norm {p}", lambda x: torch.linalg.vector_norm(x, p), lines)
each("softmax", lambda x, a: torch.softmax(x, a), (1,)); each("log softmax", lambda x, a: torch.log_softmax(x, a), (1,)); each("normalize", lambda x, a: F.normalize(x, 2., a), (0, 1))
each("unique", lambda x: torch.unique(x, return_inverse=True, return_counts=True), (None,)); each("unique consecutive", lambda x: torch.unique_consecutive(x, return_inverse=True, return_counts=True), (None,)); each("nonzero", torch.nonzero, (None,))
each("trapezoid", lambda x, a: torch.trapezoid(x, dim=a), (0, 1)); each("cumulative trapezoid", lambda x, a: torch.cumulative_trapezoid(x, dim=a), (0, 1)); each("gradient", lambda x, a: torch.gradient(x, dim=a)[0], (0, 1)); each("aminmax", lambda x, a: tuple(torch.aminmax(x, dim=a)), (0, 1))
each("histogram", lambda x: torch.histogram(x, 3), (None,)); each("histogram range", lambda x: torch.histogram(x, 3, range=(-2., 2.)), (None,)); each("renorm", lambda x, a: torch.renorm(x, 2, a, 1.5), (0, 1)); each("layer norm", lambda x: F.layer_norm(x, x.shape[-1:]), (None,))
# movement
each("cat", lambda x, a: torch.cat([x, x], a), (0, 1)); each("stack", lambda x, a: torch.stack([x, x], a), (0, 1)); each("flip", lambda x, a: x.flip(a), (0, 1)); each("roll", lambda x, a: x.roll(2, a), (0, 1)); each("tile", lambda x: x.tile(2, 3), (None,)); each("repeat", lambda x, a: x.repeat_interleave(2, a), (0, 1))
each("tril", torch.tril, (None,)); each("triu", torch.triu, (None,)); each("diagonal", lambda x: x.diagonal(), (None,)); each("trace", lambda x: x.trace(), (None,)); each("pad", lambda x: F.pad(x, (1, 2)), (None,)); each("chunk", lambda x, a: x.chunk(2, a), (0, 1)); each("split", lambda x, a: x.split(2, a), (0, 1)); each("transpose", lambda x: x.T, (None,)); each("block diag", lambda x: torch.block_diag(x, x), (None,)); each("clone", torch.clone, (None,))
each("windows", lambda x, a: x.unfold(a, 1, 1), (0, 1)); each("one hot", lambda x: F.one_hot(x.abs(), 8), (None,)); each("vander", lambda x: torch.linalg.vander(x, N=3), (None,)); each("diag embed", torch.diag_embed, (None,))
# products
each("matmul", lambda x: x @ x.transpose(-1, -2), (None,)); each("gram", lambda x: x.transpose(-1, -2) @ x, (None,)); each("outer", lambda x: torch.einsum("...i,...j->...ij", x, x), (None,)); each("dot", lambda x: (x * x).sum(-1), (None,)); each("kron", lambda x: torch.kron(x, x), (None,)); each("cdist", lambda x: torch.cdist(x, x, compute_mode="donot_use_mm_for_euclid_dist"), (None,)); each("cdist 1", lambda x: torch.cdist(x, x, 1.), (None,)); each("pdist", lambda x: F.pdist(x), (None,)); each("einsum", lambda x: torch.einsum("ij,ik->jk", x, x), (None,))
each("linear", lambda x: F.linear(x, torch.ones(2, x.shape[-1]).to(x.dtype), torch.ones(2).to(x.dtype)), (None,)); each("tensordot", lambda x: torch.tensordot(x, x, 2), (None,)); each("cosine", lambda x: F.cosine_similarity(x, x), (None,)); each("cross entropy", lambda x: F.cross_entropy(x, torch.zeros(x.shape[0], dtype=I64)), (None,)); each("cross entropy sum", lambda x: F.cross_entropy(x, torch.zeros(x.shape[0], dtype=I64), reduction="sum"), (None,))
# indexing
def at(x, a, *n): return torch.tensor(n, dtype=I64)
each("index select none", lambda x, a: x.index_select(a, at(x, a)), (0, 1)); each("index select", lambda x, a: x.index_select(a, at(x, a, 0, 0)), (0, 1)); each("gather none", lambda x: x.gather(0, torch.empty(0, *x.shape[1:], dtype=I64)), (None,)); each("gather", lambda x: x.gather(0, torch.zeros(2, *x.shape[1:], dtype=I64)), (None,))
for how in ("sum", "prod", "amax", "amin", "mean"):
    for own in (True, False) if how != "sum" else (True,):
        case(f"scatter {how} {own}", lambda x: x.scatter_reduce(0, torch.zeros(2, *x.shape[1:], dtype=I64), x[:1].repeat(2, *[1] * (x.ndim - 1)), how, include_self=own), lines)
        case(f"scatter none {how} {own}", lambda x: x.scatter_reduce(0, torch.zeros(0, *x.shape[1:], dtype=I64), x[:0], how, include_self=own), lines)
each("index add none", lambda x: x.index_add(0, at(x, 0), x[:0]), (None,)); each("index fill", lambda x, a: x.index_fill(a, at(x, a, 0), 1), (0, 1)); each("masked select", lambda x: x.masked_select(x > 0), (None,)); each("masked none", lambda x: x.masked_select(torch.zeros_like(x).bool()), (None,)); each("masked scatter", lambda x: x.masked_scatter(torch.zeros_like(x).bool(), x), (None,))
each("bucketize", lambda x: torch.bucketize(x, torch.tensor([-1, 0, 2]).to(x.dtype)), (None,)); each("bucketize right", lambda x: torch.bucketize(x, torch.tensor([-1, 0, 2]).to(x.dtype), right=True), (None,)); each("bucketize none", lambda x: torch.bucketize(x, torch.empty(0).to(x.dtype)), (None,)); each("bincount", lambda x: x.abs().reshape(-1).bincount(), (None,)); each("segment sum", lambda x: torch.segment_reduce(x, "sum", lengths=at(x, 0, 0, x.shape[0])), (None,)); each("segment max", lambda x: torch.segment_reduce(x, "max", lengths=at(x, 0, x.shape[0], 0)), (None,)); each("segment mean", lambda x: torch.segment_reduce(x, "mean", lengths=at(x, 0, x.shape[0], 0)), (None,))
# conversions of huge and broken numbers
case("huge to float", lambda x: x.to(torch.float32).double(), {"huge int": [torch.tensor([2 ** 24 + 1, 2 ** 53 + 1, -2 ** 53 - 1, 2 ** 63 - 1, -2 ** 63])]}); case("huge to double", lambda x: x.double(), {"huge int": [torch.tensor([2 ** 24 + 1, 2 ** 53 + 1, -2 ** 53 - 1, 2 ** 63 - 1, -2 ** 63])]})
case("broken to int", lambda x: x.long(), {"broken": [torch.tensor([1.9, -1.9, 0.5, -0.5, 2. ** 52 + 1, -2. ** 62])]})
for f in ("sum", "amax", "amin", "prod"): case(f"huge {f}", getattr(torch, f), {"huge int": [torch.tensor([2 ** 24 + 1, 2 ** 53 + 1, -2 ** 53 - 1, 2 ** 63 - 1, -2 ** 63])]})
case("huge sort", lambda x: x.sort()[0], {"huge int": [torch.tensor([2 ** 24 + 1, 2 ** 53 + 1, -2 ** 53 - 1, 2 ** 63 - 1, -2 ** 63])]})
golden.save("Nabla.Tests/Golden/edges", tensors)
