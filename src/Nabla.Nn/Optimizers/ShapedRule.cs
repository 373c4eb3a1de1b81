namespace Nabla.Nn;

/// <summary>
/// A part of an optimiser's step that is written in ops, such as products of matrices: recorded once for each shape of parameter and then
/// replayed, so that it allocates nothing.
/// </summary>
/// <param name="rule">The ops; it may depend on nothing but its inputs.</param>
sealed class ShapedRule(Func<Tensor[], Tensor[]> rule)
{
    readonly Dictionary<Shape, Captured> recorded = [];

    /// <summary>
    /// What the rule makes of the inputs, the first of which has the parameter's shape; the next parameter's overwrites it.
    /// </summary>
    public IReadOnlyList<Tensor> Run(params ReadOnlySpan<Tensor> inputs)
    {
        // The recordings of one Captured are few, and a model may have many shapes.
        if (!recorded.TryGetValue(inputs[0].Shape, out var captured))
            recorded[inputs[0].Shape] = captured = Captured.Function(rule);
        return captured.Run(inputs).Outputs;
    }

    /// <summary>
    /// A result that is one number, to be put into a formula; 1 while a step is only profiled, where no number can be read.
    /// </summary>
    public static double Number(Tensor result) =>
        Device.Recording ? 1 : result.DType == DType.Float32 ? result.Span<float>()[0] : result.Span<double>()[0];
}
