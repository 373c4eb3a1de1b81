using Nabla.Kernels;

namespace Nabla;

// One line for each function of a backend: how to call it again, and which tensors it touches.
sealed partial class Recording
{
    public override void Attention(Tensor q, Tensor k, Tensor v, AttentionForm form, Tensor y, Tensor logSums) =>
        Add(KernelWork.OfAttention(q, k, form.Causal), b => b.Attention(q, k, v, form, y, logSums), q, k, v, y, logSums);

    public override void AttentionGradient(
        Tensor q, Tensor k, Tensor v, AttentionForm form, Tensor y, Tensor logSums, Tensor g, Tensor dq, Tensor dk, Tensor dv) =>
        Add(
            KernelWork.OfAttention(q, k, form.Causal, products: 5),
            b => b.AttentionGradient(q, k, v, form, y, logSums, g, dq, dk, dv), q, k, v, y, logSums, g, dq, dk, dv);

    public override void Rotate(Tensor x, Tensor cosines, Tensor sines, bool halves, bool transposed, Tensor y) =>
        Add(k => k.Rotate(x, cosines, sines, halves, transposed, y), x, cosines, sines, y);

    public override void Conv(in ConvShape s, Tensor x, Tensor weight, Tensor? bias, Tensor y)
    {
        var fixedS = s;
        Add(KernelWork.Of(s), k => k.Conv(fixedS, x, weight, bias, y), x, weight, bias, y);
    }

    public override void ConvInputGradient(in ConvShape s, Tensor g, Tensor weight, Tensor? bias, Tensor dx)
    {
        var fixedS = s;
        Add(KernelWork.Of(s, enlarges: true), k => k.ConvInputGradient(fixedS, g, weight, bias, dx), g, weight, bias, dx);
    }

    public override void ConvWeightGradient(in ConvShape s, Tensor x, Tensor g, Tensor dw)
    {
        var fixedS = s;
        Add(KernelWork.Of(s), k => k.ConvWeightGradient(fixedS, x, g, dw), x, g, dw);
    }

    public override void FftConv(in ConvShape s, Tensor x, Tensor weight, Tensor y)
    {
        var fixedS = s;
        Add(k => k.FftConv(fixedS, x, weight, y), x, weight, y);
    }

    public override void Fourier(in FourierShape s, Tensor re, Tensor? im, Tensor? y, Tensor? z)
    {
        var fixedS = s;
        Add(k => k.Fourier(fixedS, re, im, y, z), re, im, y, z);
    }

    public override void MaxPool(in PoolShape s, Tensor x, Tensor y, Tensor positions)
    {
        var fixedS = s;
        Add(KernelWork.Of(s), k => k.MaxPool(fixedS, x, y, positions), x, y, positions);
    }

    public override void MaxPoolSpread(in PoolShape s, Tensor g, Tensor positions, Tensor dx)
    {
        var fixedS = s;
        Add(KernelWork.Of(s), k => k.MaxPoolSpread(fixedS, g, positions, dx), g, positions, dx);
    }

    public override void MaxPoolTake(in PoolShape s, Tensor x, Tensor positions, Tensor y)
    {
        var fixedS = s;
        Add(k => k.MaxPoolTake(fixedS, x, positions, y), x, positions, y);
    }

    public override void Unpool(in PoolShape s, Tensor x, Tensor positions, Tensor y, bool add)
    {
        var fixedS = s;
        Add(k => k.Unpool(fixedS, x, positions, y, add), x, positions, y);
    }

    public override void FractionalMaxPool(in PoolShape s, Tensor x, Tensor samples, Tensor y, Tensor positions)
    {
        var fixedS = s;
        Add(k => k.FractionalMaxPool(fixedS, x, samples, y, positions), x, samples, y, positions);
    }

    public override void StochasticPool(in PoolShape s, Tensor x, Tensor samples, Tensor y, Tensor positions)
    {
        var fixedS = s;
        Add(k => k.StochasticPool(fixedS, x, samples, y, positions), x, samples, y, positions);
    }

