#!/usr/bin/python3
"""Golden numbers for Nabla.LinearAlgebra.Tests: Golden/symmetric.safetensors, in float64. Keys as in torch_linear_algebra.py.

ldl ...: torch.linalg.ldl_factor, whose exchanges of rows are carried out (L, D, the order of rows); ldl solve: torch.linalg.ldl_solve.
lobpcg ...: values that torch.lobpcg gives too, with the gradients of the whole decomposition (torch's has none by the second matrix).
try ...: the forms of torch.linalg that report a number: x, y (with NaN where there is none), info, and gradients of the others.
"""
import torch
import golden
torch.set_default_dtype(torch.float64); torch.manual_seed(41)
R, L = torch.randn, torch.linalg
out = {}

def sym(a): return (a + a.mT) / 2
def spd(a): return a @ a.mT + torch.eye(a.shape[-1])

def exchanged(a):
    """L, D, order of one symmetric matrix, and P as a matrix, from LAPACK's product of exchanges and triangular factors."""
    ld, pivots = L.ldl_factor(a); n = a.shape[-1]
    lower, d, order, k = torch.eye(n), torch.zeros(n, n), list(range(n)), 0
    while k < n:
        size = 1 if pivots[k] > 0 else 2; end = k + size; kk = end - 1; p = abs(int(pivots[kk])) - 1
        d[k:end, k:end] = ld[k:end, k:end].tril() + ld[k:end, k:end].tril(-1).T
        # Earlier columns of L move with the exchange.
        order[kk], order[p] = order[p], order[kk]; lower[[kk, p], :k] = lower[[p, kk], :k]
        lower[end:, k:end] = ld[end:, k:end]; k = end
    m = a[order][:, order]
    assert torch.allclose(lower @ d @ lower.T, m, atol=1e-12), (lower @ d @ lower.T - m).abs().max()
    return lower, d, torch.tensor(order)

def differentiable(a, lower, d, order):
    """L and D once more as functions of A, block by block."""
    m = sym(a)[order][:, order]; n = a.shape[-1]; k = 0; columns, blocks = [], []
    while k < n:
        size = 2 if k + 1 < n and d[k + 1, k] != 0 else 1
        block = m[:size, :size]; column = m[size:, :size] @ L.inv(block)
        columns.append(torch.cat([torch.zeros(k, size), torch.eye(size), column])); blocks.append(block)
        m = m[size:, size:] - column @ block @ column.T; k += size
    return torch.cat(columns, 1), torch.block_diag(*blocks)

def record(name, inputs, ys, xs=None):
    """ys as functions of inputs, with gradients."""
    gs = [R(y.shape) for y in ys]
    for i, (x, dx) in enumerate(zip(inputs, torch.autograd.grad(ys, inputs, gs))): out.update({f"{name}/x{i}": x, f"{name}/dx{i}": dx})
    for i, (y, g) in enumerate(zip(ys, gs)): out.update({f"{name}/y{i}": y, f"{name}/g{i}": g})

hard = torch.zeros(5, 5); hard[torch.arange(5), torch.arange(4, -1, -1)] = torch.tensor([1., 2., 3., 4., 5.]); hard = sym(hard) + sym(R(5, 5)) * 0.01
for name, a in ("ldl", sym(R(6, 6))), ("ldl pairs", hard), ("ldl large", sym(R(40, 40))), ("ldl positive", spd(R(4, 4))):
    lower, d, order = exchanged(a); x = a.clone().requires_grad_()
    l2, d2 = differentiable(x, lower, d, order)
    assert torch.allclose(l2, lower, atol=1e-10) and torch.allclose(d2, d, atol=1e-10)
    record(name, [x], [l2, d2]); out[f"{name}/order"] = order
    print(name, "pairs", int((d.diagonal(-1) != 0).sum()))
a, b = sym(R(2, 7, 7)).requires_grad_(), R(2, 7, 3).requires_grad_()
assert torch.allclose(L.ldl_solve(*L.ldl_factor(a), b), L.solve(a, b))
record("ldl solve", [a, b], [L.solve(sym(a), b)])

