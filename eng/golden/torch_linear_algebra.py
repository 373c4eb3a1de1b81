#!/usr/bin/python3
"""Golden numbers of torch.linalg and scikit-learn for Nabla.LinearAlgebra.Tests: Golden/linear_algebra.safetensors, in float64.

CASE/x0 ... inputs, CASE/y0 ... results, CASE/g0 ... gradients by the results, CASE/dx0 ... gradients by the inputs.
Signs that a decomposition leaves open are made Nabla's before anything is differentiated: diagonal of R positive, the element of largest
absolute value of each eigenvector and of each row of Vᵀ positive.
pca/..., pca white/...: scikit-learn's PCA, components with the same sign rule.
"""
import torch, numpy as np
from sklearn.decomposition import PCA
import golden
torch.set_default_dtype(torch.float64); torch.manual_seed(32)
R, L = torch.randn, torch.linalg

def lead(v, axis): return torch.sign(torch.gather(v, axis, v.abs().argmax(axis, keepdim=True))).detach()
def sym(a): return (a + a.mT) / 2
def spd(a): return a @ a.mT + torch.eye(a.shape[-1])
def qr(a):
    q, r = L.qr(a); s = torch.sign(r.diagonal(dim1=-2, dim2=-1)).detach()
    return q * s[..., None, :], r * s[..., :, None]
def eigh(a): w, v = L.eigh(sym(a)); return w, v * lead(v, -2)
def svd(a): u, s, v = L.svd(a, full_matrices=False); f = lead(v, -1); return u * f.mT, s, v * f

def ormqr(a, t, c, transpose=False):
    """torch.ormqr, which has no derivative, as a product of reflections."""
    expected = torch.ormqr(a, t, c, transpose=transpose)
    for j in range(t.shape[0]) if transpose else reversed(range(t.shape[0])):
        v = torch.cat([torch.zeros(j), torch.ones(1), a[j + 1:, j]]); c = c - t[j] * torch.outer(v, v @ c)
    assert torch.allclose(c, expected); return c
def lu(a): return torch.lu_unpack(*L.lu_factor(a))[1:]
def eig(a):
    w, v = L.eig(a)
    order = torch.tensor(np.stack([np.lexsort((r.imag, r.real)) for r in np.atleast_2d(w.detach().numpy())])).reshape(w.shape)
    w, v = w.gather(-1, order), v.gather(-1, order[..., None, :].expand(v.shape))
    f = torch.gather(v, -2, v.abs().argmax(-2, keepdim=True)); v = v * (f.conj() / f.abs())
    return w.real, w.imag, v.real, v.imag

def well(*shape): return R(*shape) + 3 * torch.eye(shape[-2], shape[-1])

