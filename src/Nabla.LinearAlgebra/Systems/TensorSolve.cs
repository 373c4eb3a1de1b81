namespace Nabla.LinearAlgebra;

/// <summary>Tensors taken as matrices of their first and last axes.</summary>
public static class TensorSolveOp
{
    extension(Tensor a)
    {
        /// <summary>X with TensorDot(A, X, rank of X) = B: the first axes of A are those of B, the others those of X, with as many elements.</summary>
        /// <shape>A (B's axes, X's axes), B → X</shape>
        /// <exception cref="ShapeException">A does not begin with B's axes, or the others have another number of elements.</exception>
        /// <exception cref="LinearAlgebraException">The matrix is singular.</exception>
        public Tensor TensorSolve(Tensor b)
        {
            int[] sizes = a.Shape.ToArray(), rest = a.Rank >= b.Rank ? sizes[b.Rank..] : [];
            if (a.Rank < b.Rank || Shape.Of(sizes[..b.Rank]) != b.Shape || Shape.Of(rest).Length != b.Length)
                throw new ShapeException($"TensorSolve: A must begin with the axes of B and have as many elements in the others, got {a.Shape} and {b.Shape}.");
            var n = checked((int)b.Length);
            return a.Reshape(n, n).Solve(b.Reshape(n, 1)).Reshape(rest);
        }

        /// <summary>The inverse of A as a matrix of its first <paramref name="axes"/> axes and the others: TensorDot with A gives the identity.</summary>
        /// <shape>(first axes, others) → (others, first axes)</shape>
        /// <exception cref="ShapeException">Both parts must have the same number of elements.</exception>
        /// <exception cref="LinearAlgebraException">The matrix is singular.</exception>
        public Tensor TensorInverse(int axes = 2)
        {
            int[] sizes = a.Shape.ToArray();
            if (axes < 1 || axes > a.Rank || Shape.Of(sizes[..axes]).Length != Shape.Of(sizes[axes..]).Length)
                throw new ShapeException($"TensorInverse: the first {axes} axes and the others must have the same number of elements, got {a.Shape}.");
            var n = checked((int)Shape.Of(sizes[..axes]).Length);
            return a.Reshape(n, n).Inverse().Reshape([.. sizes[axes..], .. sizes[..axes]]);
        }
    }
}