def extreme(a, k, largest, metric=None):
    """All eigenvalues, of which some are taken: torch.lobpcg gives the same."""
    root = L.cholesky(sym(metric)) if metric is not None else torch.eye(a.shape[-1])
    m = L.solve_triangular(root, L.solve_triangular(root, sym(a), upper=False).mT, upper=False)
    w, v = L.eigh(m); v = L.solve_triangular(root.mT, v, upper=True)
    w, v = (w.flip(-1)[..., :k], v.flip(-1)[..., :k]) if largest else (w[..., :k], v[..., :k])
    lead = torch.gather(v, -2, v.abs().argmax(-2, keepdim=True)).sign().detach()
    other = torch.lobpcg(sym(a).detach(), k, None if metric is None else sym(metric).detach(), largest=largest, tol=1e-14, niter=500)
    assert torch.allclose(other[0], w, atol=1e-9), (other[0] - w).abs().max()
    return [w, v * lead]

for name, k, largest, metric in ("lobpcg", 2, True, False), ("lobpcg smallest", 3, False, False), ("lobpcg metric", 2, True, True), ("lobpcg metric smallest", 2, False, True):
    a = spd(R(2, 9, 9)).requires_grad_(); b = spd(R(2, 9, 9)).requires_grad_() if metric else None
    record(name, [a, b] if metric else [a], extreme(a, k, largest, b))

# Good matrices and bad ones in one batch.
def attempt(name, f, good, *inputs):
    inputs = [x.clone().requires_grad_() for x in inputs]
    out.update({f"try {name}/x{i}": x for i, x in enumerate(inputs)})
    *ys, info = f(*inputs); ok = (info == 0); assert ok.tolist() == good, info
    out[f"try {name}/info"] = info.long(); g = R(ys[0][ok].shape); ys[0][ok].backward(g)
    out[f"try {name}/g"] = torch.zeros(ys[0].shape).masked_scatter(ok.reshape(-1, *[1] * (ys[0].ndim - 1)).expand(ys[0].shape), g)
    out[f"try {name}/y"] = torch.where(ok.reshape(-1, *[1] * (ys[0].ndim - 1)), ys[0], torch.nan)
    for i, x in enumerate(inputs): out[f"try {name}/dx{i}"] = torch.where(ok.reshape(-1, *[1] * (x.ndim - 1)), x.grad, 0 * x.grad.nan_to_num())

a = spd(R(4, 5, 5)); a[1, 3, 3] -= 50; a[3, 0, 0] = -1
attempt("cholesky", lambda a: L.cholesky_ex(a), [True, False, True, False], a)
a = R(4, 4, 4); a[2, 3] = 0; a[3, :, 1] = 0; b = R(4, 4, 2)
out["try lu/x0"], out["try lu/info"] = a, L.lu_factor_ex(a)[2].long()
# torch's gradients divide by the pivots of all matrices: those without a solution are kept from it.
def safely(f, a, *b):
    info = L.lu_factor_ex(a.detach())[2]
    return f(torch.where((info == 0)[:, None, None], a, torch.eye(4)), *b)[0], info
print(L.inv_ex(a)[1], torch.linalg.solve_ex(a, b)[1], L.lu_factor_ex(a)[2])
attempt("inverse", lambda a: safely(L.inv_ex, a), [True, True, False, False], a)
attempt("solve", lambda a, b: safely(L.solve_ex, a, b), [True, True, False, False], a, b)
a = sym(R(3, 4, 4)); a[1, 2] = a[1, :, 2] = 0; a[2] = 0
out["try ldl/x0"], out["try ldl/info"] = a, L.ldl_factor_ex(a)[2].long()
print(out["try ldl/info"], out["try lu/info"], out["try cholesky/info"])
golden.save("Nabla.LinearAlgebra.Tests/Golden/symmetric", {k: v.detach() for k, v in out.items()})
