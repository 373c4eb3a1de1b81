namespace Nabla.Nn;

/// <summary>Variances at one layer.</summary>
/// <param name="Path">The layer's place in the model; empty for the model itself.</param>
/// <param name="Layer">Its printed form.</param>
/// <param name="Forward">Measured variance of the output's elements.</param>
/// <param name="PredictedForward">The same by theory; none where no rule gives it.</param>
/// <param name="Backward">
/// Measured mean square of the gradient by the output, which is normal with variance 1 at the model's own output; none if nothing depends
/// on it.
/// </param>
/// <param name="PredictedBackward">The same by theory.</param>
public sealed record SignalRow(
    string Path, string Layer, double Forward, double? PredictedForward, double? Backward, double? PredictedBackward);

/// <summary>
/// How the variance of values and of gradients changes from layer to layer at initialisation, or for any weights: measured on normal
/// inputs, and predicted by mean-field theory (Glorot, Bengio 2010; He et al. 2015; Poole et al. 2016; Schoenholz et al. 2017). A network
/// in which one of them grows or vanishes with the depth is hard to train.
/// </summary>
/// <remarks>
/// What is predicted takes the elements of a tensor as independent numbers of one distribution, and weights by their mean and mean square:
/// <list type="bullet">
/// <item>Linear layers and convolutions: variance n E[w²] E[x²] + Var[b], with the n inputs of an output (those in the padding left out); backward n is the number of outputs that an input reaches.</item>
/// <item>Activations: the distribution put through the formula itself; backward times E[f′(x)²].</item>
/// <item>Sums of branches: variances add. Norms: variance 1 times E[w²]; backward divided by the variance of their input.</item>
/// <item>Maxima: the largest of independent numbers. Means: variance / n; pixels next to each other are alike, so the true one is larger.</item>
/// <item>Attention: weights of scores with variance E[q²] E[k²]; its backward pass, softmax and recurrent layers are not predicted.</item>
/// </list>
/// </remarks>
/// <example><code>
/// Console.WriteLine(SignalPropagation.Of(new Sequential(new Linear(100, 100), new Tanh(), new Linear(100, 10)), [100]));
/// </code></example>
public sealed class SignalPropagation
{
    SignalPropagation(IReadOnlyList<SignalRow> rows) => Rows = rows;

    /// <summary>All calls of layers, containers before what they are made of, in the order of their calls.</summary>
    public IReadOnlyList<SignalRow> Rows { get; }

    /// <summary>Measures and predicts, in training if the model is; what norms remember is put back afterwards.</summary>
    /// <param name="model">The model.</param>
    /// <param name="sample">Shape of a sample, without the batch axis; its elements are normal with variance 1.</param>
    /// <param name="batch">Number of samples.</param>
    /// <param name="seed">Of the samples and the gradient that is sent back.</param>
    public static SignalPropagation Of(Module<Tensor, Tensor> model, Shape sample, int batch = 16, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(model);
        var dtype = model.State.DType;
        var measured = Measure(model, sample.Insert(0, batch), new Rng(seed));
        var values = model.Parameters().ToDictionary(p => p.Parameter.Value.Storage, p => p.Parameter.Value.Detach());
        foreach (var (_, buffer) in model.Buffers())
            values[buffer.Value.Storage] = buffer.Value;
        var run = DryRun.OfTraining(model, () => Tensor.Empty(sample.Insert(0, batch), dtype).Track(), withOutputs: true);
        var rules = new SpreadRules(run, tensor => values.TryGetValue(tensor.Storage, out var value) ? Moments(value) : null);
        var paths = model.Modules().ToDictionary(m => m.Module, m => m.Path);
        var rows = new List<SignalRow>();
        foreach (var step in run.Steps.Where(s => s.Name is null))
            if (step.Output is { } output && measured[step.Layer.Layer].TryDequeue(out var seen))
                rows.Add(new(paths[step.Layer.Layer], step.Layer.Layer.ToString()!, seen.Forward, rules.Of(output)?.Variance, seen.Backward,
                    run.Gradients!.Find(output) is { } g ? rules.Of(g)?.MeanSquare : null));
        return new SignalPropagation(rows);
    }

    static Dictionary<Module, Queue<(double Forward, double? Backward)>> Measure(Module<Tensor, Tensor> model, Shape shape, Rng rng)
    {
        var kept = model.Buffers().Select(b => (b.Buffer, Values: b.Buffer.Value + Tensor.Zeros([], b.Buffer.Value.DType))).ToArray();
        var outputs = new List<(Module Layer, Tensor Output)>();
        Tensor y;
        using (model.Observe((layer, _, output) => outputs.AddRange(output is Tensor tensor ? [(layer, tensor)] : [])))
            y = model.Call(rng.Normal(shape, dtype: model.State.DType).Track());
        foreach (var (buffer, values) in kept)
            buffer.Load(values);
        var gradients = y.Backward(rng.Normal(y.Shape, dtype: y.DType), also: [.. outputs.Select(o => o.Output).Where(o => o.IsTracked).Distinct()]);
        return outputs.GroupBy(o => o.Layer).ToDictionary(calls => calls.Key, calls => new Queue<(double, double?)>(calls.Select(o => (
            o.Output.Detach().Variance(correction: 0).Item(), o.Output.IsTracked ? gradients.Find(o.Output)?.Square().Mean().Item() : null))));
    }

    // Small tensors as they are, large ones by their moments.
    static Spread Moments(Tensor values)
    {
        if (values.Length <= 1 << 16)
            return Spread.Of(values.To(DType.Float64).ToArray<double>());
        return Spread.Normal(values.Mean().Item(), values.Variance(correction: 0).Item());
    }

    /// <summary>A table, measured beside predicted.</summary>
    public override string ToString() => TextTable.Format(
    [
        ["path", "layer", "variance", "predicted", "gradient", "predicted"],
        .. Rows.Select(r => (string[])[r.Path, r.Layer, Text(r.Forward), Text(r.PredictedForward), Text(r.Backward), Text(r.PredictedBackward)]),
    ], left: 2);

    static string Text(double? value) => value is { } known ? $"{known:G3}" : "–";
}
