namespace Nabla;

/// <summary>Diagonals of matrices.</summary>
public static class DiagonalOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// The elements with index j = i + offset along two axes, as the last axis: a view. Offset 0 is the main diagonal, above 0 the
        /// diagonals to its right.
        /// </summary>
        /// <shape>(…, N, M) → (…, min(N, M)) for offset 0</shape>
        /// <exception cref="ShapeException">The two axes are one, or the diagonal lies outside the matrix.</exception>
        public Tensor Diagonal(int offset = 0, int first = -2, int second = -1)
        {
            var place = Infer(x.Layout, offset, first, second);
            return Autograd.Record(x.View(place), new Back(x.Shape, offset, first, second), x);
        }

        /// <summary>Sum of the main diagonal of each matrix.</summary>
        /// <shape>(…, N, M) → (…)</shape>
        /// <exception cref="ShapeException">Fewer than two axes.</exception>
        public Tensor Trace() => x.Diagonal().Sum(-1);

        /// <summary>Matrices with the last axis of x on a diagonal and zeros elsewhere.</summary>
        /// <shape>(…, N) → (…, N + |offset|, N + |offset|)</shape>
        /// <exception cref="ShapeException">x has no axis.</exception>
        public Tensor DiagonalMatrix(int offset = 0)
        {
            if (x.Rank == 0)
                throw new ShapeException($"DiagonalMatrix: the input must be (…, N), got {x.Shape}.");
            var size = x.Shape[-1] + Math.Abs(offset);
            return Embed(x, x.Shape.With(-1, size).Insert(-1, size), offset, -2, -1);
        }
    }

    extension(Tensor)
    {
        /// <summary>The identity matrix: ones on the main diagonal.</summary>
        /// <shape>→ (N, N)</shape>
        public static Tensor Identity(int size, DType dtype = DType.Float32, Device? device = null) =>
            Tensor.Ones([size], dtype, device).DiagonalMatrix();
    }

    static Layout Infer(Layout x, int offset, int first, int second)
    {
        var shape = x.Shape;
        if (shape.Rank < 2)
            throw new ShapeException($"Diagonal: the input must be (…, N, M), got {shape}.");
        var (i, j) = (shape.Axis(first), shape.Axis(second));
        if (i == j)
            throw new ShapeException($"Diagonal: two different axes are needed, got {first} and {second} of {shape}.");
        var (down, right) = (Math.Max(0, -(long)offset), Math.Max(0, (long)offset));
        if (down > shape[i] || right > shape[j])
            throw new ShapeException($"Diagonal: the offset must be in {-shape[i]} … {shape[j]} for {shape}, got {offset}.");

        Span<long> strides = stackalloc long[Shape.MaxRank];
        x.CopyStrides(strides);
        var start = x.Offset + down * strides[i] + right * strides[j];
        var step = strides[i] + strides[j];
        var length = (int)Math.Min(shape[i] - down, shape[j] - right);
        Span<long> kept = stackalloc long[Shape.MaxRank];
        var rank = 0;
        for (var axis = 0; axis < shape.Rank; axis++)
            if (axis != i && axis != j)
                kept[rank++] = strides[axis];
        kept[rank] = step;
        var rest = shape.Remove(Math.Max(i, j)).Remove(Math.Min(i, j));
        return new Layout(rest.Insert(rank, length), kept, start);
    }

    // x on a diagonal of zeros: the gradient of Diagonal.
    static Tensor Embed(Tensor x, Shape shape, int offset, int first, int second)
    {
        var y = Tensor.Zeros(shape, x.DType, x.Device);
        y.Backend.CopyInto(x, y, Infer(y.Layout, offset, first, second));
        return Autograd.Record(y, new Cut(offset, first, second), x);
    }

    sealed class Back(Shape shape, int offset, int first, int second) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => to[0] = Embed(g, shape, offset, first, second);
    }

    sealed class Cut(int offset, int first, int second) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => to[0] = g.Diagonal(offset, first, second);
    }
}