    public override void Im2Col(in PoolShape s, Tensor x, Tensor y)
    {
        var fixedS = s;
        Add(k => k.Im2Col(fixedS, x, y), x, y);
    }

    public override void Col2Im(in PoolShape s, Tensor y, Tensor x)
    {
        var fixedS = s;
        Add(k => k.Col2Im(fixedS, y, x), y, x);
    }

    public override void AveragePool(in PoolShape s, Tensor x, Tensor y, Divisor divisor)
    {
        var fixedS = s;
        Add(KernelWork.Of(s), k => k.AveragePool(fixedS, x, y, divisor), x, y);
    }

    public override void AveragePoolSpread(in PoolShape s, Tensor g, Tensor dx, Divisor divisor)
    {
        var fixedS = s;
        Add(KernelWork.Of(s), k => k.AveragePoolSpread(fixedS, g, dx, divisor), g, dx);
    }

    public override void Resample(AxisTaps d, AxisTaps h, AxisTaps w, Tensor x, Tensor y) => Add(k => k.Resample(d, h, w, x, y), x, y);

    public override void GridSample(in GridShape s, Tensor x, Tensor grid, Tensor y)
    {
        var fixedS = s;
        Add(k => k.GridSample(fixedS, x, grid, y), x, grid, y);
    }

    public override void GridSpread(in GridShape s, Tensor grid, Tensor g, Tensor dx)
    {
        var fixedS = s;
        Add(k => k.GridSpread(fixedS, grid, g, dx), grid, g, dx);
    }

    public override void GridSlope(in GridShape s, Tensor x, Tensor grid, Tensor g, Tensor dgrid)
    {
        var fixedS = s;
        Add(k => k.GridSlope(fixedS, x, grid, g, dgrid), x, grid, g, dgrid);
    }

    public override void Gather(Tensor x, int axis, Tensor index, Tensor y) => Add(k => k.Gather(x, axis, index, y), x, index, y);

    public override void Scatter(ScatterKind kind, Tensor x, int axis, Tensor index, Tensor y) =>
        Add(k => k.Scatter(kind, x, axis, index, y), x, index, y);

    public override void IndexSelect(Tensor x, int axis, Tensor index, Tensor y) =>
        Add(k => k.IndexSelect(x, axis, index, y), x, index, y);

    public override void IndexAdd(Tensor x, int axis, Tensor index, Tensor y) => Add(k => k.IndexAdd(x, axis, index, y), x, index, y);

    public override void PairDistances(Tensor a, Tensor b, Tensor squaresA, Tensor squaresB, Tensor y) =>
        Add(k => k.PairDistances(a, b, squaresA, squaresB, y), a, b, squaresA, squaresB, y);

    public override void WeightedDifferences(Tensor w, Tensor a, Tensor b, Tensor y) => Add(k => k.WeightedDifferences(w, a, b, y), w, a, b, y);

    public override void MatMul(Tensor a, Tensor b, Tensor y, Tensor? bias = null) =>
        Add(new KernelWork(y.Length * a.Shape[-1]), k => k.MatMul(a, b, y, bias), a, b, y, bias);

    public override void LayerNorm(Tensor x, Tensor? weight, Tensor? bias, double epsilon, Tensor y, Tensor mean, Tensor scale) =>
        Add(k => k.LayerNorm(x, weight, bias, epsilon, y, mean, scale), x, weight, bias, y, mean, scale);

    public override void LayerNormGradient(
        Tensor x, Tensor g, Tensor? weight, Tensor mean, Tensor scale, Tensor dx, Tensor? dWeight, Tensor? dBias) =>
        Add(k => k.LayerNormGradient(x, g, weight, mean, scale, dx, dWeight, dBias), x, g, weight, mean, scale, dx, dWeight, dBias);

    public override void RmsNorm(Tensor x, Tensor? weight, double epsilon, Tensor y, Tensor scale) =>
        Add(k => k.RmsNorm(x, weight, epsilon, y, scale), x, weight, y, scale);

