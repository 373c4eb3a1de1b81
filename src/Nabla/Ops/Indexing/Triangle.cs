namespace Nabla;

/// <summary>Triangles of matrices.</summary>
public static class TriangleOp
{
    extension(Tensor x)
    {
        /// <summary>The elements with column ≤ row + diagonal, zeros above.</summary>
        /// <shape>(…, N, M) → (…, N, M)</shape>
        /// <exception cref="ShapeException">Fewer than two axes.</exception>
        public Tensor Lower(int diagonal = 0) =>
            Columns("Lower", x).LessOrEqual(Rows(x, diagonal)).Where(x, Tensor.Scalar(0, x.DType, x.Device));

        /// <summary>The elements with column ≥ row + diagonal, zeros below.</summary>
        /// <shape>(…, N, M) → (…, N, M)</shape>
        /// <exception cref="ShapeException">Fewer than two axes.</exception>
        public Tensor Upper(int diagonal = 0) =>
            Columns("Upper", x).GreaterOrEqual(Rows(x, diagonal)).Where(x, Tensor.Scalar(0, x.DType, x.Device));
    }

    // (N, 1) of row + diagonal
    static Tensor Rows(Tensor x, int diagonal) => (Tensor.Range(x.Shape[-2], DType.Int32) + diagonal).Unsqueeze(1);

    // (M) of columns
    static Tensor Columns(string who, Tensor x) => x.Rank >= 2
        ? Tensor.Range(x.Shape[-1], DType.Int32)
        : throw new ShapeException($"{who}: the input must be (…, N, M), got {x.Shape}.");
}
