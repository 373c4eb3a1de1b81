using System.Text;

namespace Nabla.Nn;

/// <summary>One layer in a summary.</summary>
/// <param name="Path">Its place in the model, such as blocks.0.conv1; empty for the model itself.</param>
/// <param name="Layer">Its printed form with its settings.</param>
/// <param name="Output">Shape of what its first call gave; none if it was not called or gave no tensor.</param>
/// <param name="Parameters">Trainable numbers it holds itself, without those of layers inside; shared ones counted where they come first.</param>
/// <param name="MultiplyAdds">Multiplications of all its calls, 0 where it does not say.</param>
/// <param name="IsContainer">Whether it has layers inside.</param>
public sealed record SummaryRow(string Path, string Layer, Shape? Output, long Parameters, long MultiplyAdds, bool IsContainer);

/// <summary>What a model consists of, found by watching one forward pass as in use; the model's state is not touched.</summary>
public sealed class Summary
{
    Summary(IReadOnlyList<SummaryRow> rows) => Rows = rows;

    /// <summary>All parts, outermost first; row 0 is the model itself.</summary>
    public IReadOnlyList<SummaryRow> Rows { get; }

    /// <summary>Trainable numbers of the whole model, shared ones counted once.</summary>
    public long Parameters => Rows.Sum(r => r.Parameters);

    /// <summary>Multiplications of one forward pass of the example.</summary>
    public long MultiplyAdds => Rows.Sum(r => r.MultiplyAdds);

    /// <summary>The summary for one sample of zeros of shape <paramref name="sample"/>, without the batch axis; outputs have batch size 1.</summary>
    public static Summary Of(Module<Tensor, Tensor> model, Shape sample, DType? dtype = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        return Of(model, Tensor.Zeros(sample.Insert(0, 1), dtype ?? model.State.DType));
    }

    /// <summary>The summary for an example of any kind.</summary>
    public static Summary Of<TIn, TOut>(Module<TIn, TOut> model, TIn example)
    {
        ArgumentNullException.ThrowIfNull(model);
        var outputs = new Dictionary<Module, Shape>(ReferenceEqualityComparer.Instance);
        var work = new Dictionary<Module, long>(ReferenceEqualityComparer.Instance);
        using (model.Observe(Watch))
            model.Predict(example);

        var counted = new HashSet<Parameter>(ReferenceEqualityComparer.Instance);
        return new Summary([.. from m in model.Modules()
                               let own = ModuleMembers.Own<Parameter>(m.Module).Where(p => counted.Add(p.Value)).Sum(p => p.Value.Shape.Length)
                               select new SummaryRow(
                                   m.Path, m.Module.ToString()!, outputs.TryGetValue(m.Module, out var shape) ? shape : (Shape?)null, own,
                                   work.GetValueOrDefault(m.Module), m.Module.Children().Any())]);

        void Watch(Module layer, object? input, object? output)
        {
            if (output is not Tensor y)
                return;
            outputs.TryAdd(layer, y.Shape);
            if (layer is IMultiplies counts && input is Tensor x)
                work[layer] = work.GetValueOrDefault(layer) + counts.MultiplyAdds(x.Shape, y.Shape);
        }
    }

    /// <summary>A table of all parts but containers, with the sums below; the batch axis is called N.</summary>
    public override string ToString()
    {
        string[][] cells = [["path", "layer", "output", "parameters", "multiply-adds"],
            .. Rows.Where(r => !r.IsContainer).Select(r => (string[])[r.Path, r.Layer, Batch(r.Output), $"{r.Parameters:N0}", $"{r.MultiplyAdds:N0}"]),
            ["", "total", "", $"{Parameters:N0}", $"{MultiplyAdds:N0}"]];
        var widths = Enumerable.Range(0, 5).Select(column => cells.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in cells)
            text.AppendLine(string.Join("  ", row.Select((cell, i) => i < 3 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))).TrimEnd());
        return text.ToString();
    }

    static string Batch(Shape? shape) => shape is { Rank: > 0 } known
        ? $"({string.Join(", ", known.ToArray().Skip(1).Select(size => $"{size}").Prepend("N"))})"
        : $"{shape}";
}
