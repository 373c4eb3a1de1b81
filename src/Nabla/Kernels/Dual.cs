namespace Nabla.Kernels;

/// <summary>A number with its derivatives by two others: an iteration that is run on these differentiates itself.</summary>
readonly record struct Dual(double Value, double ByA, double ByB)
{
    public static implicit operator Dual(double value) => new(value, 0, 0);

    public static Dual operator +(Dual a, Dual b) => new(a.Value + b.Value, a.ByA + b.ByA, a.ByB + b.ByB);

    public static Dual operator -(Dual a, Dual b) => new(a.Value - b.Value, a.ByA - b.ByA, a.ByB - b.ByB);

    public static Dual operator *(Dual a, Dual b) =>
        new(a.Value * b.Value, a.ByA * b.Value + a.Value * b.ByA, a.ByB * b.Value + a.Value * b.ByB);

    public static Dual operator /(Dual a, Dual b)
    {
        var y = a.Value / b.Value;
        return new(y, (a.ByA - y * b.ByA) / b.Value, (a.ByB - y * b.ByB) / b.Value);
    }

    /// <summary>The same number with the derivatives in the other order.</summary>
    public Dual Swapped => new(Value, ByB, ByA);

    /// <summary>Whether this is nothing beside <paramref name="sum"/>, in value and derivatives.</summary>
    public bool IsLostIn(Dual sum) =>
        Math.Abs(Value) <= 1e-17 * Math.Abs(sum.Value) && Math.Abs(ByA) <= 1e-17 * Math.Abs(sum.ByA) + 1e-300 && Math.Abs(ByB) <= 1e-17 * Math.Abs(sum.ByB) + 1e-300;

    /// <summary>Whether a product that is multiplied by this stays as it is.</summary>
    public bool IsOne => Math.Abs(Value - 1) <= 2e-16 && Math.Abs(ByA) <= 1e-16 && Math.Abs(ByB) <= 1e-16;

    // What a modified Lentz step puts in the place of 0 (Thompson, Barnett 1986).
    const double Tiny = 1e-290;

    /// <summary>
    /// b₀ + a₁ / (b₁ + a₂ / (b₂ + …)) by the modified method of Lentz; NaN if 100 000 steps do not suffice.
    /// </summary>
    public static Dual Fraction<TSteps>(Dual b0, TSteps steps) where TSteps : struct, IFractionSteps
    {
        var y = b0.Value == 0 ? Tiny : b0;
        Dual c = y, d = 0;
        for (var i = 1; i < 100_000; i++)
        {
            var (a, b) = steps.At(i);
            d = b + a * d;
            d = 1 / (d.Value == 0 ? Tiny : d);
            c = b + a / c;
            c = c.Value == 0 ? Tiny : c;
            y *= c * d;
            if ((c * d).IsOne)
                return y;
        }

        return double.NaN;
    }
}

/// <summary>The numbers aᵢ and bᵢ of a continued fraction.</summary>
interface IFractionSteps
{
    (Dual A, Dual B) At(int i);
}
