namespace Nabla;

/// <summary>Constant borders.</summary>
public static class PadOp
{
    extension(Tensor x)
    {
        /// <summary>With <paramref name="before"/> and <paramref name="after"/> elements of a constant added at the ends of an axis.</summary>
        /// <shape>(…, N, …) → (…, before + N + after, …)</shape>
        /// <exception cref="ShapeException">The axis does not exist, or a number of elements is negative.</exception>
        public Tensor Pad(int axis, int before, int after, double value = 0)
        {
            var at = x.Shape.Axis(axis);
            if (before < 0 || after < 0)
                throw new ShapeException($"Pad: axis {at} can only grow, got {before} before and {after} after; cut with Slice.");
            WholeConstants.Require("Pad", value, x.DType);
            if (value == 0)
                return x.Embed(at, before, before + x.Shape[at] + after);
            Tensor Border(int size) => Tensor.Full(x.Shape.With(at, size), value, x.DType, x.Device);
            return Tensor.Concat([Border(before), x, Border(after)], at);
        }
    }
}
