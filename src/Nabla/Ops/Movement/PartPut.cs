namespace Nabla;

/// <summary>A part of a tensor replaced: the part is one that Slice, Select or Diagonal names.</summary>
public static class PartPutOp
{
    extension(Tensor x)
    {
        /// <summary>y = x, with <c>y.Slice(axis, start, length, step)</c> = source; the length is that of the source.</summary>
        /// <shape>x (…, N, …), source (…, length, …) → (…, N, …)</shape>
        /// <exception cref="ShapeException">The part lies outside the axis, or the source has another shape or dtype.</exception>
        public Tensor SlicePut(int axis, int start, Tensor source, int step = 1)
        {
            var length = source.Rank == x.Rank ? source.Shape[axis] : 0;
            return Run("SlicePut", x, source, y => y.Slice(axis, start, length, step));
        }

        /// <summary>y = x, with <c>y.Select(axis, index)</c> = source.</summary>
        /// <shape>x (…, N, …), source (…) without the axis → (…, N, …)</shape>
        /// <exception cref="ShapeException">The index lies outside the axis, or the source has another shape or dtype.</exception>
        public Tensor SelectPut(int axis, int index, Tensor source) => Run("SelectPut", x, source, y => y.Select(axis, index));

        /// <summary>y = x, with <c>y.Diagonal(offset, first, second)</c> = source.</summary>
        /// <shape>x (…, N, M), source (…, min(N, M)) for offset 0 → (…, N, M)</shape>
        /// <exception cref="ShapeException">The diagonal lies outside the matrix, or the source has another shape or dtype.</exception>
        public Tensor DiagonalPut(Tensor source, int offset = 0, int first = -2, int second = -1) =>
            Run("DiagonalPut", x, source, y => y.Diagonal(offset, first, second));
    }

    static Tensor Run(string who, Tensor x, Tensor source, Func<Tensor, Tensor> part)
    {
        var y = Tensor.Empty(x.Shape, x.DType, x.Device);
        var place = Infer(who, source, part(y)).Layout;
        x.Backend.Copy(x, y);
        x.Backend.CopyInto(source, y, place);
        return Autograd.Record(y, new Back(who, part), x, source);
    }

    static Tensor Infer(string who, Tensor source, Tensor part) => source.Shape == part.Shape && source.DType == part.DType
        ? part
        : throw new ShapeException(
            $"{who}: the source must be {part.Shape} {part.DType.Name()}, got {source.Shape} {source.DType.Name()}.");

    // dx = g with zeros in the part, dsource = the part of g
    sealed class Back(string who, Func<Tensor, Tensor> part) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            var inPart = part(g);
            if (to.Needs(0))
                to[0] = Run(who, g, Tensor.Zeros(inPart.Shape, g.DType, g.Device), part);
            if (to.Needs(1))
                to[1] = inPart;
        }
    }
}
