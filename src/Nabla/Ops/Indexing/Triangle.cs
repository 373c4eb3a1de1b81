namespace Nabla;

/// <summary>Triangles of matrices.</summary>
public static class TriangleOp
{
    extension(Tensor x)
    {
        /// <summary>The elements with column ≤ row + diagonal, zeros above.</summary>
        /// <shape>(…, N, M) → (…, N, M)</shape>
        /// <exception cref="ShapeException">Fewer than two axes.</exception>
        public Tensor Lower(int diagonal = 0) => Distance("Lower", x).LessOrEqual(diagonal).Where(x, Tensor.Scalar(0, x.DType, x.Device));

        /// <summary>The elements with column ≥ row + diagonal, zeros below.</summary>
        /// <shape>(…, N, M) → (…, N, M)</shape>
        /// <exception cref="ShapeException">Fewer than two axes.</exception>
        public Tensor Upper(int diagonal = 0) => Distance("Upper", x).GreaterOrEqual(diagonal).Where(x, Tensor.Scalar(0, x.DType, x.Device));
    }

    // (N, M) of column − row
    static Tensor Distance(string who, Tensor x) => x.Rank >= 2
        ? Tensor.Range(x.Shape[-1]) - Tensor.Range(x.Shape[-2]).Unsqueeze(1)
        : throw new ShapeException($"{who}: the input must be (…, N, M), got {x.Shape}.");
}
