#!/usr/bin/python3
"""Writes tests/Nabla.Tests/Kernels/SpecialFunctions.csv: function, x, f(x), rounded to double from 60 digits (python3-mpmath)."""
import random
from mpmath import mp, mpf, acos, acosh, asin, asinh, atan, atanh, cosh, erfc, erfinv, expm1, loggamma, log1p, psi, sinh, tan
mp.dps = 60
random.seed(2)

def spread(lo, hi, n): return [random.uniform(lo, hi) for _ in range(n)]
def powers(lo, hi, n, signs=(-1, 1)): return [random.choice(signs) * 2.0 ** random.uniform(lo, hi) for _ in range(n)]

def lgamma(x): return loggamma(x).real
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
}
print("function,x,y")
for name, (f, xs) in rows.items():
    for x in xs: print(f"{name},{x!r},{float(f(mpf(x)))!r}")
