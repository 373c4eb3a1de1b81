namespace Nabla;

/// <summary>
/// The gradients of a norm written in ops, for derivatives of higher order: y = x̂ w + b, x̂ = (x − m) r, r = 1 / √(v + ε), with mean m
/// and variance v over some axes (or m = 0 and v the mean square).
/// </summary>
sealed class Standardized
{
    readonly Tensor x, scale;
    readonly int[] axes;
    readonly bool centred;

    public Standardized(Tensor x, double epsilon, int[] axes, bool centred)
    {
        (this.x, this.axes, this.centred) = (x, axes, centred);
        var distance = centred ? x - x.Mean(axes, keepAxes: true) : x;
        scale = (distance.Square().Mean(axes, keepAxes: true) + epsilon).Power(-0.5);
        Normalized = distance * scale;
    }

    /// <summary>x̂.</summary>
    public Tensor Normalized { get; }

    /// <summary>Sets the gradients of x, weight and bias (inputs 0, 1, 2) for the gradient g of y.</summary>
    public static void Backward(Tensor x, Tensor? weight, double epsilon, int[] axes, bool centred, Tensor g, Gradients to)
    {
        var parts = new Standardized(x, epsilon, axes, centred);
        if (to.Needs(0)) to[0] = parts.InputGradient(weight is null ? g : g * weight);
        if (to.Needs(1)) to[1] = (g * parts.Normalized).SumTo([x.Shape[-1]]);
        if (centred && to.Needs(2)) to[2] = g.SumTo([x.Shape[-1]]);
    }

    /// <summary>dx = r (h − mean(h) − x̂ mean(h x̂)) with h = g w; without mean(h) if x is not centred.</summary>
    public Tensor InputGradient(Tensor h)
    {
        var inner = h - Normalized * (h * Normalized).Mean(axes, keepAxes: true);
        return scale * (centred ? inner - h.Mean(axes, keepAxes: true) : inner);
    }

    /// <summary>Checks what all norms have in common.</summary>
    public static void Infer(string who, Tensor x, double epsilon, params ReadOnlySpan<Tensor?> parameters)
    {
        if (x.Rank == 0 || !x.DType.IsFloating())
            throw new ShapeException($"{who}: the input must be floating-point with an axis of features, got {x.Shape} {x.DType.Name()}.");
        foreach (var parameter in parameters)
            if (parameter is not null && (parameter.Shape != [x.Shape[-1]] || parameter.DType != x.DType))
                throw new ShapeException(
                    $"{who}: weight, bias and statistics must be ({x.Shape[-1]}) {x.DType.Name()} like the last axis of the input {x.Shape}, "
                    + $"got {parameter.Shape} {parameter.DType.Name()}.");
        ArgumentOutOfRangeException.ThrowIfNegative(epsilon);
    }
}
