namespace Nabla;

/// <summary>
/// Derivatives by differences: slow, about ten digits, and independent of every gradient rule. The reference for rules that are new, and
/// for losses whose gradient is in doubt.
/// </summary>
public static class NumericalGradient
{
    /// <summary>Where central differences of order h² and the rounding 1e-16 / h balance: h ≈ 1e-16^(1/3).</summary>
    public const double CentralStep = 6e-6;

    /// <summary>With the errors of order h² and h⁴ removed a longer step loses less to rounding.</summary>
    public const double RichardsonStep = 1e-2;

    const int Levels = 4;

    /// <summary>∂f/∂xᵢ ≈ (f(x + h eᵢ) − f(x − h eᵢ)) / 2h for each element: two calls an element, error of order h².</summary>
    /// <shape>f: (…) → (), result (…) as x</shape>
    /// <exception cref="ShapeException">x is not float64, or f gives more than one number.</exception>
    public static Tensor Central(Func<Tensor, Tensor> f, Tensor x, double step = CentralStep)
    {
        ArgumentNullException.ThrowIfNull(f);
        return Each("NumericalGradient.Central", x, line => Difference(t => Number(f(line(t))), step));
    }

    /// <summary>
    /// Central differences of steps h, h/2, h/4, h/8, combined so that the errors of order h², h⁴ and h⁶ cancel (Richardson 1911):
    /// Dₖ(h) = (4ᵏ Dₖ₋₁(h/2) − Dₖ₋₁(h)) / (4ᵏ − 1). Eight calls an element, about twelve digits of a smooth function.
    /// </summary>
    /// <shape>f: (…) → (), result (…) as x</shape>
    /// <exception cref="ShapeException">x is not float64, or f gives more than one number.</exception>
    public static Tensor Richardson(Func<Tensor, Tensor> f, Tensor x, double step = RichardsonStep)
    {
        ArgumentNullException.ThrowIfNull(f);
        return Each("NumericalGradient.Richardson", x, line => Extrapolated(t => Number(f(line(t))), step));
    }

    /// <summary>
    /// The largest |∂f/∂xᵢ by <see cref="Grad.Of"/> − by <see cref="Richardson"/>| / (1 + |by Richardson|): below 1e-9 for a right rule of
    /// a smooth function, about 1 for a wrong one. A kink closer to x than the step looks like an error.
    /// </summary>
    /// <exception cref="ShapeException">x is not float64, or f gives more than one number.</exception>
    public static double Error(Func<Tensor, Tensor> f, Tensor x, double step = RichardsonStep)
    {
        ArgumentNullException.ThrowIfNull(x);
        var numeric = Richardson(f, x, step);
        var difference = (Grad.Of(f)(x.Detach()) - numeric).Abs() / (numeric.Abs() + 1);
        return difference.Length == 0 ? 0 : difference.Max().Item();
    }

    static double Difference(Func<double, double> f, double step) => (f(step) - f(-step)) / (2 * step);

    static double Extrapolated(Func<double, double> f, double step)
    {
        var row = new double[Levels];
        for (var level = 0; level < Levels; level++)
        {
            // From the k-th column of the last row to the k-th of this one.
            var value = Difference(f, step / (1 << level));
            var factor = 1.0;
            for (var k = 0; k < level; k++)
            {
                factor *= 4;
                (row[k], value) = (value, (factor * value - row[k]) / (factor - 1));
            }

            row[level] = value;
        }

        return row[^1];
    }

    // Each element in turn: line(t) is x with t added to it.
    static Tensor Each(string who, Tensor x, Func<Func<double, Tensor>, double> slope)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.DType != DType.Float64)
            throw new ShapeException($"{who}: differences need float64, got {x.DType.Name()}; convert with To.");
        using var paused = Autograd.Pause();
        var values = x.ToArray<double>();
        var result = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var at = i;
            result[i] = slope(t =>
            {
                var moved = (double[])values.Clone();
                moved[at] += t;
                return Tensor.From<double>(moved, x.Shape);
            });
        }

        return Tensor.From<double>(result, x.Shape);
    }

    static double Number(Tensor y) => y.Length == 1
        ? y.Item()
        : throw new ShapeException($"NumericalGradient: the function must give one number, got {y.Shape}; reduce it with Sum().");
}
