namespace Nabla.Nn;

/// <summary>
/// Follows distributions through the kernel calls of a dry run, under the assumptions of mean-field theory: all elements of a tensor have
/// one distribution, elements and tensors are independent of each other, and sums over weights are normal.
/// </summary>
sealed class SpreadRules
{
    readonly DryRun run;
    readonly Func<Tensor, Spread?> constant;
    readonly Dictionary<Storage, Spread?> spreads = [];
    readonly Dictionary<Storage, (Storage Of, double[] Values)> functions = [];
    readonly HashSet<Storage> touched = [];

    /// <param name="run">Its calls are followed.</param>
    /// <param name="constant">The distribution of a parameter or buffer.</param>
    public SpreadRules(DryRun run, Func<Tensor, Spread?> constant)
    {
        (this.run, this.constant) = (run, constant);
        spreads[((Tensor)run.Input!).Storage] = Spread.Normal(0, 1);
        spreads[run.Seed!.Storage] = Spread.Normal(0, 1);
        touched.Add(run.Seed.Storage);
        foreach (var call in run.Calls)
            Follow(call);
    }

    /// <summary>The distribution of a tensor's elements; null if no rule gives it.</summary>
    public Spread? Of(Tensor tensor) => spreads.TryGetValue(tensor.Storage, out var known) ? known
        : run.IsComputed(tensor) ? null
        : spreads[tensor.Storage] = constant(tensor)?.Parted(0);

    void Follow(KernelCall call)
    {
        var written = run.Written(call, touched).FirstOrDefault();
        foreach (var tensor in call.Tensors.OfType<Tensor>())
            touched.Add(tensor.Storage);
        if (written is null)
            return;
        spreads[written.Storage] = call is MapCall map ? Mapped(map) : Computed(call, call.Tensors);
    }

    // What is written is the argument of the kernel that the rule names y, dx or dw.
    Spread? Computed(KernelCall call, Tensor?[] t) => call.Name switch
    {
        nameof(Backend.Conv) => Products(t[0]!, t[1]!, t[2], Taps(call, t[0]!, t[3]!, t[3]!) * t[1]!.Shape[-1]),
        nameof(Backend.ConvInputGradient) => Products(
            t[0]!, t[1]!, t[2], Taps(call, t[3]!, t[0]!, t[3]!) * t[1]!.Shape[0] * t[1]!.Shape[-1] / t[3]!.Shape[-1]),
        nameof(Backend.MatMul) => Products(t[0]!, t[1]!, t[3], t[0]!.Shape[-1]),
        nameof(Backend.MaxPool) => Of(t[0]!)?.Extreme(Taps(call, t[0]!, t[1]!, t[1]!)),
        nameof(Backend.MaxPoolSpread) => Of(t[0]!)?.Diluted(Math.Min(1, (double)t[0]!.Length / t[2]!.Length)),
        nameof(Backend.AveragePool) => Of(t[0]!) is { } x ? Spread.Normal(x.Mean, x.Variance / Taps(call, t[0]!, t[1]!, t[1]!)) : null,
        nameof(Backend.AveragePoolSpread) => Of(t[0]!) is { } g ? SpreadAverage(g, Taps(call, t[1]!, t[0]!, t[0]!), (double)t[0]!.Length / t[1]!.Length) : null,
        nameof(ReduceKind.Sum) => Of(t[0]!) is { } x ? Summed(x, t[0]!.Length / t[1]!.Length) : null,
        nameof(ReduceKind.Max) => Of(t[0]!)?.Extreme((double)t[0]!.Length / t[1]!.Length),
        nameof(ReduceKind.Min) => Of(t[0]!)?.Extreme((double)t[0]!.Length / t[1]!.Length, smallest: true),
        nameof(Backend.Copy) => Of(t[0]!),
        nameof(Backend.CopyInto) => Joined(t[0]!, t[1]!),
        nameof(Backend.Fill) => Spread.Normal(call.Work.Number, 0),
        nameof(Backend.Dropout) => Of(t[0]!)?.Diluted(1 - call.Work.Number) is { } y ? y.With(y.Mean, y.Variance / Squared(1 - call.Work.Number)) : null,
        nameof(Backend.ColumnMoments) => Of(t[0]!) is { } x ? Spread.Normal(x.Mean, 0) : null,
        nameof(Backend.ColumnNorm) => run.IsComputed(t[1]!) ? Normed(t[0]!, t[3], t[4], central: true) : Frozen(t),
        nameof(Backend.LayerNorm) or nameof(Backend.GroupNorm) => Normed(t[0]!, t[1], t[2], central: true),
        nameof(Backend.RmsNorm) => Normed(t[0]!, t[1], null, central: false),
        nameof(Backend.BatchNormGradient) => NormedBack(t[1]!, t[4], Of(t[0]!) is { } x ? x.Within * x.Variance : null),
        nameof(Backend.LayerNormGradient) or nameof(Backend.GroupNormGradient) => NormedBack(t[1]!, t[2], Of(t[0]!)?.Variance),
        nameof(Backend.RmsNormGradient) => NormedBack(t[1]!, t[2], Of(t[0]!)?.MeanSquare),
        nameof(Backend.Attention) => Attended(Of(t[0]!), Of(t[1]!), Of(t[2]!), t[2]!.Shape[1]),
        _ => null,
    };

