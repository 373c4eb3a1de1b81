namespace Nabla.Nn;

/// <summary>One step of a forward pass in a summary.</summary>
/// <param name="Path">
/// The layer's place in the model, such as blocks.0.conv1, empty for the model itself; for what a container computes itself, the
/// container's.
/// </param>
/// <param name="Layer">The layer's printed form with its settings, or the name of a kernel that is called by no layer, such as Add.</param>
/// <param name="Output">Shape of what it gives; none if it is not called or gives no tensor.</param>
/// <param name="Parameters">
/// Trainable numbers it holds itself, without those of layers inside; shared ones counted where they come first.
/// </param>
/// <param name="MultiplyAdds">
/// Multiplications, each with an addition, of matrix products, convolutions, attention and recurrent layers.
/// </param>
/// <param name="IsContainer">Whether it has layers inside.</param>
public sealed record SummaryRow(string Path, string Layer, Shape? Output, long Parameters, long MultiplyAdds, bool IsContainer);

/// <summary>
/// What a model consists of, in the order in which it is called, found by a forward pass as in use that computes nothing: no parameter is
/// drawn, no memory is taken, the model's state is not touched.
/// </summary>
/// <example><code>
/// Console.WriteLine(Summary.Of(new Sequential(Conv.Of2d(3, 64, 7, stride: 2), new Relu()), [224, 224, 3]));
/// </code></example>
public sealed class Summary
{
    Summary(IReadOnlyList<SummaryRow> rows) => Rows = rows;

    /// <summary>All steps; row 0 is the model itself. Layers that are not called stand at the end.</summary>
    public IReadOnlyList<SummaryRow> Rows { get; }

    /// <summary>Trainable numbers of the whole model, shared ones counted once.</summary>
    public long Parameters => Rows.Sum(r => r.Parameters);

    /// <summary>Multiplications of one forward pass of the example.</summary>
    public long MultiplyAdds => Rows.Sum(r => r.MultiplyAdds);

    /// <summary>The summary for one sample of shape <paramref name="sample"/>, without the batch axis; outputs have batch size 1.</summary>
    public static Summary Of(Module<Tensor, Tensor> model, Shape sample, DType? dtype = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Of(model, DryRun.OfUse(model, () => Tensor.Empty(sample.Insert(0, 1), dtype ?? model.State.DType)));
    }

    /// <summary>The summary for an example of any kind, whose elements are not read.</summary>
    public static Summary Of<TIn, TOut>(Module<TIn, TOut> model, TIn example)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Of(model, DryRun.OfUse(model, () => example));
    }

    static Summary Of(Module model, DryRun run)
    {
        var paths = model.Modules().ToDictionary(m => m.Module, m => m.Path);
        var counted = new HashSet<Parameter>(ReferenceEqualityComparer.Instance);
        long Own(Module layer) => ModuleMembers.Own<Parameter>(layer).Where(p => counted.Add(p.Value)).Sum(p => p.Value.Shape.Length);

        var rows = run.Steps.Select(step => new SummaryRow(
            paths[step.Layer.Layer], step.Name ?? step.Layer.Layer.ToString()!, step.Output?.Shape, step.Name is null ? Own(step.Layer.Layer) : 0,
            step.Calls.Sum(call => run.Calls[call].Work.MultiplyAdds), step.IsContainer)).ToList();
        var called = run.Steps.Select(s => s.Layer.Layer).ToHashSet();
        foreach (var (path, layer) in model.Modules().Where(m => !called.Contains(m.Module)))
            rows.Add(new SummaryRow(path, layer.ToString()!, null, Own(layer), 0, layer.Children().Any()));
        return new Summary(rows);
    }

    /// <summary>A table of all steps but the calls of containers, with the sums below; the batch axis is called N.</summary>
    public override string ToString() => TextTable.Format(
    [
        ["path", "layer", "output", "parameters", "multiply-adds"],
        .. Rows.Where(r => !r.IsContainer || (r.Parameters > 0))
            .Select(r => (string[])[r.Path, r.Layer, TextTable.Batch(r.Output), $"{r.Parameters:N0}", $"{r.MultiplyAdds:N0}"]),
        ["", "total", "", $"{Parameters:N0}", $"{MultiplyAdds:N0}"],
    ], left: 3);
}
