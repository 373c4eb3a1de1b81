namespace Nabla.Nn;

/// <summary>
/// Batch normalisation (Ioffe, Szegedy 2015): y = (x − mean) / √(variance + ε) · w + b for each feature. In training mean and variance
/// are those of the batch, over all axes but the last; in use running averages: r ← (1 − momentum) r + momentum · batch, with the
/// unbiased variance. A frozen layer keeps w, b and the running averages as they are and uses them in training as well.
/// </summary>
/// <shape>(…, features) → (…, features)</shape>
/// <param name="features">Size of the last axis.</param>
/// <param name="momentum">Share of a new batch in the running averages, in [0, 1]; null for the plain mean over all batches so far.</param>
/// <param name="epsilon">Added to the variance.</param>
/// <param name="affine">Whether w and b are learned; else they are 1 and 0.</param>
public sealed class BatchNorm(int features, double? momentum = 0.1, double epsilon = 1e-5, bool affine = true) : Module<Tensor, Tensor>
{
    /// <summary>w: (features), first 1.</summary>
    public Parameter? Weight { get; } = affine ? new([features], Init.Constant(1)) : null;

    /// <summary>b: (features), first 0.</summary>
    public Parameter? Bias { get; } = affine ? new([features], Init.Constant(0)) : null;

    /// <summary>Running average of the batches' means: (features), first 0.</summary>
    public Buffer RunningMean { get; } = new([features]);

    /// <summary>Running average of the batches' unbiased variances: (features), first 1.</summary>
    public Buffer RunningVar { get; } = new([features], 1);

    /// <summary>Number of batches seen in training.</summary>
    public Buffer NumBatchesTracked { get; } = new(Shape.Scalar, 0, DType.Int64);

    /// <summary>Whether it returns its input, because the layer before does its work.</summary>
    internal bool IsFolded { get; private set; }

    /// <summary>The scale and the shift that it is in use; from now on it returns its input, and its tensors say so.</summary>
    internal (Tensor Scale, Tensor Shift) Fold()
    {
        using var paused = Autograd.Pause();
        Tensor mean = RunningMean.Value, scale = (RunningVar.Value + epsilon).Rsqrt();
        if (Weight is not null)
            scale *= Weight.Value;
        var shift = Bias is null ? mean * -scale : Bias.Value - mean * scale;
        IsFolded = true;
        RunningMean.Load(Tensor.Zeros(mean.Shape, mean.DType));
        RunningVar.Load(Tensor.Full(mean.Shape, 1 - epsilon, mean.DType));
        Weight?.Load(Tensor.Ones(mean.Shape, mean.DType));
        Bias?.Load(Tensor.Zeros(mean.Shape, mean.DType));
        RunningMean.Value.Storage.Adoptions++;      // what was captured with it is captured anew
        return (scale, shift);
    }

    /// <summary>
    /// Whether the running averages are, whatever the momentum, the plain means over all batches since <see cref="Restart"/>.
    /// </summary>
    internal bool AveragesAll { get; set; }

    /// <summary>The running averages begin anew.</summary>
    internal void Restart()
    {
        RunningMean.Reset();
        RunningVar.Reset();
        NumBatchesTracked.Reset();
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        LastAxis.Require(this, input, features);
        if (IsFolded)
            return input;
        if (!Training)
            return input.Normalize(RunningMean, RunningVar, Parameter.Optional(Weight), Parameter.Optional(Bias), epsilon);
        var count = input.Length / features;
        if (count < 2)
            throw new ShapeException($"{this}: in training there must be at least 2 values of each feature, got {input.Shape}.");
        var (y, mean, variance) = input.BatchNorm(Parameter.Optional(Weight), Parameter.Optional(Bias), epsilon);
        NumBatchesTracked.Load(NumBatchesTracked.Value + Tensor.Scalar(1, DType.Int64));
        if (momentum is { } share && !AveragesAll)
        {
            RunningMean.Load(RunningMean.Value * (1 - share) + mean * share);
            RunningVar.Load(RunningVar.Value * (1 - share) + variance * (share * count / (count - 1)));
        }
        else
        {
            var part = NumBatchesTracked.Value.To(mean.DType).Reciprocal();
            RunningMean.Load(RunningMean.Value + (mean - RunningMean.Value) * part);
            RunningVar.Load(RunningVar.Value + (variance * ((double)count / (count - 1)) - RunningVar.Value) * part);
        }

        return y;
    }

    /// <inheritdoc/>
    public override string ToString() => $"BatchNorm({features}{(affine ? "" : ", not affine")})";
}
