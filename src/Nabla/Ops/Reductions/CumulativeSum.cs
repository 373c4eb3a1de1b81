namespace Nabla;

/// <summary>Running sums.</summary>
public static class CumulativeSumOp
{
    extension(Tensor x)
    {
        /// <summary>yᵢ = x₀ + … + xᵢ along an axis; float sums are kept in double.</summary>
        /// <shape>(…, N, …) → (…, N, …)</shape>
        /// <exception cref="ShapeException">The axis does not exist, or the elements are bool.</exception>
        public Tensor CumulativeSum(int axis) => Run(x, Scans.Infer("CumulativeSum", x, axis), reverse: false);
    }

    internal static Tensor Run(Tensor x, int axis, bool reverse) =>
        Autograd.Record(Scans.Run(ScanKind.Sum, x, axis, reverse), new Back(axis, reverse), x);

    // dxᵢ = gᵢ + … + gₙ: the running sum from the other end
    sealed class Back(int axis, bool reverse) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => to[0] = Run(g, axis, !reverse);
    }
}
