namespace Nabla;

/// <summary>
/// Gated linear units: the last axis is cut in halves a and b, and y = a · f(b). After a linear layer of twice the width this is
/// (xW + c) · f(xV + d) (Dauphin, Fan, Auli, Grangier 2016; the other gates f: Shazeer 2020).
/// </summary>
public static class GluOp
{
    extension(Tensor x)
    {
        /// <summary>y = a σ(b).</summary>
        /// <shape>(…, 2C) → (…, C)</shape>
        /// <exception cref="ShapeException">The last axis is not even.</exception>
        public Tensor Glu() => First(x, "Glu") * Second(x).Sigmoid();

        /// <summary>y = a max(b, 0).</summary>
        /// <shape>(…, 2C) → (…, C)</shape>
        /// <exception cref="ShapeException">The last axis is not even.</exception>
        public Tensor ReGlu() => First(x, "ReGlu") * Second(x).Relu();

        /// <summary>y = a b Φ(b).</summary>
        /// <shape>(…, 2C) → (…, C)</shape>
        /// <exception cref="ShapeException">The last axis is not even.</exception>
        public Tensor GeGlu() => First(x, "GeGlu") * Second(x).Gelu();

        /// <summary>y = a b σ(b).</summary>
        /// <shape>(…, 2C) → (…, C)</shape>
        /// <exception cref="ShapeException">The last axis is not even.</exception>
        public Tensor SwiGlu() => First(x, "SwiGlu") * Second(x).Silu();

        /// <summary>y = a b.</summary>
        /// <shape>(…, 2C) → (…, C)</shape>
        /// <exception cref="ShapeException">The last axis is not even.</exception>
        public Tensor BilinearGlu() => First(x, "BilinearGlu") * Second(x);
    }

    static Tensor First(Tensor x, string who) => x.Rank > 0 && x.Shape[-1] % 2 == 0
        ? x.Slice(-1, 0, x.Shape[-1] / 2)
        : throw new ShapeException($"{who}: the last axis must be even to be cut in halves, got {x.Shape}.");

    static Tensor Second(Tensor x) => x.Slice(-1, x.Shape[-1] / 2, x.Shape[-1] / 2);
}
