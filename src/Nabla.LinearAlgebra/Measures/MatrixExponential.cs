using MathNet.Numerics.LinearAlgebra;

namespace Nabla.LinearAlgebra;

/// <summary>The exponential of matrices.</summary>
public static class MatrixExponentialOp
{
    // Numerator of the Padé approximant of degree 13, and the largest norm for which it is exact to double (Higham 2005, table 2.3).
    static readonly double[] Pade =
        [64764752532480000, 32382376266240000, 7771770303897600, 1187353796428800, 129060195264000, 10559470521600, 670442572800, 33522128640, 1323241920, 40840800, 960960, 16380, 182, 1];

    const double LargestNorm = 5.371920351148152;

    extension(Tensor a)
    {
        /// <summary>e^A = Σ Aᵏ / k!, by scaling and squaring (Higham 2005).</summary>
        /// <shape>(…, N, N) → (…, N, N)</shape>
        /// <exception cref="ShapeException">A is not square.</exception>
        /// <exception cref="LinearAlgebraException">Elements that are not finite.</exception>
        public Tensor MatrixExponential()
        {
            Matrices.RequireSquare("MatrixExponential", a);
            var y = Batch.Run("MatrixExponential", a, [a.Shape[-1], a.Shape[-1]], (m, to) => Batch.CopyRows(Exponential(m), to));
            return Autograd.Record(y, new Back(a), a);
        }
    }

    static Matrix<double> Exponential(Matrix<double> a)
    {
        Batch.RequireFinite(a);
        var squarings = Math.Max(0, (int)Math.Ceiling(Math.Log2(a.L1Norm() / LargestNorm)));
        a *= Math.Pow(2, -squarings);
        var (square, power) = (a * a, Matrix<double>.Build.DenseIdentity(a.RowCount));
        Matrix<double> even = power * Pade[0], odd = power * Pade[1];
        for (var k = 2; k < Pade.Length; k += 2)
        {
            power *= square;
            even += power * Pade[k];
            odd += power * Pade[k + 1];
        }

        odd = a * odd;
        var y = (even - odd).Solve(even + odd);
        for (; squarings > 0; squarings--)
            y *= y;
        return y;
    }

    // Ȧ is the upper right block of exp [Aᵀ G; 0 Aᵀ] (Mathias 1996; Al-Mohy, Higham 2009)
    sealed class Back(Tensor a) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            var n = a.Shape[-1];
            var block = Tensor.Concat([Tensor.Concat([a.T, g], -1), Tensor.Concat([Tensor.Zeros(a.Shape, a.DType, a.Device), a.T], -1)], -2);
            to[0] = block.MatrixExponential().Slice(-2, 0, n).Slice(-1, n, n);
        }
    }
}
