namespace Nabla.LinearAlgebra;

/// <summary>Tensors taken as matrices of their first and last axes.</summary>
public static class TensorSolveOp
{
    extension(Tensor a)
    {
        /// <summary>
        /// X with TensorDot(A, X, rank of X) = B: the first axes of A are those of B, the others those of X, with as many elements.
        /// </summary>
        /// <shape>A (B's axes, X's axes), B → X</shape>
        /// <exception cref="ShapeException">A does not begin with B's axes, or the others have another number of elements.</exception>
        /// <exception cref="LinearAlgebraException">The matrix is singular.</exception>
        public Tensor TensorSolve(Tensor b)
        {
            var (first, others) = Cut(a.Shape, Math.Min(a.Rank, b.Rank));
            if (first != b.Shape || others.Length != b.Length)
                throw new ShapeException(
                    $"TensorSolve: A must begin with the axes of B and have as many elements in the others, got {a.Shape} and {b.Shape}.");
            var n = checked((int)b.Length);
            return a.Reshape(n, n).Solve(b.Reshape(n, 1)).Reshape(others.ToArray());
        }

        /// <summary>
        /// The inverse of A as a matrix of its first <paramref name="axes"/> axes and the others: TensorDot with A gives the identity.
        /// </summary>
        /// <shape>(first axes, others) → (others, first axes)</shape>
        /// <exception cref="ShapeException">Both parts must have the same number of elements.</exception>
        /// <exception cref="LinearAlgebraException">The matrix is singular.</exception>
        public Tensor TensorInverse(int axes = 2)
        {
            var (first, others) = Cut(a.Shape, Math.Clamp(axes, 0, a.Rank));
            if (axes < 1 || first.Length != others.Length)
                throw new ShapeException(
                    $"TensorInverse: the first {axes} axes and the others must have the same number of elements, got {a.Shape}.");
            var n = checked((int)first.Length);
            return a.Reshape(n, n).Inverse().Reshape([.. others, .. first]);
        }
    }

    static (Shape First, Shape Others) Cut(Shape shape, int axes) =>
        (Shape.Of(shape.ToArray().AsSpan(0, axes)), Shape.Of(shape.ToArray().AsSpan(axes)));
}
