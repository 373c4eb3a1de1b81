namespace Nabla;

/// <summary>Kronecker products.</summary>
public static class KroneckerOp
{
    extension(Tensor a)
    {
        /// <summary>
        /// Every element of a times the whole of b, as blocks: along each axis y[i · M + j] = a[i] b[j]. The shorter shape is filled up
        /// with leading axes of size 1.
        /// </summary>
        /// <shape>(N₁, …, Nₖ) ⊗ (M₁, …, Mₖ) → (N₁ M₁, …, Nₖ Mₖ)</shape>
        /// <exception cref="ShapeException">More than four axes.</exception>
        public Tensor Kronecker(Tensor b)
        {
            var rank = Infer(a, b);
            var (shapeA, shapeB) = (Filled(a.Shape, rank), Filled(b.Shape, rank));
            // Axis i of a stands before axis i of b, and both become one.
            var left = a.Reshape([.. shapeA.SelectMany(size => new[] { size, 1 })]);
            var right = b.Reshape([.. shapeB.SelectMany(size => new[] { 1, size })]);
            return (left * right).Reshape([.. shapeA.Zip(shapeB, (n, m) => checked(n * m))]);
        }
    }

    static int Infer(Tensor a, Tensor b)
    {
        var rank = Math.Max(a.Rank, b.Rank);
        return 2 * rank <= Shape.MaxRank
            ? rank
            : throw new ShapeException($"Kronecker: at most {Shape.MaxRank / 2} axes are possible, got {a.Shape} and {b.Shape}.");
    }

    static int[] Filled(Shape shape, int rank) => [.. Enumerable.Repeat(1, rank - shape.Rank), .. shape];
}
