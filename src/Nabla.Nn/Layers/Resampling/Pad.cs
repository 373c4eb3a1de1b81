namespace Nabla.Nn;

/// <summary>Borders on both sides of each spatial axis, made of zeros, of a constant, or of the input's own elements.</summary>
/// <shape>(N, [[D,] H,] W, C) → (N, [[D + 2 amount,] H + 2 amount,] W + 2 amount, C)</shape>
/// <param name="amount">Elements on each side, ≥ 0.</param>
/// <param name="mode">What stands there.</param>
/// <param name="value">What stands there in place of zeros.</param>
public sealed class Pad(Extent amount, PadMode mode = PadMode.Zeros, double value = 0) : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        if (input.Rank is < 3 or > 5)
            throw new ShapeException($"{this}: the input must be (N, [[D,] H,] W, C), got {input.Shape}.");
        foreach (var (axis, size) in amount.Along(input.Rank - 2).Index())
            input = mode == PadMode.Zeros ? input.Pad(axis + 1, size, size, value) : input.Pad(axis + 1, size, size, mode);
        return input;
    }

    /// <inheritdoc/>
    public override string ToString() =>
        $"Pad({amount}{(mode == PadMode.Zeros ? "" : $", {mode}")}{(value == 0 ? "" : $", value {value}")})";
}
