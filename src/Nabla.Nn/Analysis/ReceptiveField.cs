namespace Nabla.Nn;

/// <summary>What the outputs of one step of a forward pass see.</summary>
/// <param name="Path">The layer's place in the model.</param>
/// <param name="Layer">Its printed form, or the name of a kernel that a container calls.</param>
/// <param name="Output">Shape of the output.</param>
/// <param name="Axes">Along each spatial axis: height and width for images.</param>
public sealed record ReceptiveFieldRow(string Path, string Layer, Shape Output, IReadOnlyList<AxisField> Axes);

/// <summary>
/// The receptive field of every layer: which pixels its outputs can depend on, worked out exactly from kernels, strides, dilations and
/// paddings along all paths (Araujo, Norris, Sim 2019). Where paths meet, all that one of them sees counts. Kernels whose way of moving
/// places is not known, such as attention, are taken to see the whole image; <see cref="MeasuredField"/> says what is really used.
/// </summary>
/// <example><code>
/// Console.WriteLine(ReceptiveField.Of(new Sequential(Conv.Of2d(1, 8, 3), new MaxPool(3, stride: 2)), [32, 32, 1]));
/// </code></example>
public sealed class ReceptiveField
{
    ReceptiveField(IReadOnlyList<ReceptiveFieldRow> rows) => Rows = rows;

    /// <summary>All layers, and all kernels that containers call, in the order of their calls.</summary>
    public IReadOnlyList<ReceptiveFieldRow> Rows { get; }

    /// <summary>What the model's output sees.</summary>
    public IReadOnlyList<AxisField> Output => Rows[^1].Axes;

    /// <summary>The fields for an image of shape <paramref name="sample"/>, without the batch axis. Nothing is computed.</summary>
    /// <shape>sample ([[D,] H,] W, C)</shape>
    /// <exception cref="ShapeException">The sample has no spatial axis.</exception>
    public static ReceptiveField Of(Module<Tensor, Tensor> model, Shape sample)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (sample.Rank is < 2 or > 4)
            throw new ShapeException($"ReceptiveField: a sample must be ([[D,] H,] W, C), got {sample}.");
        var run = DryRun.OfUse(model, () => Tensor.Empty(sample.Insert(0, 1), model.State.DType));
        var fields = new PixelFields(run);
        var paths = model.Modules().ToDictionary(m => m.Module, m => m.Path);
        var rows = new List<ReceptiveFieldRow>();
        foreach (var step in run.Steps.Where(s => !s.IsContainer))
            if (step.Output is { } output && fields.Of(output) is { } field)
                rows.Add(new(paths[step.Layer.Layer], step.Name ?? step.Layer.Layer.ToString()!, output.Shape, field.Axes));
        return new ReceptiveField(rows);
    }

    /// <summary>A table: size, jump and start along each axis.</summary>
    public override string ToString() => TextTable.Format(
    [
        ["path", "layer", "output", "size", "jump", "start"],
        .. Rows.Select(r => (string[])[r.Path, r.Layer, TextTable.Batch(r.Output), Text(r, a => a.Size), Text(r, a => a.Jump), Text(r, a => a.Start)]),
    ], left: 3);

    static string Text(ReceptiveFieldRow row, Func<AxisField, double> what) => string.Join(" × ", row.Axes.Select(a => $"{what(a):0.##}"));
}