    // y = Σ over n products x w, plus b: mean n E[x] E[w] + E[b], variance n (E[x²] E[w²] − E[x]² E[w]²) + Var[b]
    Spread? Products(Tensor x, Tensor w, Tensor? bias, double n)
    {
        if (Of(x) is not { } a || Of(w) is not { } b)
            return null;
        var offset = bias is null ? null : Of(bias);
        var variance = n * (a.MeanSquare * b.MeanSquare - Squared(a.Mean * b.Mean)) + (offset?.Variance ?? 0);
        var within = n * a.Within * a.Variance * (run.IsComputed(w) ? b.Variance : b.MeanSquare);
        return Spread.Normal(n * a.Mean * b.Mean + (offset?.Mean ?? 0), variance).Parted(variance > 0 ? Math.Min(1, within / variance) : 1);
    }

    // Taps that lie inside the input, as seen by one element of `per` on average.
    static double Taps(KernelCall call, Tensor input, Tensor output, Tensor per)
    {
        if (call.Work.Window is not { } window)
            return (double)input.Length / per.Length;
        double taps = 1;
        for (var axis = 1; axis < input.Rank - 1; axis++)
        {
            var place = 3 - (input.Rank - 2) + axis - 1;
            int At(Kernels.Extent3 extent) => place switch { 0 => extent.D, 1 => extent.H, _ => extent.W };
            var inside = 0;
            for (var i = 0; i < output.Shape[axis]; i++)
                for (var tap = 0; tap < At(window.Kernel); tap++)
                    inside += (uint)(i * At(window.Stride) - At(window.Padding) + tap * At(window.Dilation)) < (uint)input.Shape[axis] ? 1 : 0;
            taps *= (double)inside / per.Shape[axis];
        }

        return taps;
    }

    // Independent numbers; one average of each n goes back to all of them, and each is part of `windows` · n averages.
    static Spread SpreadAverage(Spread g, double n, double windows) => Summed(g.With(g.Mean / n, g.Variance / (n * n)), windows * n);

    static Spread Summed(Spread x, double n) => n == 1 ? x : Spread.Normal(n * x.Mean, n * x.Variance);

    // A part of a tensor is filled; the other parts have been before or will be.
    Spread? Joined(Tensor part, Tensor whole)
    {
        if (Of(part) is not { } x)
            return null;
        return Of(whole) is { } before ? Spread.Mixed(before, whole.Length - part.Length, x, part.Length) : x;
    }

