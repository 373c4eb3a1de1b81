#!/usr/bin/python3
"""Computes the Chebyshev coefficients of src/Nabla/Kernels/Bessel (needs python3-mpmath) and prints them as C#.

Each table is f(t) = sum of c_k T_k(t) over -1 < t < 1, interpolated at Chebyshev nodes with 50 digits and cut where the rest is below 1e-17
of the largest |f|.
"""
from mpmath import mp, mpf, airyai, airybi, besseli, besselj, besselk, bessely, cos, exp, fdot, log, pi, sin, sqrt
mp.dps = 50

def fit(f, n=64):
    nodes = [cos(pi * (k + mpf(1) / 2) / n) for k in range(n)]
    values = [f(t) for t in nodes]
    c = [2 * sum(v * cos(pi * j * (k + mpf(1) / 2) / n) for k, v in enumerate(values)) / n for j in range(n)]
    c[0] /= 2
    while sum(abs(x) for x in c[-1:]) < mpf(10) ** -17 * max(abs(v) for v in values): c.pop()
    return c

def below(f, end): return lambda t: f(sqrt(end * end * (t + 1) / 2))            # in x², 0 … end
def beyond(f, start): return lambda t: f(start / sqrt((t + 1) / 2))              # in 1 / x², start … ∞
def span(f, lo, hi): return lambda t: f(lo + (hi - lo) * (t + 1) / 2)
def inverse(f, start): return lambda t: f(2 * start / (t + 1))                   # in 1 / x, start … ∞

def amplitude(n, part):
    """P and Q x of J = √(2/πx) (P cos χ − Q sin χ), Y = √(2/πx) (P sin χ + Q cos χ), χ = x − (2n + 1) π/4."""
    def f(x):
        chi, s, j, y = x - (2 * n + 1) * pi / 4, sqrt(pi * x / 2), besselj(n, x), bessely(n, x)
        return s * (j * cos(chi) + y * sin(chi)) if part == 0 else s * x * (y * cos(chi) - j * sin(chi))
    return f

EDGE = mpf(2) / 3 * mpf(6) ** mpf("1.5")
def airy(d, part):
    """Of ζ: P, Q of Ai(−x) = (P cos χ + Q sin χ) / √(π √x), χ = ζ − π/4; R, S of Ai′(−x) = (R sin χ − S cos χ) √(√x / π)."""
    def f(zeta):
        x = (mpf(3) / 2 * zeta) ** (mpf(2) / 3); chi = zeta - pi / 4
        a, b = airyai(-x, derivative=d), airybi(-x, derivative=d)
        s = sqrt(pi) * x ** (mpf(1 - 2 * d) / 4)
        if d == 0: return s * (a * cos(chi) - b * sin(chi)) if part == 0 else s * zeta * (a * sin(chi) + b * cos(chi))
        return s * (a * sin(chi) + b * cos(chi)) if part == 0 else s * zeta * (b * sin(chi) - a * cos(chi))
    return f

NEAR = mpf(2) / 3 * mpf(2) ** mpf("1.5")
def airy_right(d):
    def f(zeta):
        x = (mpf(3) / 2 * zeta) ** (mpf(2) / 3)
        return (-1) ** d * airyai(x, derivative=d) * exp(zeta) * x ** (mpf(1 - 2 * d) / 4)
    return f

tables = {
    "J0Near": below(lambda x: besselj(0, x), mpf(8)), "J1Near": below(lambda x: besselj(1, x) / x, mpf(8)),
    "Y0Near": below(lambda x: bessely(0, x) - 2 / pi * log(x) * besselj(0, x), mpf(8)),
    "Y1Near": below(lambda x: (bessely(1, x) - 2 / pi * (log(x) * besselj(1, x) - 1 / x)) / x, mpf(8)),
    "P0": beyond(amplitude(0, 0), mpf(8)), "Q0": beyond(amplitude(0, 1), mpf(8)), "P1": beyond(amplitude(1, 0), mpf(8)), "Q1": beyond(amplitude(1, 1), mpf(8)),
    "I0Near": span(lambda x: exp(-x) * besseli(0, x), mpf(0), mpf(8)), "I1Near": span(lambda x: exp(-x) * besseli(1, x) / x, mpf(0), mpf(8)),
    "I0Far": inverse(lambda x: sqrt(x) * exp(-x) * besseli(0, x), mpf(8)), "I1Far": inverse(lambda x: sqrt(x) * exp(-x) * besseli(1, x), mpf(8)),
    "K0Near": below(lambda x: besselk(0, x) + log(x / 2) * besseli(0, x), mpf(2)),
    "K1Near": below(lambda x: (besselk(1, x) - log(x / 2) * besseli(1, x) - 1 / x) / x, mpf(2)),
    "K0Far": inverse(lambda x: sqrt(x) * exp(x) * besselk(0, x), mpf(2)), "K1Far": inverse(lambda x: sqrt(x) * exp(x) * besselk(1, x), mpf(2)),
    "AiNear": span(lambda x: airyai(x), mpf(-6), mpf(2)), "SlopeNear": span(lambda x: airyai(x, derivative=1), mpf(-6), mpf(2)),
    "AiRight": inverse(airy_right(0), NEAR), "SlopeRight": inverse(airy_right(1), NEAR),
    "P": beyond(airy(0, 0), EDGE), "Q": beyond(airy(0, 1), EDGE), "R": beyond(airy(1, 0), EDGE), "S": beyond(airy(1, 1), EDGE),
}
for name, f in tables.items():
    c = fit(f)
    print(f"    static ReadOnlySpan<double> {name} =>\n    [")
    for i in range(0, len(c), 6): print("        " + ", ".join(repr(float(x)) for x in c[i:i + 6]) + ",")
    print("    ];\n")
