namespace Nabla.Kernels;

/// <summary>
/// One double: the scalar meaning of a formula, used as the reference in tests and for values known before a kernel runs.
/// </summary>
public readonly record struct Number(double Value) : IFormula<Number>
{
    /// <inheritdoc/>
    public static Number operator +(Number a, Number b) => new(a.Value + b.Value);

    /// <inheritdoc/>
    public static Number operator -(Number a, Number b) => new(a.Value - b.Value);

    /// <inheritdoc/>
    public static Number operator *(Number a, Number b) => new(a.Value * b.Value);

    /// <inheritdoc/>
    public static Number operator /(Number a, Number b) => new(a.Value / b.Value);

    /// <inheritdoc/>
    public static Number operator -(Number a) => new(-a.Value);

    /// <inheritdoc/>
    public static Number Of(double value) => new(value);

    /// <inheritdoc/>
    public static Number Exp(Number x) => new(Math.Exp(x.Value));

    /// <inheritdoc/>
    public static Number Log(Number x) => new(Math.Log(x.Value));

    /// <inheritdoc/>
    public static Number Tanh(Number x) => new(Math.Tanh(x.Value));

    /// <inheritdoc/>
    public static Number Erf(Number x) => new(VectorMath.Erf(new System.Numerics.Vector<double>(x.Value))[0]);

    /// <inheritdoc/>
    public static Number Sin(Number x) => new(Math.Sin(x.Value));

    /// <inheritdoc/>
    public static Number Cos(Number x) => new(Math.Cos(x.Value));

    /// <inheritdoc/>
    public static Number Sqrt(Number x) => new(Math.Sqrt(x.Value));

    /// <inheritdoc/>
    public static Number Abs(Number x) => new(Math.Abs(x.Value));

    /// <inheritdoc/>
    public static Number Max(Number a, Number b) => new(Math.Max(a.Value, b.Value));

    /// <inheritdoc/>
    public static Number Min(Number a, Number b) => new(Math.Min(a.Value, b.Value));

    /// <inheritdoc/>
    public static Number Floor(Number x) => new(Math.Floor(x.Value));

    /// <inheritdoc/>
    public static Number Greater(Number a, Number b) => new(a.Value > b.Value ? 1 : 0);

    /// <inheritdoc/>
    public static Number Equal(Number a, Number b) => new(a.Value == b.Value ? 1 : 0);

    /// <inheritdoc/>
    public static Number Select(Number condition, Number a, Number b) => condition.Value != 0 ? a : b;

    /// <inheritdoc/>
    public static Number Each<TFunction>(TFunction function, Number x) where TFunction : struct, ISpecial => new(function.Value(x.Value));

    /// <inheritdoc/>
    public static Number Each<TFunction>(TFunction function, Number a, Number b) where TFunction : struct, ISpecial2 =>
        new(function.Value(a.Value, b.Value));
}