cases = {
    "solve": (lambda a, b: L.solve(a, b), well(2, 3, 3), R(2, 3, 2)), "solve vector": (lambda a, b: L.solve(a, b), well(4, 4), R(4)),
    "solve broadcast": (lambda a, b: L.solve(a, b), well(3, 3), R(2, 3, 1)),
    "triangular lower": (lambda a, b: L.solve_triangular(a.tril(), b, upper=False), well(2, 3, 3), R(2, 3, 2)),
    "triangular upper": (lambda a, b: L.solve_triangular(a.triu(), b, upper=True), well(3, 3), R(3, 2)),
    "triangular unit": (lambda a, b: L.solve_triangular(a.tril(), b, upper=False, unitriangular=True), R(2, 3, 3), R(2, 3, 2)),
    "triangular large": (lambda a, b: L.solve_triangular(a.triu() / 6 + 3 * torch.eye(37), b, upper=True), R(37, 37), R(37, 3)), "solve large": (L.solve, well(33, 33), R(33, 20)),
    "inverse large": (L.inv, well(21, 21)), "cholesky large": (lambda a: L.cholesky(spd(a)), R(37, 37)), "determinant large": (lambda a: L.slogdet(a)[1], R(19, 19)),
    "qr large": (lambda a: qr(a), R(40, 35)), "lu": (lu, R(2, 4, 4)), "lu large": (lu, R(19, 19)), "lu solve": (lambda a, b: L.lu_solve(*L.lu_factor(a), b), R(2, 4, 4), R(2, 4, 3)),
    "cholesky inverse": (lambda a: torch.cholesky_inverse(L.cholesky(spd(a))), R(3, 3)),
    "householder": (L.householder_product, R(2, 5, 3), R(2, 3)), "ormqr": (ormqr, R(5, 3), R(3), R(5, 2)), "ormqr transposed": (lambda a, t, c: ormqr(a, t, c, True), R(5, 3), R(3), R(5, 2)),
    "tensor solve": (L.tensorsolve, R(2, 3, 6), R(2, 3)), "tensor inverse": (lambda a: L.tensorinv(a, 2), R(2, 3, 6)), "eigenvalues": (lambda a: eig(a)[:2], R(2, 4, 4)), "eig": (eig, R(2, 4, 4)), "eig large": (eig, R(9, 9)),
    "inverse": (L.inv, well(2, 3, 3)), "cholesky": (lambda a: L.cholesky(spd(a)), R(2, 4, 4)),
    "cholesky solve": (lambda a, b: torch.cholesky_solve(b, L.cholesky(spd(a))), R(3, 3), R(3, 2)),
    "qr tall": (qr, R(2, 5, 3)), "qr square": (qr, R(4, 4)), "qr wide": (qr, R(2, 3, 5)),
    "eigen": (eigh, R(2, 4, 4)), "svd tall": (svd, R(2, 5, 3)), "svd square": (svd, R(3, 3)), "svd wide": (svd, R(2, 3, 5)),
    "singular values": (L.svdvals, R(4, 3)), "pseudo-inverse tall": (L.pinv, R(2, 5, 3)), "pseudo-inverse wide": (L.pinv, R(3, 5)),
    "pseudo-inverse of rank 2": (lambda a, b: L.pinv(a @ b), R(5, 2), R(2, 4)),
    "least squares": (lambda a, b: L.lstsq(a, b).solution, R(2, 5, 3), R(2, 5, 2)), "least squares wide": (lambda a, b: L.lstsq(a, b).solution, R(3, 5), R(3, 2)),
    "determinant": (L.det, R(2, 4, 4)), "log-determinant": (torch.logdet, spd(R(2, 3, 3))), "sign log": (lambda a: L.slogdet(a)[1], R(5, 3, 3)),
    "exponential": (L.matrix_exp, R(2, 3, 3)), "exponential large": (L.matrix_exp, R(3, 3) * 4),
    "nuclear": (lambda a: L.matrix_norm(a, "nuc"), R(2, 3, 4)), "spectral": (lambda a: L.matrix_norm(a, 2), R(2, 3, 4)), "condition": (L.cond, R(2, 3, 3)),
    "covariance": (lambda x: torch.cov(x.T), R(6, 3)), "correlation": (lambda x: torch.corrcoef(x.T), R(6, 3)),
    "einsum": (lambda a, b, c: torch.einsum("...ijk,jil,kl->...ij", a, b, c), R(2, 2, 3, 4), R(3, 2, 5), R(4, 5)),
    "einsum diagonal": (lambda a, b: torch.einsum("iij,jk", a, b), R(3, 3, 4), R(4, 2)),
    "tensordot": (lambda a, b: torch.tensordot(a, b, dims=([2, 0], [0, 2])), R(2, 3, 4), R(4, 5, 2)),
    "kron": (torch.kron, R(2, 3), R(3, 2)), "outer": (torch.outer, R(3), R(4)), "inner": (torch.inner, R(2, 4), R(3, 4)), "vecdot": (L.vecdot, R(2, 4), R(2, 4)),
    "power": (lambda a: L.matrix_power(a, 5), R(2, 3, 3)), "trace": (torch.trace, R(3, 4)), "diagonal": (lambda a: torch.diagonal(a, 1, 0, 2), R(3, 2, 4)),
    "diag embed": (lambda a: torch.diag_embed(a, -1), R(2, 3)),
    "vector norm 3": (lambda a: L.vector_norm(a, 3, dim=1), R(3, 4)), "vector norm 0.5": (lambda a: L.vector_norm(a, 0.5), R(3, 4)),
    "vector norm inf": (lambda a: L.vector_norm(a, float("inf"), dim=0), R(3, 4)), "vector norm 3 of zeros": (lambda a: L.vector_norm(a, 3, dim=1), torch.zeros(2, 3)),
    "matrix norm 1": (lambda a: L.matrix_norm(a, 1), R(2, 3, 4)), "matrix norm -inf": (lambda a: L.matrix_norm(a, -float("inf")), R(2, 3, 4)),
    "frobenius": (lambda a: L.matrix_norm(a), R(2, 3, 4)),
}

out = {}
for name, (f, *inputs) in cases.items():
    xs = [x.clone().requires_grad_() for x in inputs]
    ys = f(*xs); ys = ys if isinstance(ys, tuple) else (ys,)
    gs = [R(y.shape) for y in ys]
    for i, (x, d) in enumerate(zip(xs, torch.autograd.grad(ys, xs, gs))): out |= {f"{name}/x{i}": x, f"{name}/dx{i}": d}
    for i, (y, g) in enumerate(zip(ys, gs)): out |= {f"{name}/y{i}": y, f"{name}/g{i}": g}

a = R(6, 4); h, t = torch.geqrf(a); out |= {"reflections/x0": a, "reflections/y0": h, "reflections/y1": t}
a = R(3, 4, 2) @ R(3, 2, 5); out |= {"rank/x0": a, "rank/y0": L.matrix_rank(a)}

x = R(8, 4)
for name, white in ("pca", False), ("pca white", True):
    p = PCA(3, whiten=white, svd_solver="full").fit(x.numpy()); c = torch.tensor(p.components_); f = lead(c, -1)
    out |= {f"{name}/x": x, f"{name}/mean": torch.tensor(p.mean_), f"{name}/components": c * f, f"{name}/variance": torch.tensor(p.explained_variance_),
        f"{name}/ratio": torch.tensor(p.explained_variance_ratio_), f"{name}/transform": torch.tensor(p.transform(x.numpy())) * f[:, 0],
        f"{name}/inverse": torch.tensor(p.inverse_transform(p.transform(x.numpy())))}
golden.save("Nabla.LinearAlgebra.Tests/Golden/linear_algebra", out)
