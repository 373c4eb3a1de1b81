namespace Nabla.Explain.Adversarial;

/// <summary>
/// Changes of an input, too small to see, that raise a loss most: x + ε sign ∇ₓL (Goodfellow, Shlens, Szegedy 2015), and the same in
/// several small steps, projected back into the ε-cube (Madry et al. 2018).
/// </summary>
public static class FastGradientSign
{
    /// <summary>One step: x + ε sign ∇ₓL(x), limited to [lowest, highest]. Where the gradient is 0 the input stays.</summary>
    /// <shape>(…) → (…)</shape>
    /// <param name="loss">From the input to one number, such as the cross-entropy of a model's scores with the true class.</param>
    /// <param name="x">The input.</param>
    /// <param name="size">ε: largest change of an element, at least 0.</param>
    /// <param name="lowest">Least value of an element, such as 0 for a pixel.</param>
    /// <param name="highest">Greatest value of an element.</param>
    /// <exception cref="ArgumentException">The size is below 0, or the range is empty.</exception>
    public static Tensor Perturb(
        Func<Tensor, Tensor> loss, Tensor x, double size, double lowest = double.NegativeInfinity, double highest = double.PositiveInfinity)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(x);
        Check(size, lowest, highest);
        return (x + Grad.Of(loss)(x).Sign() * size).Clamp(lowest, highest).Detach();
    }

    /// <summary>
    /// Several steps of <paramref name="stepSize"/>, after each of which the change is limited to ε again: a stronger attack.
    /// </summary>
    /// <shape>(…) → (…)</shape>
    /// <param name="loss">From the input to one number.</param>
    /// <param name="x">The input.</param>
    /// <param name="size">ε: largest change of an element, at least 0.</param>
    /// <param name="steps">Number of steps, at least 1.</param>
    /// <param name="stepSize">Change of one step; 2.5 ε / steps is usual.</param>
    /// <param name="lowest">Least value of an element.</param>
    /// <param name="highest">Greatest value of an element.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public static Tensor PerturbInSteps(
        Func<Tensor, Tensor> loss, Tensor x, double size, int steps, double stepSize,
        double lowest = double.NegativeInfinity, double highest = double.PositiveInfinity)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(x);
        Check(size, lowest, highest);
        if (steps < 1 || !(stepSize >= 0))
            throw new ArgumentException(
                $"FastGradientSign: there must be at least 1 step of a size of at least 0, got {steps} of {stepSize}.");
        var (slope, change) = (Grad.Of(loss), Tensor.Zeros(x.Shape, x.DType));
        for (var i = 0; i < steps; i++)
        {
            var moved = (change + slope((x + change).Detach()).Sign() * stepSize).Clamp(-size, size);
            change = ((x + moved).Clamp(lowest, highest) - x).Detach();
        }

        return (x + change).Detach();
    }

    static void Check(double size, double lowest, double highest)
    {
        if (!(size >= 0))
            throw new ArgumentException($"FastGradientSign: the size of a change must be at least 0, got {size}.");
        if (!(lowest < highest))
            throw new ArgumentException($"FastGradientSign: the range of values must not be empty, got [{lowest}, {highest}].");
    }
}