    public override void RmsNormGradient(Tensor x, Tensor g, Tensor? weight, Tensor scale, Tensor dx, Tensor? dWeight) =>
        Add(k => k.RmsNormGradient(x, g, weight, scale, dx, dWeight), x, g, weight, scale, dx, dWeight);

    public override void GroupNorm(Tensor x, Tensor? weight, Tensor? bias, double epsilon, Tensor y, Tensor mean, Tensor scale) =>
        Add(k => k.GroupNorm(x, weight, bias, epsilon, y, mean, scale), x, weight, bias, y, mean, scale);

    public override void GroupNormGradient(
        Tensor x, Tensor g, Tensor? weight, Tensor mean, Tensor scale, Tensor dx, Tensor dWeight, Tensor dBias) =>
        Add(k => k.GroupNormGradient(x, g, weight, mean, scale, dx, dWeight, dBias), x, g, weight, mean, scale, dx, dWeight, dBias);

    public override void ColumnMoments(Tensor x, Tensor mean, Tensor variance) =>
        Add(k => k.ColumnMoments(x, mean, variance), x, mean, variance);

    public override void ColumnNorm(Tensor x, Tensor mean, Tensor scale, Tensor? weight, Tensor? bias, Tensor y) =>
        Add(k => k.ColumnNorm(x, mean, scale, weight, bias, y), x, mean, scale, weight, bias, y);

    public override void BatchNormGradient(
        Tensor x, Tensor g, Tensor mean, Tensor scale, Tensor? weight, Tensor dx, Tensor dWeight, Tensor dBias) =>
        Add(k => k.BatchNormGradient(x, g, mean, scale, weight, dx, dWeight, dBias), x, g, mean, scale, weight, dx, dWeight, dBias);

    public override void Uniform(RandomKey key, double low, double high, Tensor y) =>
        Add(k => k.Uniform(key.After(StepsLater), low, high, y), y);

    public override void Normal(RandomKey key, double mean, double deviation, Tensor y) =>
        Add(k => k.Normal(key.After(StepsLater), mean, deviation, y), y);

    public override void Integers(RandomKey key, long low, long high, Tensor y) =>
        Add(k => k.Integers(key.After(StepsLater), low, high, y), y);

    public override void Bernoulli(RandomKey key, double probability, Tensor y) =>
        Add(k => k.Bernoulli(key.After(StepsLater), probability, y), y);

    public override void Permutation(RandomKey key, Tensor y) => Add(k => k.Permutation(key.After(StepsLater), y), y);

    public override void Law<TLaw>(RandomKey key, TLaw law, Tensor[] parameters, Tensor y) =>
        Add(k => k.Law(key.After(StepsLater), law, parameters, y), [.. parameters, y]);

    public override void Dropout(RandomKey key, double probability, Tensor x, Tensor y) =>
        Add(new KernelWork(0, Number: probability), k => k.Dropout(key.After(StepsLater), probability, x, y), x, y);

    public override void Reduce(ReduceKind kind, Tensor x, Tensor y, uint axes) =>
        Add(new KernelWork(0, Kind: kind), k => k.Reduce(kind, x, y, axes), x, y);

    // Who follows a recording instead of running it knows formulas and sums, not both in one.
    public override void ReduceMapped<TMap>(ReduceKind kind, TMap map, Tensor a, Tensor? b, Tensor y, uint axes)
    {
        if (!ComputesNothing)
        {
            Add(new KernelWork(0, Kind: kind), k => k.ReduceMapped(kind, map, a, b, y, axes), [a, b, y], typeof(TMap));
            return;
        }

        var mapped = Tensor.Empty(a.Shape, a.DType, a.Device);
        Map(map, mapped, a, b);
        Reduce(kind, mapped, y, axes);
    }

    public override void Count(Tensor x, Tensor y, uint axes) => Add(k => k.Count(x, y, axes), x, y);

