#!/usr/bin/python3
"""Special functions in numbers: tests/Nabla.Tests/Kernels/SpecialFunctions.csv.

  python3 eng/golden/mpmath_special_functions.py        (needs Debian's python3-mpmath)

A line is function, x, f(x), rounded to double from 60 digits.
"""
import pathlib, random
from mpmath import (mp, mpf, acos, acosh, airyai, asin, asinh, atan, atanh, besseli, besselj, besselk, bessely, cosh, erfc, erfinv, exp, expm1, findroot,
    gammainc, log, loggamma, log1p, pi, psi, sinh, sqrt, tan, zeta)
mp.dps = 60
random.seed(2)

def spread(lo, hi, n): return [random.uniform(lo, hi) for _ in range(n)]
def powers(lo, hi, n, signs=(-1, 1)): return [random.choice(signs) * 2.0 ** random.uniform(lo, hi) for _ in range(n)]

def lgamma(x): return loggamma(x).real
def ndtr(x): return erfc(-x / sqrt(mpf(2))) / 2
def ndtri(p):
    t = sqrt(-2 * log(p)) if p < mpf("0.1") else mpf(0)
    return findroot(lambda x: log(ndtr(x)) - log(p), (log(t) + mpf("0.919")) / t - t if t else sqrt(mpf(2)) * erfinv(2 * p - 1))
def erfcx(x): return exp(x * x) * erfc(x)
def gammap(a): return lambda x: gammainc(a, 0, x, regularized=True)
def gammaq(a): return lambda x: gammainc(a, x, regularized=True)
rows = {
    "expm1": (expm1, spread(-3, 3, 80) + powers(-60, 9, 60)), "log1p": (log1p, spread(-0.999, 3, 80) + powers(-60, -1, 40) + powers(0, 100, 20, (1,))),
    "sinh": (sinh, spread(-3, 3, 60) + powers(-60, 9, 60)), "cosh": (cosh, spread(-3, 3, 60) + powers(-40, 9, 40)),
    "asinh": (asinh, spread(-3, 3, 60) + powers(-60, 60, 60)), "acosh": (acosh, spread(1, 5, 60) + [1 + x for x in powers(-50, 60, 60, (1,))]),
    "atanh": (atanh, spread(-1, 1, 60) + powers(-60, 0, 40)), "atan": (atan, spread(-3, 3, 150) + powers(-60, 60, 60)),
    "asin": (asin, spread(-1, 1, 100) + powers(-60, 0, 30)), "acos": (acos, spread(-1, 1, 100) + powers(-30, 0, 30)), "tan": (tan, spread(-20, 20, 100) + powers(-40, 0, 30)),
    "erfc": (erfc, spread(-3, 6, 100) + spread(6, 26.5, 100)), "erfinv": (erfinv, spread(-1, 1, 100) + powers(-60, 0, 30) + [1 - 2.0 ** random.uniform(-50, -2) for _ in range(40)]),
    "lgamma": (lgamma, spread(0, 20, 200) + powers(-60, 60, 60, (1,)) + spread(-30, 0, 60) + [1 + x for x in powers(-40, -2, 20)] + [2 + x for x in powers(-40, -2, 20)]),
    "digamma": (lambda x: psi(0, x), spread(0, 20, 150) + powers(-60, 60, 60, (1,)) + spread(-30, 0, 60)),
    "polygamma1": (lambda x: psi(1, x), spread(0, 20, 100) + powers(-40, 40, 40, (1,)) + spread(-60, 0, 60)),
    "polygamma2": (lambda x: psi(2, x), spread(0, 20, 100) + powers(-40, 40, 40, (1,)) + spread(-60, 0, 60)), "polygamma5": (lambda x: psi(5, x), spread(0, 20, 60) + spread(-60, 0, 40)),
    "erfcx": (erfcx, spread(-20, 0, 40) + spread(0, 30, 60) + powers(4, 60, 20, (1,))), "erfcx slope": (lambda x: 2 * x * erfcx(x) - 2 / sqrt(pi), spread(-10, 30, 80) + powers(4, 40, 20, (1,))),
    "ndtr": (ndtr, spread(-37, 0, 80) + spread(0, 5, 30)), "log ndtr": (lambda x: log(ndtr(x)), spread(-100, 0, 80) + spread(0, 8, 40)),
    "ndtri": (ndtri, spread(0, 1, 60) + powers(-1000, -1, 60, (1,))),
    "j0": (lambda x: besselj(0, x), spread(-30, 30, 100) + powers(-30, 10, 60)), "j1": (lambda x: besselj(1, x), spread(-30, 30, 100) + powers(-30, 10, 60)),
    "y0": (lambda x: bessely(0, x), spread(0, 30, 100) + powers(-30, 10, 60, (1,))), "y1": (lambda x: bessely(1, x), spread(0, 30, 100) + powers(-30, 10, 60, (1,))),
    "i0": (lambda x: besseli(0, x), spread(-30, 30, 80) + powers(-30, 9.4, 40)), "i1": (lambda x: besseli(1, x), spread(-30, 30, 80) + powers(-30, 9.4, 40)),
    "i0e": (lambda x: exp(-abs(x)) * besseli(0, x), spread(-30, 30, 80) + powers(-30, 12, 40)), "i1e": (lambda x: exp(-abs(x)) * besseli(1, x), spread(-30, 30, 80) + powers(-30, 12, 40)),
    "k0": (lambda x: besselk(0, x), spread(0, 30, 80) + powers(-30, 9, 40, (1,))), "k1": (lambda x: besselk(1, x), spread(0, 30, 80) + powers(-30, 9, 40, (1,))),
    "k0e": (lambda x: exp(x) * besselk(0, x), spread(0, 30, 80) + powers(-30, 12, 40, (1,))), "k1e": (lambda x: exp(x) * besselk(1, x), spread(0, 30, 80) + powers(-30, 12, 40, (1,))),
    "airy": (airyai, spread(-30, 0, 80) + spread(0, 20, 60) + spread(20, 100, 20)), "airy slope": (lambda x: airyai(x, derivative=1), spread(-30, 0, 80) + spread(0, 20, 60) + spread(20, 100, 20)),
    "zeta 2.5": (lambda x: zeta(mpf("2.5"), x), spread(0, 20, 80) + powers(-30, 30, 40, (1,))), "zeta 1.25": (lambda x: zeta(mpf("1.25"), x), spread(0, 20, 80) + powers(-30, 30, 40, (1,))),
    "gammap 0.5": (gammap(mpf("0.5")), spread(0, 5, 60) + powers(-20, 2, 40, (1,))), "gammap 7": (gammap(mpf(7)), spread(0, 20, 100)), "gammap 300": (gammap(mpf(300)), spread(200, 360, 100)),
    "gammaq 0.5": (gammaq(mpf("0.5")), spread(0.5, 100, 60) + powers(-1, 8, 40, (1,))), "gammaq 7": (gammaq(mpf(7)), spread(2, 60, 100)), "gammaq 300": (gammaq(mpf(300)), spread(250, 500, 100)),
}
lines = [f"{name},{x!r},{float(f(mpf(x)))!r}" for name, (f, xs) in rows.items() for x in xs]
tests = pathlib.Path(__file__).resolve().parents[2] / "tests"
(tests / "Nabla.Tests/Kernels/SpecialFunctions.csv").write_text("\n".join(["function,x,y", *lines, ""]))
