namespace Nabla;

/// <summary>Orthogonal polynomials of a given degree, each from the two below it.</summary>
/// <remarks>Recurrences: DLMF 18.9.</remarks>
public static class OrthogonalPolynomialsOp
{
    extension(Tensor x)
    {
        /// <summary>y = Tₙ(x), the Chebyshev polynomial of the first kind: cos(n arccos x) for |x| ≤ 1, element by element.</summary>
        /// <param name="n">The degree, at least 0.</param>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ArgumentOutOfRangeException">n is negative.</exception>
        public Tensor ChebyshevT(int n) => Chebyshev(x, n, x);

        /// <summary>y = Uₙ(x), the Chebyshev polynomial of the second kind, element by element.</summary>
        /// <param name="n">The degree, at least 0.</param>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ArgumentOutOfRangeException">n is negative.</exception>
        public Tensor ChebyshevU(int n) => Chebyshev(x, n, 2 * x);

        /// <summary>y = Vₙ(x), the Chebyshev polynomial of the third kind, element by element.</summary>
        /// <param name="n">The degree, at least 0.</param>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ArgumentOutOfRangeException">n is negative.</exception>
        public Tensor ChebyshevV(int n) => Chebyshev(x, n, 2 * x - 1);

        /// <summary>y = Wₙ(x), the Chebyshev polynomial of the fourth kind, element by element.</summary>
        /// <param name="n">The degree, at least 0.</param>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ArgumentOutOfRangeException">n is negative.</exception>
        public Tensor ChebyshevW(int n) => Chebyshev(x, n, 2 * x + 1);

        /// <summary>y = Tₙ(2x − 1), for x in 0 … 1, element by element.</summary>
        /// <param name="n">The degree, at least 0.</param>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ArgumentOutOfRangeException">n is negative.</exception>
        public Tensor ShiftedChebyshevT(int n) => (2 * x - 1).ChebyshevT(n);

        /// <summary>y = Uₙ(2x − 1), for x in 0 … 1, element by element.</summary>
        /// <param name="n">The degree, at least 0.</param>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ArgumentOutOfRangeException">n is negative.</exception>
        public Tensor ShiftedChebyshevU(int n) => (2 * x - 1).ChebyshevU(n);

        /// <summary>y = Vₙ(2x − 1), for x in 0 … 1, element by element.</summary>
        /// <param name="n">The degree, at least 0.</param>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ArgumentOutOfRangeException">n is negative.</exception>
        public Tensor ShiftedChebyshevV(int n) => (2 * x - 1).ChebyshevV(n);

        /// <summary>y = Wₙ(2x − 1), for x in 0 … 1, element by element.</summary>
        /// <param name="n">The degree, at least 0.</param>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ArgumentOutOfRangeException">n is negative.</exception>
        public Tensor ShiftedChebyshevW(int n) => (2 * x - 1).ChebyshevW(n);

        /// <summary>y = Hₙ(x), the physicists' Hermite polynomial, orthogonal for e^(−x²), element by element.</summary>
        /// <param name="n">The degree, at least 0.</param>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ArgumentOutOfRangeException">n is negative.</exception>
        public Tensor HermiteH(int n) => Recurrence(x, n, 2 * x, (k, p, q) => 2 * (x * p) - 2.0 * k * q);

        /// <summary>y = Heₙ(x), the probabilists' Hermite polynomial, orthogonal for e^(−x²/2), element by element.</summary>
        /// <param name="n">The degree, at least 0.</param>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ArgumentOutOfRangeException">n is negative.</exception>
        public Tensor HermiteHe(int n) => Recurrence(x, n, x, (k, p, q) => x * p - (double)k * q);

        /// <summary>y = Lₙ(x), the Laguerre polynomial, orthogonal for e⁻ˣ on x ≥ 0, element by element.</summary>
        /// <param name="n">The degree, at least 0.</param>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ArgumentOutOfRangeException">n is negative.</exception>
        public Tensor Laguerre(int n) => Recurrence(x, n, 1 - x, (k, p, q) => ((2 * k + 1 - x) * p - (double)k * q) * (1.0 / (k + 1)));

        /// <summary>y = Pₙ(x), the Legendre polynomial, orthogonal on −1 … 1, element by element.</summary>
        /// <param name="n">The degree, at least 0.</param>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ArgumentOutOfRangeException">n is negative.</exception>
        public Tensor Legendre(int n) => Recurrence(x, n, x, (k, p, q) => ((2 * k + 1.0) * (x * p) - (double)k * q) * (1.0 / (k + 1)));
    }

    static Tensor Chebyshev(Tensor x, int n, Tensor first) => Recurrence(x, n, first, (_, p, q) => 2 * (x * p) - q);

    // y₀ = 1, y₁ and y(k + 1) from k, y(k) and y(k − 1).
    static Tensor Recurrence(Tensor x, int n, Tensor first, Func<int, Tensor, Tensor, Tensor> next)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        var (before, y) = (Tensor.Ones(x.Shape, x.DType, x.Device), first);
        for (var k = 1; k < n; k++)
            (before, y) = (y, next(k, y, before));
        return n == 0 ? before : y;
    }
}
