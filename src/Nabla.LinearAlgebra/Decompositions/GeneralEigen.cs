using MathNet.Numerics.LinearAlgebra;

namespace Nabla.LinearAlgebra;

/// <summary>Complex eigenvalues and eigenvectors.</summary>
public static class GeneralEigenOp
{
    extension(Tensor a)
    {
        /// <summary>
        /// A V = V diag(w) for any square matrix, w ascending by the real, then the imaginary part; columns of V have length 1, and their
        /// element of largest absolute value is real and positive. Where eigenvalues are equal a gradient that reaches the vectors is not
        /// finite.
        /// </summary>
        /// <shape>(…, N, N) → w (…, N), V (…, N, N)</shape>
        /// <exception cref="ShapeException">A is not square.</exception>
        /// <exception cref="LinearAlgebraException">Elements that are not finite.</exception>
        public (ComplexTensor Values, ComplexTensor Vectors) GeneralEigen()
        {
            var (w, v) = Raw("GeneralEigen", a);
            var place = v.SquaredAbs().Detach().ArgMax(-2, keepAxes: true);
            var lead = v.Each(part => part.TakeAlong(-2, place));
            return (w, v * (lead.Conjugate() / lead.Abs()));
        }

        /// <summary>
        /// The eigenvalues of any square matrix as real and imaginary parts, ascending by the real, then the imaginary part.
        /// </summary>
        /// <shape>(…, N, N) → (…, N), (…, N)</shape>
        /// <exception cref="ShapeException">A is not square.</exception>
        /// <exception cref="LinearAlgebraException">Elements that are not finite.</exception>
        public (Tensor Real, Tensor Imaginary) Eigenvalues()
        {
            var (w, _) = Raw("Eigenvalues", a);
            return (w.Real, w.Imaginary);
        }
    }

    static (ComplexTensor Values, ComplexTensor Vectors) Raw(string who, Tensor a)
    {
        Matrices.RequireSquare(who, a);
        var n = a.Shape[-1];
        var packed = Batch.Run(who, a, [2 * n + 2 * n * n], Decompose);
        return Split(Autograd.Record(packed, new Back(packed, n), a), n);
    }

    static (ComplexTensor Values, ComplexTensor Vectors) Split(Tensor packed, int n)
    {
        var parts = Matrices.Split(packed, [n], [n], [n, n], [n, n]);
        return (new(parts[0], parts[1]), new(parts[2], parts[3]));
    }

    // Of a pair of conjugate values Math.NET gives real and imaginary part of the first vector as two columns.
    static void Decompose(Matrix<double> a, Span<double> to)
    {
        Batch.RequireFinite(a);
        var evd = a.Evd(Symmetricity.Asymmetric);
        var (n, w, v) = (a.RowCount, evd.EigenValues, evd.EigenVectors);
        int[] order = [.. Enumerable.Range(0, n).OrderBy(i => w[i].Real).ThenBy(i => w[i].Imaginary)];
        for (var k = 0; k < n; k++)
        {
            var i = order[k];
            (to[k], to[n + k]) = (w[i].Real, w[i].Imaginary);
            var sign = Math.Sign(w[i].Imaginary);
            var real = v.Column(sign < 0 ? i - 1 : i);
            var imaginary = sign == 0 ? Vector<double>.Build.Dense(n) : sign * v.Column(sign < 0 ? i : i + 1);
            var length = double.Hypot(real.L2Norm(), imaginary.L2Norm());
            for (var j = 0; j < n; j++)
                (to[2 * n + j * n + k], to[2 * n + n * n + j * n + k]) = (real[j] / length, imaginary[j] / length);
        }
    }

    // Ȧ = V⁻ᴴ (diag(ẇ) + (VᴴV̇ − VᴴV diag(Re VᴴV̇)) / E) Vᴴ with Eᵢⱼ the conjugate of wⱼ − wᵢ off the diagonal, for vectors of length 1
    // (Boeddeker et al. 2017, arXiv:1701.00392, 4.77); of a real matrix the real part.
    sealed class Back(Tensor packed, int n) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            var ((w, v), (dw, dv)) = (Split(packed, n), Split(g, n));
            var adjoint = v.Each(part => part.T).Conjugate();
            var identity = Tensor.Identity(n, g.DType, g.Device);
            var product = adjoint.MatMul(dv);
            var inner = product - adjoint.MatMul(v) * product.Real.Diagonal().Unsqueeze(-2);
            var gaps = (w.Each(part => part.Unsqueeze(-2)) - w.Each(part => part.Unsqueeze(-1))).Conjugate();
            inner *= 1 - identity;
            var nothing = gaps.SquaredAbs().EqualTo(0).To(g.DType) * inner.SquaredAbs().EqualTo(0).To(g.DType);     // no gradient at equal values
            inner = inner / new ComplexTensor(gaps.Real + nothing, gaps.Imaginary) + dw.Each(part => part.DiagonalMatrix());
            to[0] = Solve(adjoint, inner.MatMul(adjoint)).Real;
        }

        // (M + iN) (X + iY) = B + iC as [M −N; N M] [X; Y] = [B; C]
        static ComplexTensor Solve(ComplexTensor a, ComplexTensor b)
        {
            var rows = a.Shape[-1];
            var block = Tensor.Concat([Tensor.Concat([a.Real, -a.Imaginary], -1), Tensor.Concat([a.Imaginary, a.Real], -1)], -2);
            var x = block.Solve(Tensor.Concat([b.Real, b.Imaginary], -2));
            return new(x.Slice(-2, 0, rows), x.Slice(-2, rows, rows));
        }
    }
}
