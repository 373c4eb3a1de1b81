#!/usr/bin/python3
"""Derives the polynomial coefficients of src/Nabla/Kernels/VectorMath (needs python3-mpmath).

Remez exchange: finds c that minimise the largest |w(x) · (f(x) − Σ c_k x^k)| over an interval.
Each row below is one polynomial of the C# sources, with the weight that makes its error the relative error of the final result.
"""
import sys
from mpmath import mp, mpf, asin, atan, cos, erf, erfc, exp, expm1, log, log1p, lu_solve, matrix, pi, sin, sqrt, tanh
mp.dps = 90

def remez(f, w, a, b, degree, rounds=12):
    """Coefficients c_0 … c_degree and the weighted error."""
    n = degree + 2
    nodes = [(a + b) / 2 - (b - a) / 2 * cos(pi * (2 * k + 1) / (2 * n)) for k in range(n)]
    grid = [(a + b) / 2 - (b - a) / 2 * cos(pi * k / (40 * n)) for k in range(40 * n + 1)]
    fw = [(x, f(x), w(x)) for x in grid]
    for _ in range(rounds):
        A = matrix(n, n); r = matrix(n, 1)
        for i, x in enumerate(nodes):
            for k in range(degree + 1): A[i, k] = x ** k
            A[i, degree + 1] = (-1) ** i / w(x); r[i] = f(x)
        c = list(lu_solve(A, r))[:degree + 1]
        err = [wx * (fx - horner(c, x)) for x, fx, wx in fw]
        peaks = []                                      # the largest error of each run of one sign
        for e, x in zip(err, grid):
            if peaks and (peaks[-1][0] > 0) == (e > 0):
                if abs(e) > abs(peaks[-1][0]): peaks[-1] = (e, x)
            else: peaks.append((e, x))
        while len(peaks) > n: peaks.pop(0 if abs(peaks[0][0]) < abs(peaks[-1][0]) else -1)
        if len(peaks) < n: break
        nodes = [x for _, x in peaks]
        if max(abs(e) for e, _ in peaks) < min(abs(e) for e, _ in peaks) * mpf("1.01"): break
    return c, max(abs(e) for e in err)

def horner(c, x):
    y = mpf(0)
    for k in reversed(c): y = y * x + k
    return y

h = log(2) / 2 * mpf("1.001"); tiny = mpf(10) ** -25
def exp_rest(x): return (expm1(x) - x) / x ** 2
def log_rest(f): return (log1p(f) - f + f * f / 2) / f ** 3
def log_odd(z): s = sqrt(z); return (log((1 + s) / (1 - s)) / s - 2) / z
def tanh_rest(z): x = sqrt(z); return (tanh(x) / x - 1) / z
def erf_factor(z): x = sqrt(z); return erf(x) / x
def near0(f): return lambda x: f(x if abs(x) > tiny else tiny)
lo, hi = sqrt(mpf(1) / 2) - 1, sqrt(mpf(2)) - 1
smax = (sqrt(mpf(2)) - 1) / (sqrt(mpf(2)) + 1)

def rows():
    yield "exp float: (e^r - 1 - r)/r^2", exp_rest, lambda r: r * r * exp(-r), -h, h, 4
    yield "exp double", exp_rest, lambda r: r * r * exp(-r), -h, h, 9
    yield "log float: (ln(1+f) - f + f^2/2)/f^3", log_rest, lambda f: f ** 3 / log1p(f), lo, hi, 8
    yield "log double: (ln((1+s)/(1-s))/s - 2)/z, z = s^2", log_odd, lambda z: z / 2, mpf(0), smax ** 2, 6
    yield "tanh float: (tanh(x)/x - 1)/z, z = x^2", tanh_rest, lambda z: z * sqrt(z) / tanh(sqrt(z)), mpf(0), mpf("0.3025"), 4
    yield "tanh double", tanh_rest, lambda z: z * sqrt(z) / tanh(sqrt(z)), mpf(0), mpf("0.3025"), 10
    yield "erf float, |x| < 1: erf(x)/x - 1", lambda z: erf_factor(z) - 1, lambda z: sqrt(z) / erf(sqrt(z)), mpf(0), mpf(1), 6
    yield "erf double, |x| < 1", lambda z: erf_factor(z) - 1, lambda z: sqrt(z) / erf(sqrt(z)), mpf(0), mpf(1), 11
    yield "erf float, 1 <= |x| <= 4: -ln(1 - erf(x))", lambda x: -log(erfc(x)), lambda x: erfc(x) / erf(x), mpf(1), mpf(4), 6
    at = lambda u: 3 * (1 + u) / (1 - u)
    yield ("erf double, 1 <= |x| <= 6: exp(x^2) (1 - erf(x)) of u = (x - 3)/(x + 3)", lambda u: erfc(at(u)) * exp(at(u) ** 2),
           lambda u: exp(-at(u) ** 2) / erf(at(u)), mpf(-1) / 2, mpf(1) / 3, 12)
    quarter = (pi / 4) ** 2 * mpf("1.02")
    sin_rest = lambda z: (sin(sqrt(z)) / sqrt(z) - 1) / z
    cos_rest = lambda z: (cos(sqrt(z)) - 1 + z / 2) / z ** 2
    sin_weight, cos_weight = lambda z: z * sqrt(z) / sin(sqrt(z)), lambda z: z ** 2 / cos(sqrt(z))
    yield "sin float: (sin(x)/x - 1)/z, z = x^2", sin_rest, sin_weight, mpf(0), quarter, 2
    yield "cos float: (cos(x) - 1 + z/2)/z^2, z = x^2", cos_rest, cos_weight, mpf(0), quarter, 2
    yield "sin double", sin_rest, sin_weight, mpf(0), quarter, 5
    yield ("atan double: (atan(r)/r - 1)/z, z = r^2, r <= tan(pi/8)", lambda z: (atan(sqrt(z)) / sqrt(z) - 1) / z,
           lambda z: z * sqrt(z) / atan(sqrt(z)), mpf(0), lo ** 2 * 2 * mpf("1.001"), 11)
    yield ("asin double: (asin(x)/x - 1)/z, z = x^2, x <= 1/2", lambda z: (asin(sqrt(z)) / sqrt(z) - 1) / z,
           lambda z: z * sqrt(z) / asin(sqrt(z)), mpf(0), mpf("0.2505"), 12)
    yield ("erfc double, 1/2 <= x <= 28: exp(x^2) erfc(x) of u = (x - 3)/(x + 3)", lambda u: erfc(at(u)) * exp(at(u) ** 2),
           lambda u: exp(-at(u) ** 2) / erfc(at(u)), mpf(-5) / 7, mpf(25) / 31, 22)
    yield "cos double", cos_rest, cos_weight, mpf(0), quarter, 5

if __name__ == "__main__":
    for name, f, w, a, b, degree in rows():
        if len(sys.argv) > 1 and sys.argv[1] not in name: continue
        c, e = remez(near0(f), near0(w), a, b, degree)
        print(f"{name}   error 2^{float(log(e, 2)):.1f}")
        for k in c: print(f"    {float(k)!r:>26}  {mp.nstr(k, 10)}")
