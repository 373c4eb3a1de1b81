namespace Nabla.Nn;

/// <summary>
/// Turns each pair of features of each head by an angle that grows with the position (RoFormer, Su et al. 2021): pair i of position p by
/// p · wavelength^(−2i / size), so that the product of a query and a key depends on their distance only.
/// </summary>
/// <shape>(…, T, H·size) → (…, T, H·size) for T ≤ length</shape>
public sealed class RotaryPositions : Module<Tensor, Tensor>
{
    readonly int length, size;
    readonly double wavelength;
    readonly bool halves;

    /// <summary>For heads of a size.</summary>
    /// <param name="length">Most positions.</param>
    /// <param name="size">Features of a head, even.</param>
    /// <param name="wavelength">The slowest pair turns once in nearly 2π times as many positions.</param>
    /// <param name="halves">
    /// Pairs are features i and i + size/2, as in Llama's files at Hugging Face; else the neighbours 2i and 2i + 1.
    /// </param>
    /// <exception cref="ShapeException">An odd size.</exception>
    public RotaryPositions(int length, int size, double wavelength = 10000, bool halves = false)
    {
        if (size < 2 || size % 2 != 0)
            throw new ShapeException($"RotaryPositions({length}, {size}): the size of a head must be even.");
        (this.length, this.size, this.wavelength, this.halves) = (length, size, wavelength, halves);
        Cosines = new(dtype => Table(0, dtype));
        Sines = new(dtype => Table(1, dtype));
    }

    /// <summary>cos of the angles, once for each feature of a pair: (length, size); not in files.</summary>
    public Buffer Cosines { get; }

    /// <summary>−sin of the angles for the first of a pair, sin for the second: (length, size); not in files.</summary>
    public Buffer Sines { get; }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => CallFrom(input, 0);

    /// <summary>For a piece of a sequence that begins at position <paramref name="first"/>, as behind a cache.</summary>
    /// <shape>(…, T, H·size) → (…, T, H·size) for first + T ≤ length</shape>
    /// <exception cref="ShapeException">The last axis is no multiple of the size, or the sequence is too long.</exception>
    public Tensor CallFrom(Tensor input, int first)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Rank < 2 || input.Shape[-1] % size != 0)
            throw new ShapeException($"{this}: the input must be (…, T, H·{size}), got {input.Shape}.");
        return input.Rotate(PositionRows.Of(this, input.Shape, Cosines, first), PositionRows.Of(this, input.Shape, Sines, first), halves);
    }

    Tensor Table(int phase, DType dtype)
    {
        var values = new double[(long)length * size];
        for (var p = 0; p < length; p++)
            for (var f = 0; f < size; f++)
            {
                var (pair, second) = halves ? (f % (size / 2), f >= size / 2) : (f / 2, f % 2 == 1);
                var angle = p * Math.Pow(wavelength, -2.0 * pair / size);
                values[p * size + f] = phase == 0 ? Math.Cos(angle) : second ? Math.Sin(angle) : -Math.Sin(angle);
            }

        return Tensor.From<double>(values, [length, size]).To(dtype);
    }

    /// <inheritdoc/>
    public override string ToString() => $"RotaryPositions({length}, {size}{(halves ? ", halves" : "")})";
}
