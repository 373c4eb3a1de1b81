namespace Nabla;

/// <summary>Random zeros (Srivastava et al. 2014).</summary>
public static class DropoutOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// Each element is 0 with the given probability, else x / (1 − probability), so that the mean stays. The gradient passes where the
        /// element did: the mask is drawn again from its key, not kept.
        /// </summary>
        /// <param name="probability">Of a zero, in [0, 1].</param>
        /// <param name="rng">Gives the mask its key.</param>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ArgumentOutOfRangeException">The probability is not in [0, 1].</exception>
        /// <exception cref="ShapeException">The tensor holds integers or truth values.</exception>
        public Tensor Dropout(double probability, Rng rng)
        {
            Infer("Dropout", x, probability);
            ArgumentNullException.ThrowIfNull(rng);
            return probability == 0 ? x : Run(rng.NextKey(), probability, x);
        }
    }

    static Tensor Run(RandomKey key, double probability, Tensor x)
    {
        var y = Tensor.Empty(x.Shape, x.DType, x.Device);
        x.Backend.Dropout(key, probability, x, y);
        return Autograd.Record(y, new Back(key, probability), x);
    }

    internal static void Infer(string who, Tensor x, double probability)
    {
        if (probability is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), $"{who}: the probability must be in [0, 1], got {probability}.");
        if (!x.DType.IsFloating())
            throw new ShapeException($"{who}: elements must be floating-point, got {x.DType.Name()}; convert with To(DType.Float32).");
    }

    // A mask is linear, so it is its own derivative.
    sealed class Back(RandomKey key, double probability) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => to[0] = Run(key, probability, g);
    }
}