    Spread? Normed(Tensor x, Tensor? weight, Tensor? bias, bool central)
    {
        if (Of(x) is not { } s)
            return null;
        var y = central ? s.With(0, s.Variance > 0 ? 1 : 0).Parted(1) : s.With(s.Mean / Math.Sqrt(s.MeanSquare), s.Variance / s.MeanSquare);
        var (w, b) = (weight is null ? null : Of(weight), bias is null ? null : Of(bias));
        return y.With(y.Mean * (w?.Mean ?? 1) + (b?.Mean ?? 0), y.MeanSquare * (w?.MeanSquare ?? 1) - Squared(y.Mean * (w?.Mean ?? 1)) + (b?.Variance ?? 0));
    }

    // y = (x − mean) scale w + b with numbers that are not those of x
    Spread? Frozen(Tensor?[] t)
    {
        if (Of(t[0]!) is not { } x || Of(t[1]!) is not { } mean || Of(t[2]!) is not { } scale)
            return null;
        var (w, b) = (t[3] is null ? null : Of(t[3]!), t[4] is null ? null : Of(t[4]!));
        var (factor, square) = (scale.Mean * (w?.Mean ?? 1), scale.MeanSquare * (w?.MeanSquare ?? 1));
        var (center, variance) = (x.Mean - mean.Mean, x.Variance + mean.Variance);
        return x.With(center * factor + (b?.Mean ?? 0), (variance + Squared(center)) * square - Squared(center * factor) + (b?.Variance ?? 0));
    }

    // dx = g w / deviation of x, less two means that are small for many elements
    Spread? NormedBack(Tensor g, Tensor? weight, double? variance) => variance is > 0 && Of(g) is { } d
        ? d.With(0, d.MeanSquare * (weight is null ? 1 : Of(weight)?.MeanSquare ?? 1) / variance.Value)
        : null;

    // Scores with variance σ² = E[q²] E[k²] give weights with Σ w² = e^σ² / S for many positions S.
    static Spread? Attended(Spread? q, Spread? k, Spread? v, int positions) => q is null || k is null || v is null ? null
        : Spread.Normal(v.Mean, v.Variance * Math.Min(1, Math.Exp(q.MeanSquare * k.MeanSquare) / positions));

    // The formula for all pairs of values of its inputs. Inputs that are one tensor, or one a function of the other, go together.
    Spread? Mapped(MapCall call)
    {
        var inputs = call.Inputs.ToArray().Select(t => t!).ToArray();
        if (inputs.Any(t => Of(t) is null))
            return null;
        var roots = inputs.Select(t => functions.TryGetValue(t.Storage, out var f) && inputs.Any(o => o.Storage == f.Of) ? f.Of : t.Storage).ToArray();
        var distinct = roots.Distinct().ToArray();
        if (distinct.Length > 2)
            return null;
        var second = distinct.Length == 2 ? Spread.Count : 1;
        var (y, numbers) = (new double[Spread.Count * second], new double[4]);
        for (var i = 0; i < y.Length; i++)
        {
            for (var k = 0; k < inputs.Length; k++)
            {
                var at = roots[k] == distinct[0] ? i / second : i % second;
                numbers[k] = roots[k] == inputs[k].Storage ? spreads[inputs[k].Storage]!.Values[at] : functions[inputs[k].Storage].Values[at];
            }

            y[i] = call.Value(numbers[0], numbers[1], numbers[2], numbers[3]);
        }

        if (second == 1 && call.Output.Storage != distinct[0])
            functions[call.Output.Storage] = (distinct[0], y);
        var total = inputs.Sum(t => Of(t)!.Variance);
        var within = total > 0 ? inputs.Sum(t => Of(t)!.Variance * Of(t)!.Within) / total : 1;
        return y.All(double.IsFinite) ? Spread.Of(y).Parted(within) : null;
    }

    static double Squared(double x) => x * x;
}