    public override void ArgReduce(Tensor x, Tensor y, int axis, bool smallest) => Add(k => k.ArgReduce(x, y, axis, smallest), x, y);

    public override void Softmax(Tensor x, Tensor y) => Add(k => k.Softmax(x, y), x, y);

    public override void SoftmaxGradient(Tensor y, Tensor g, Tensor dx) => Add(k => k.SoftmaxGradient(y, g, dx), y, g, dx);

    public override void LogSoftmax(Tensor x, Tensor y) => Add(k => k.LogSoftmax(x, y), x, y);

    public override void LogSoftmaxGradient(Tensor y, Tensor g, Tensor dx) => Add(k => k.LogSoftmaxGradient(y, g, dx), y, g, dx);

    public override void CrossEntropy(
        Tensor x, Tensor targets, long ignored, Tensor losses, Tensor peaks, Tensor logSums, Tensor counted) =>
        Add(k => k.CrossEntropy(x, targets, ignored, losses, peaks, logSums, counted), x, targets, losses, peaks, logSums, counted);

    public override void CrossEntropyGradient(Tensor x, Tensor targets, long ignored, Tensor peaks, Tensor logSums, Tensor g, Tensor dx) =>
        Add(k => k.CrossEntropyGradient(x, targets, ignored, peaks, logSums, g, dx), x, targets, peaks, logSums, g, dx);

    public override void Ctc(CtcInputs inputs, Tensor losses, Tensor? alphas) =>
        Add(k => k.Ctc(inputs, losses, alphas), inputs.X, inputs.Targets, inputs.Steps, inputs.Labels, losses, alphas);

    public override void CtcGradient(CtcInputs inputs, Tensor losses, Tensor alphas, Tensor g, Tensor dx) =>
        Add(k => k.CtcGradient(inputs, losses, alphas, g, dx), inputs.X, inputs.Targets, inputs.Steps, inputs.Labels, losses, alphas, g, dx);

    public override void Map<TMap>(TMap map, Tensor y, Tensor a, Tensor? b = null, Tensor? c = null, Tensor? d = null) =>
        calls.Add(MapCall.Of(map, y, a, b, c, d));

    public override void Compare<TMap>(TMap map, Tensor y, Tensor a, Tensor b) =>
        Add(k => k.Compare(map, y, a, b), y, a, b, formula: typeof(TMap));

    public override void Select(Tensor y, Tensor condition, Tensor a, Tensor b) =>
        Add(k => k.Select(y, condition, a, b), y, condition, a, b);

    public override void Copy(Tensor x, Tensor y) => Add(k => k.Copy(x, y), x, y);

    public override void CopyInto(Tensor x, Tensor y, Layout target) => Add(k => k.CopyInto(x, y, target), x, y);

    public override void Fill(Tensor y, double value) => Add(new KernelWork(0, Number: value), k => k.Fill(y, value), y);

    public override void Range(Tensor y, double start, double step) => Add(k => k.Range(y, start, step), y);

    public override void Matrices<TKernel>(TKernel kernel, int batch, Tensor a, Tensor? b, Tensor y, Action<int, MatrixFault> refuse) =>
        Add(k => k.Matrices(kernel, batch, a, b, y, refuse), a, b, y);

    public override void Host(HostFunction compute, Tensor[] inputs, Tensor y) =>
        Add(k => k.Host(compute, inputs, y), [.. inputs, y]);

    public override void Each(ElementFunction f, Tensor[] inputs, Tensor y) => Add(k => k.Each(f, inputs, y), [.. inputs, y]);

    public override void Update<TRule>(
        TRule rule, Tensor parameter, Tensor gradient, Tensor? state0 = null, Tensor? state1 = null, Tensor? state2 = null)
    {
        if (!TakesUpdates)
            throw new CaptureException(
                "An optimiser's step cannot be part of a captured step: its rate changes. Call it after the captured step, with the gradients.");
        Add(k => k.Update(rule, parameter, gradient, state0, state1, state2), parameter, gradient, state0, state1, state2, formula: typeof(TRule));
    }
}
