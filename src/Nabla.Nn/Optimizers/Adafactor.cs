namespace Nabla.Nn;

/// <summary>
/// Adafactor (Shazeer, Stern 2018), Adam with hardly any memory: of the mean squares of a matrix only the means of rows and columns are
/// kept, r ← r + t^(−0.8) (mean over columns of (g² + ε₁) − r) and c likewise, v = r cᵀ / mean r; u = g / √v is shortened to a root mean
/// square of at most d, and p ← p − α u with α = min(rate, 1/√t) · max(ε₂, root mean square of p). There is no momentum.
/// </summary>
/// <remarks>
/// As algorithms 4 to 6 of the paper and PyTorch's since 2.5; ε₁ is added to g² as in the paper, where PyTorch bounds v from below. Hugging
/// Face's has a momentum, a rate that warms up, and lets either half of α be switched off. A weight of more than two axes counts as the
/// matrix of its first axis and all others, where both take its last two; one of fewer has a mean square for each number.
/// </remarks>
public sealed class Adafactor : GradientOptimizer
{
    readonly double forgetting, clip, smallest, scale;
    readonly bool relative;
    readonly ShapedRule matrix, vector;
    Tensor? share;
    double rate, keep;

    /// <summary>Adafactor for all parameters of a model.</summary>
    /// <param name="model">Whose parameters are trained.</param>
    /// <param name="learningRate">Largest step as a share of a parameter's root mean square; if not relative, the step.</param>
    /// <param name="relative">
    /// Whether steps follow 1/√t and the size of the parameter, or are left to <paramref name="learningRate"/>.
    /// </param>
    /// <param name="forgetting">The share of new squares in the means is t^(−forgetting), above 0.</param>
    /// <param name="clip">d: the largest root mean square of u, above 0.</param>
    /// <param name="smallest">ε₁: keeps the quotient finite, above 0.</param>
    /// <param name="scale">ε₂: the least size that a parameter counts with, at least 0.</param>
    /// <param name="weightDecay">Share of a parameter that a step at rate 1 takes away, at least 0.</param>
    public Adafactor(
        Module model, double learningRate = 1e-2, bool relative = true, double forgetting = 0.8, double clip = 1, double smallest = 1e-30,
        double scale = 1e-3, double weightDecay = 0)
        : base(model, learningRate, weightDecay)
    {
        Require(forgetting > 0, "the power of forgetting must be above 0", forgetting);
        Require(clip > 0, "the largest root mean square must be above 0", clip);
        Require(smallest > 0, "the smallest square must be above 0", smallest);
        Require(scale >= 0, "the least size of a parameter must be at least 0", scale);
        (this.relative, this.forgetting, this.clip, this.smallest, this.scale) = (relative, forgetting, clip, smallest, scale);
        (matrix, vector) = (new ShapedRule(OfMatrix), new ShapedRule(OfVector));
    }

    /// <inheritdoc/>
    protected override Shape[] StateShapes(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        var shape = parameter.Shape;
        return shape.Rank < 2 ? [shape] : [[shape[0]], [checked((int)(shape.Length / shape[0]))]];
    }

    /// <inheritdoc/>
    protected override void Begin(long step)
    {
        (rate, keep) = (relative ? Math.Min(Rate, 1 / Math.Sqrt(step)) : Rate, 1 - Rate * Decay);
        share ??= Tensor.EmptyLasting([1], DType.Float64);
        share.Device.Backend.Fill(share, Math.Pow(step, -forgetting));
    }

    /// <inheritdoc/>
    protected override void Update(Tensor parameter, Tensor gradient, Tensor[] state)
    {
        var made = state.Length == 2
            ? matrix.Run(gradient, parameter, share!, state[0], state[1])
            : vector.Run(gradient, parameter, share!, state[0]);
        var backend = parameter.Device.Backend;
        for (var i = 0; i < state.Length; i++)
            backend.Copy(made[i + 2], state[i]);
        backend.Update(new Blend(keep, -rate * ShapedRule.Number(made[1])), parameter, made[0]);
    }

    // r / mean r and c apart: their product may be too small for float32.
    Tensor[] OfMatrix(Tensor[] inputs)
    {
        var g = inputs[0].Reshape(inputs[3].Shape[0], -1);
        var share = inputs[2].To(g.DType);
        var r = inputs[3] + share * (MeanSquare(g, 1) + smallest - inputs[3]);
        var c = inputs[4] + share * (MeanSquare(g, 0) + smallest - inputs[4]);
        var u = g * (r / r.Mean()).Rsqrt().Unsqueeze(1) * c.Rsqrt();
        return [u.Reshape(inputs[0].Shape.ToArray()), Length(u, inputs[1]), r, c];
    }

    Tensor[] OfVector(Tensor[] inputs)
    {
        var (g, share) = (inputs[0], inputs[2].To(inputs[0].DType));
        var v = inputs[3] + share * (g.Square() + smallest - inputs[3]);
        var u = g * v.Rsqrt();
        return [u, Length(u, inputs[1]), v];
    }

    // What u is multiplied by besides the rate.
    Tensor Length(Tensor u, Tensor parameter)
    {
        var shortened = (RootMeanSquare(u) / clip).Clamp(1, double.MaxValue).Reciprocal();
        return relative ? shortened * RootMeanSquare(parameter).Clamp(scale, double.MaxValue) : shortened;
    }

    static Tensor RootMeanSquare(Tensor x) => x.Norm() / Math.Sqrt(x.Length);

    // Over one axis, the squares added up as they are made.
    static Tensor MeanSquare(Tensor x, int axis) => SumOf.Unary<Square>(x, [axis], keepAxes: false) / x.Shape[axis];
}
