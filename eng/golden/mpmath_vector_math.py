#!/usr/bin/python3
"""Vector functions in numbers: tests/Nabla.Tests/Kernels/VectorMath.csv.

  python3 eng/golden/mpmath_vector_math.py        (needs Debian's python3-mpmath)

A line is function, x, f(x), correctly rounded to double from 60 digits.
"""
import pathlib, random, struct
from mpmath import mp, mpf, erf, exp, log, tanh, sin, cos
mp.dps = 60
random.seed(1)

def spread(lo, hi, n): return [random.uniform(lo, hi) for _ in range(n)]
def powers(lo, hi, n): return [random.choice((-1, 1)) * 2.0 ** random.uniform(lo, hi) for _ in range(n)]
def bits(n): return [struct.unpack("d", struct.pack("Q", random.getrandbits(63)))[0] for _ in range(n)]

edges = [0.5, 1.0, 2.0, 0.55, 0.5499999999999999, 0.9999999999999999, 1.0000000000000002, 6.0, 5.9, 5e-324, 2.2250738585072014e-308, 1e-300]
rows = {
    "exp": (exp, [-1e-300, -745.1, -745.13, -708.4, -708.5, -720.25, 709.78, 1e-17] + spread(-745, 709.7, 200) + spread(-1, 1, 120) + powers(-60, 0, 40)),
    "log": (log, [x for x in bits(200) if x == x and 0 < x < 1e308] + spread(0.5, 1.6, 200) + [1 + x for x in powers(-50, -2, 60)] + [abs(x) for x in powers(-1074, -1022, 20)]),
    "tanh": (tanh, spread(-1, 1, 200) + spread(-20, 20, 100) + powers(-60, 3, 60)),
    "erf": (erf, spread(-1, 1, 150) + spread(-6.2, 6.2, 250) + powers(-60, 2, 60)),
    "sin": (sin, spread(-10, 10, 200) + spread(-30000, 30000, 100) + powers(-60, 0, 40)),
    "cos": (cos, spread(-10, 10, 200) + spread(-30000, 30000, 100) + powers(-60, 0, 40)),
}
lines = [f"{name},{x!r},{float(f(mpf(x)))!r}" for name, (f, xs) in rows.items() for x in edges + xs]
tests = pathlib.Path(__file__).resolve().parents[2] / "tests"
(tests / "Nabla.Tests/Kernels/VectorMath.csv").write_text("\n".join(["function,x,y", *lines, ""]))
