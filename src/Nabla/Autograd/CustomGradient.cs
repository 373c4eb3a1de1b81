namespace Nabla;

/// <summary>
/// The gradient rule of a <see cref="CustomGradient"/>: given the gradient g by the result y, the gradient by each input; null where there
/// is none. Written in ops, it can be differentiated again.
/// </summary>
public delegate IReadOnlyList<Tensor?> GradientRule(Tensor g, Tensor y, Tensor[] inputs);

/// <summary>
/// Functions whose gradient the user gives: because a formula is quicker or more exact than the chain rule, or on purpose another.
/// </summary>
/// <example><code>
/// // ln(1 + eˣ) with a gradient that does not overflow
/// var y = CustomGradient.Apply(
///     x => (x[0].Exp() + 1).Log(),
///     (g, y, x) => [g * x[0].Sigmoid()],
///     Tensor.Of(1.0, 2.0).Track());
/// </code></example>
public static class CustomGradient
{
    /// <summary>
    /// y = forward(inputs), with the gradient that <paramref name="backward"/> gives. Nothing inside forward is remembered.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// Backward gives another number of gradients, or one of another shape than its input.
    /// </exception>
    public static Tensor Apply(Func<Tensor[], Tensor> forward, GradientRule backward, params Tensor[] inputs)
    {
        ArgumentNullException.ThrowIfNull(forward);
        ArgumentNullException.ThrowIfNull(backward);
        ArgumentNullException.ThrowIfNull(inputs);
        Tensor y;
        using (Autograd.Pause())
            y = forward(inputs);
        y = y.View(y.Layout);       // a result that is one of the inputs must not lose its own node
        return Autograd.Record(y, new Back(backward, y, inputs), inputs);
    }

    /// <summary>
    /// The value of <paramref name="f"/> with the gradient of the identity (straight-through estimator; Bengio, Léonard, Courville 2013).
    /// </summary>
    /// <shape>f: (…) → (…)</shape>
    /// <exception cref="ShapeException">f changes the shape.</exception>
    public static Tensor StraightThrough(Func<Tensor, Tensor> f, Tensor x)
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(x);
        var y = Apply(inputs => f(inputs[0]), (g, _, _) => [g], x);
        return y.Shape == x.Shape ? y : throw new ShapeException($"StraightThrough: the function must keep the shape {x.Shape}, got {y.Shape}.");
    }

    sealed class Back(GradientRule rule, Tensor y, Tensor[] inputs) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            var gradients = rule(g, y, inputs);
            if (gradients.Count != inputs.Length)
                throw new InvalidOperationException(
                    $"CustomGradient: the rule must give {inputs.Length} gradients, one for each input, got {gradients.Count}.");
            for (var i = 0; i < inputs.Length; i++)
                if (gradients[i] is { } gradient)
                    to[i] = gradient;
        }
    }
}
