namespace Nabla.Nn;

/// <summary>
/// Batch norm with running averages is a scale and a shift of each feature; where it follows a convolution or a linear layer, they can be
/// part of that layer's weights, so that the norm costs nothing in use (Jacob et al. 2018).
/// </summary>
public static class BatchNormFolding
{
    extension(Module<Tensor, Tensor> model)
    {
        /// <summary>
        /// Folds each batch norm into the convolution, transposed convolution or linear layer whose output it alone reads, and returns the
        /// paths of the norms: w′ = w s, b′ = (b − mean) s + shift with s = scale / √(variance + ε). Who reads what is found by a forward
        /// pass of shapes alone, so it holds for any model. The norms stay in their places and return their input, with tensors that say
        /// the same in a file; the layers get a bias where they had none. For use: what is trained further has no norm.
        /// </summary>
        /// <param name="sample">Shape of one sample, without the batch axis.</param>
        /// <example><code>
        /// var model = new Sequential(Conv.Of2d(3, 16, 3, bias: false), new BatchNorm(16), new Relu());
        /// Console.WriteLine(string.Join(", ", model.FoldBatchNorms([8, 8, 3])));      // 1
        /// </code></example>
        public IReadOnlyList<string> FoldBatchNorms(Shape sample)
        {
            ArgumentNullException.ThrowIfNull(model);
            var run = DryRun.OfUse(model, () => Tensor.Empty(sample.Insert(0, 1), model.State.DType));
            var folded = new List<string>();
            foreach (var (layer, norm) in Pairs(model, run))
            {
                var (scale, shift) = norm.Fold();
                layer.Scale(scale, shift);
                folded.Add(norm.Path);
            }

            return folded;
        }
    }

    // Layers that are called once, with weights of their own, whose output is read by one batch norm, called once, and by nothing else.
    static List<(IScalable Layer, BatchNorm Norm)> Pairs(Module model, DryRun run)
    {
        var calls = run.Steps.GroupBy(step => step.Layer.Layer).ToDictionary(g => g.Key, g => g.Count());
        var users = model.Modules().SelectMany(m => ModuleMembers.Own<Parameter>(m.Module))
            .GroupBy(p => p.Value).ToDictionary(g => g.Key, g => g.Count());
        var results = new Dictionary<Storage, DryStep>();
        var pairs = new List<(IScalable, BatchNorm)>();
        foreach (var step in run.Steps.Where(s => s.Name is null && calls[s.Layer.Layer] == 1))
        {
            if (step.Layer.Layer is IScalable { Weight.Source: null } layer && users[layer.Weight] == 1 && step.Output is { } output)
                results[output.Storage] = step;
            else if (step.Layer.Layer is BatchNorm { IsFolded: false } norm && Input(run, step, results) is { } before)
                pairs.Add(((IScalable)before.Layer.Layer, norm));
        }

        return pairs;
    }

    // The layer whose output the kernels of a step read, if no kernel of another step touches it and it is not the model's.
    static DryStep? Input(DryRun run, DryStep step, Dictionary<Storage, DryStep> results)
    {
        var read = step.Calls.SelectMany(call => run.Calls[call].Tensors).OfType<Tensor>()
            .FirstOrDefault(t => results.TryGetValue(t.Storage, out var from) && from.Output!.Shape == t.Shape);
        if (read is null || run.Steps[0].Output?.Storage == read.Storage)
            return null;
        var before = results[read.Storage];
        var touching = Enumerable.Range(0, run.Forward).Where(call => run.Calls[call].Tensors.Any(t => t?.Storage == read.Storage));
        return touching.All(call => step.Calls.Contains(call) || before.Calls.Contains(call)) ? before : null;
    }
}
