#!/usr/bin/python3
"""torch.special and scipy.special in numbers: tests/Nabla.Tests/Golden/special.safetensors.

  python3 eng/golden/torch_special.py

CASE/in.0 numbers, CASE/out.0 SciPy's values, CASE/d.0 derivatives: SciPy's formulas where PyTorch has none. PyTorch's values, where it has
the function, must agree with SciPy's to 1e-4, else this script ends: Bessel functions of 1.13 are off by up to 1e-6.
"""
import numpy as np, scipy.special as S, torch
import golden
torch.set_default_dtype(torch.float64)
T, tensors, rng = torch.special, {}, np.random.default_rng(3)

def case(name, f, slope, torch_f, lo, hi, n=24):
    x = np.sort(rng.uniform(lo, hi, n)); y, d = f(x), slope(x)
    if torch_f is not None: assert np.allclose(torch_f(torch.tensor(x)).numpy(), y, rtol=1e-4, atol=1e-6), name
    for key, v in ("in.0", x), ("out.0", y), ("d.0", d): tensors[f"{name}/{key}"] = torch.tensor(np.broadcast_to(v, x.shape).copy())

case("entr", S.entr, lambda x: -np.log(x) - 1, T.entr, 0.01, 5); case("logit", S.logit, lambda x: 1 / (x * (1 - x)), T.logit, 0.01, 0.99)
case("erfcx", S.erfcx, lambda x: 2 * x * S.erfcx(x) - 2 / np.sqrt(np.pi), T.erfcx, -3, 8)
phi = lambda x: np.exp(-x * x / 2) / np.sqrt(2 * np.pi)
case("ndtr", S.ndtr, phi, T.ndtr, -6, 6); case("log ndtr", S.log_ndtr, lambda x: phi(x) / S.ndtr(x), T.log_ndtr, -20, 6); case("ndtri", S.ndtri, lambda p: 1 / phi(S.ndtri(p)), T.ndtri, 0.001, 0.999)
case("multigammaln", lambda x: np.array([S.multigammaln(v, 4) for v in x]), lambda x: sum(S.digamma(x - i / 2) for i in range(4)), lambda x: T.multigammaln(x, 4), 1.6, 9)
case("xlog1py", lambda x: S.xlog1py(1.5, x), lambda x: 1.5 / (1 + x), lambda x: T.xlog1py(1.5, x), -0.9, 4); case("zeta", lambda x: S.zeta(3.5, x), lambda x: -3.5 * S.zeta(4.5, x), lambda x: T.zeta(3.5, x), 0.2, 9)
density = lambda a, x: np.exp((a - 1) * np.log(x) - x - S.gammaln(a))
for a in (0.5, 3.0, 40.0):
    case(f"gammainc {a}", lambda x: S.gammainc(a, x), lambda x: density(a, x), lambda x: T.gammainc(torch.full_like(x, a), x), a / 3, 2 * a)
    case(f"gammaincc {a}", lambda x: S.gammaincc(a, x), lambda x: -density(a, x), lambda x: T.gammaincc(torch.full_like(x, a), x), a / 3, 2 * a)
for name, f, d in (("i0", S.i0, S.i1), ("i1", S.i1, lambda x: S.i0(x) - S.i1(x) / x), ("i0e", S.i0e, lambda x: S.i1e(x) - np.sign(x) * S.i0e(x)),
                   ("i1e", S.i1e, lambda x: S.i0e(x) - S.i1e(x) * (np.sign(x) + 1 / x)), ("j0", S.j0, lambda x: -S.j1(x)), ("j1", S.j1, lambda x: S.j0(x) - S.j1(x) / x)):
    case(name, f, d, getattr(T, name, getattr(T, f"bessel_{name}", None)), -12, 12)
for name, f, d in (("y0", S.y0, lambda x: -S.y1(x)), ("y1", S.y1, lambda x: S.y0(x) - S.y1(x) / x)): case(name, f, d, getattr(T, f"bessel_{name}"), 0.2, 30)
for name, f, d in (("k0", S.k0, lambda x: -S.k1(x)), ("k1", S.k1, lambda x: -S.k0(x) - S.k1(x) / x)): case(name, f, d, getattr(T, f"modified_bessel_{name}"), 0.2, 12)
for name, f, d in (("k0e", S.k0e, lambda x: S.k0e(x) - S.k1e(x)), ("k1e", S.k1e, lambda x: S.k1e(x) - S.k0e(x) - S.k1e(x) / x)):
    case(name, f, d, getattr(T, f"scaled_modified_bessel_{name[:2]}"), 0.2, 40)
case("airy", lambda x: S.airy(x)[0], lambda x: S.airy(x)[1], T.airy_ai, -12, 6)
case("spherical j0", lambda x: S.spherical_jn(0, x), lambda x: S.spherical_jn(0, x, True), T.spherical_bessel_j0, 0.1, 15)
polynomial = lambda p: (p, p.deriv())
for name, p, t, lo, hi in (("chebyshev t", S.chebyt, "chebyshev_polynomial_t", -1.2, 1.2), ("chebyshev u", S.chebyu, "chebyshev_polynomial_u", -1.2, 1.2),
        ("shifted t", S.sh_chebyt, None, 0, 1), ("shifted u", S.sh_chebyu, None, 0, 1), ("hermite h", S.hermite, "hermite_polynomial_h", -2, 2),
        ("hermite he", S.hermitenorm, "hermite_polynomial_he", -2, 2), ("laguerre", S.laguerre, "laguerre_polynomial_l", 0, 5), ("legendre", S.legendre, "legendre_polynomial_p", -1, 1)):
    f, d = polynomial(p(6)); case(name, f, d, (lambda x, t=t: getattr(T, t)(x, torch.tensor(6.))) if t else None, lo, hi)
angles = lambda x: np.arccos(x)
case("chebyshev v", lambda x: np.cos(6.5 * angles(x)) / np.cos(angles(x) / 2), lambda x: (6.5 * np.sin(6.5 * angles(x)) * np.cos(angles(x) / 2) - 0.5 * np.cos(6.5 * angles(x)) * np.sin(angles(x) / 2)) / np.cos(angles(x) / 2) ** 2 / np.sqrt(1 - x * x), None, -0.9, 0.95)
case("chebyshev w", lambda x: np.sin(6.5 * angles(x)) / np.sin(angles(x) / 2), lambda x: -(6.5 * np.cos(6.5 * angles(x)) * np.sin(angles(x) / 2) - 0.5 * np.sin(6.5 * angles(x)) * np.cos(angles(x) / 2)) / np.sin(angles(x) / 2) ** 2 / np.sqrt(1 - x * x), None, -0.95, 0.9)
golden.save("Nabla.Tests/Golden/special", tensors)
