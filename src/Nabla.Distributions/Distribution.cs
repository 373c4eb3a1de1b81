namespace Nabla.Distributions;

/// <summary>
/// The law of a random variable. Its parameters are tensors: each element is a variable of its own (the batch shape), and one value may be
/// a vector (the event shape). Gradients flow to parameters and values through everything here but <see cref="Sample"/>.
/// </summary>
/// <example><code>
/// var model = new Normal(mean: Tensor.Of(0.0, 1.0).Track(), deviation: 2);
/// var loss = model.NegativeLogLikelihood(Tensor.Of(0.5, 0.5));
/// </code></example>
public abstract class Distribution
{
    readonly Arguments? arguments;

    /// <summary>A distribution of one's own.</summary>
    protected Distribution(Shape batchShape, Shape eventShape, DType dtype) =>
        (BatchShape, EventShape, DType) = (batchShape, eventShape, dtype);

    private protected Distribution(Arguments arguments, Shape? eventShape = null)
        : this(arguments.BatchShape, eventShape ?? arguments.EventShape, arguments.DType) => this.arguments = arguments;

    /// <summary>Shape of the parameters: one variable for each element, all independent.</summary>
    public Shape BatchShape { get; }

    /// <summary>Shape of one value: () for numbers, (N) for vectors.</summary>
    public Shape EventShape { get; }

    /// <summary>Dtype of parameters and values.</summary>
    public DType DType { get; }

    /// <summary>What values can occur.</summary>
    public abstract Support Support { get; }

    /// <summary>E[X].</summary>
    /// <shape>→ (batch, event)</shape>
    public abstract Tensor Mean { get; }

    /// <summary>E[(X − E[X])²], of each component of a vector.</summary>
    /// <shape>→ (batch, event)</shape>
    public abstract Tensor Variance { get; }

    /// <summary>√Var[X].</summary>
    /// <shape>→ (batch, event)</shape>
    public Tensor Deviation => Variance.Sqrt();

    /// <summary>Whether samples can carry gradients to the parameters.</summary>
    public virtual bool IsReparameterized => false;

    /// <summary>ln p(x), of the density or, for discrete variables, the mass; −∞ where nothing can occur.</summary>
    /// <shape>(…, event), broadcast with (batch, event) → (…, batch)</shape>
    /// <exception cref="ShapeException">The value has another dtype, or a shape that does not fit.</exception>
    public Tensor LogDensity(Tensor x) => LogDensityAt(Infer(x));

    /// <summary>p(x): the density or, for discrete variables, the mass.</summary>
    /// <shape>(…, event), broadcast with (batch, event) → (…, batch)</shape>
    /// <exception cref="ShapeException">The value has another dtype, or a shape that does not fit.</exception>
    public Tensor Density(Tensor x) => LogDensity(x).Exp();

    /// <summary>P(X ≤ x).</summary>
    /// <shape>(…), broadcast with (batch) → (…, batch)</shape>
    /// <exception cref="ShapeException">The value has another dtype, or a shape that does not fit.</exception>
    /// <exception cref="NotSupportedException">There is no formula for it.</exception>
    public Tensor Cdf(Tensor x) => CdfAt(Infer(x));

    /// <summary>The smallest x with P(X ≤ x) ≥ p, the inverse of <see cref="Cdf"/>; NaN for p outside [0, 1].</summary>
    /// <shape>(…), broadcast with (batch) → (…, batch)</shape>
    /// <exception cref="ShapeException">The probability has another dtype, or a shape that does not fit.</exception>
    /// <exception cref="NotSupportedException">There is no formula for it.</exception>
    public Tensor Quantile(Tensor p)
    {
        var fitting = Infer(p);
        return Supports.Within(fitting, fitting.GreaterOrEqual(0).LogicalAnd(fitting.LessOrEqual(1)), 0.5, QuantileAt, double.NaN);
    }

    /// <summary>H = −E[ln p(X)], in nats.</summary>
    /// <shape>→ (batch)</shape>
    /// <exception cref="NotSupportedException">There is no formula for it.</exception>
    public virtual Tensor Entropy() =>
        (this is IExponentialFamily family ? ExponentialFamily.Entropy(family) : null) ?? throw Missing("entropy");

    /// <summary>KL(p ‖ q) = E_p[ln p(X) − ln q(X)] by formula; +∞ where values of p cannot occur in q.</summary>
    /// <shape>→ (batch of both, broadcast)</shape>
    /// <exception cref="NotSupportedException">There is no formula for this pair; <see cref="KlByMonteCarlo"/> estimates it.</exception>
    public Tensor KlTo(Distribution other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.DType != DType || other.EventShape != EventShape)
            throw new ShapeException(
                $"KlTo: both must have one dtype and event shape, got {this} ({DType.Name()}, {EventShape}) "
                + $"and {other} ({other.DType.Name()}, {other.EventShape}).");
        var (p, q) = (Family, other.Family);
        return p.KlOf(q) ?? p.CrossEntropyLessEntropy(q) ?? Bregman(p, q) ?? throw new NotSupportedException(
            $"KlTo: there is no formula from {this} to {other}; KlByMonteCarlo estimates it from samples.");
    }

    /// <summary>KL(p ‖ q) estimated by the mean of ln p − ln q over samples of p; gradients flow through reparameterised samples.</summary>
    /// <shape>→ (batch of both, broadcast)</shape>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one sample.</exception>
    public Tensor KlByMonteCarlo(Distribution other, Rng rng, int samples = 1000)
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        var x = IsReparameterized ? SampleReparameterized(rng, [samples]) : Sample(rng, [samples]);
        return (LogDensity(x) - other.LogDensity(x)).Mean(0);
    }

    /// <summary>Independent draws, without gradient.</summary>
    /// <shape>→ (shape, batch, event)</shape>
    public Tensor Sample(Rng rng, Shape? shape = null)
    {
        ArgumentNullException.ThrowIfNull(rng);
        using (Autograd.Pause())
            return Draw(rng, [.. shape ?? Shape.Scalar, .. BatchShape]);
    }

    /// <summary>
    /// Independent draws as a function of the parameters and of noise: gradients flow to the parameters (Kingma, Welling 2014).
    /// </summary>
    /// <shape>→ (shape, batch, event)</shape>
    /// <exception cref="NotSupportedException">Samples jump when a parameter changes, as those of discrete variables.</exception>
    public Tensor SampleReparameterized(Rng rng, Shape? shape = null)
    {
        ArgumentNullException.ThrowIfNull(rng);
        return IsReparameterized ? Draw(rng, [.. shape ?? Shape.Scalar, .. BatchShape]) : throw new NotSupportedException(
            $"SampleReparameterized: samples of {this} jump when a parameter changes, so they have no gradient; take Sample, or weigh by LogDensity.");
    }

    /// <summary>
    /// A bijection from all numbers (or vectors) onto the values that can occur: how a search or a chain that knows no bounds moves in the
    /// support (Kucukelbir and others 2017).
    /// </summary>
    /// <exception cref="NotSupportedException">There is none, as for counts.</exception>
    public virtual Bijection BijectionFromReals() => Support.BijectionFromReals();

    /// <summary>−ln p(x) as a loss: what maximum likelihood makes small.</summary>
    /// <shape>(…, event), broadcast with (batch, event) → () or, without reduction, (…, batch)</shape>
    /// <exception cref="ShapeException">The value has another dtype, or a shape that does not fit.</exception>
    public Tensor NegativeLogLikelihood(Tensor x, Reduction reduction = Reduction.Mean) => (-LogDensity(x)).Reduce(reduction);

    /// <summary>
    /// −Σ ln p(x) − Σ ln prior(parameter): what a maximum a posteriori estimate makes small. Up to a constant it is the negative logarithm
    /// of the posterior, so the likelihood is summed over all of the data.
    /// </summary>
    /// <shape>(…, event), broadcast with (batch, event) → ()</shape>
    /// <exception cref="ShapeException">The value has another dtype, or a shape that does not fit.</exception>
    public Tensor NegativeLogPosterior(Tensor x, params ReadOnlySpan<(Distribution Prior, Tensor Parameter)> priors)
    {
        var loss = NegativeLogLikelihood(x, Reduction.Sum);
        foreach (var (prior, parameter) in priors)
            loss += prior.NegativeLogLikelihood(parameter, Reduction.Sum);
        return loss;
    }

    /// <summary>Name and parameters.</summary>
    public override string ToString() => arguments?.ToString() ?? GetType().Name;

    /// <summary>ln p(x), for a value whose dtype and shape have been checked.</summary>
    protected abstract Tensor LogDensityAt(Tensor x);

    /// <summary>Draws of this shape, which ends with the batch shape; the event shape comes behind it.</summary>
    protected abstract Tensor Draw(Rng rng, Shape shape);

    /// <summary>P(X ≤ x), for a value whose dtype and shape have been checked.</summary>
    protected virtual Tensor CdfAt(Tensor x) => throw Missing("CDF");

    /// <summary>The inverse of the CDF, for p in [0, 1].</summary>
    protected virtual Tensor QuantileAt(Tensor p) => throw Missing("inverse CDF");

    /// <summary>KL to another distribution, where there is a formula for the pair; else null.</summary>
    protected virtual Tensor? KlOf(Distribution other) => null;

    /// <summary>−E_p[ln q(X)] of this distribution q, where it follows from moments of p; else null.</summary>
    protected virtual Tensor? CrossEntropyFrom(Distribution p) => null;

    /// <summary>The same law as a member of a wider family, for which divergences are known.</summary>
    protected internal virtual Distribution Family => this;

    /// <summary>E[e^(tX)], where there is a formula for it.</summary>
    protected internal virtual Tensor? MeanExponential(Tensor t) => null;

    /// <summary>E[ln X].</summary>
    protected internal virtual Tensor? MeanLogarithm => null;

    /// <summary>E[ln(1 − X)].</summary>
    protected internal virtual Tensor? MeanLogarithmOfComplement => null;

    private protected Tensor Argument(int i) => arguments!.Values[i];

    private protected Tensor Number(double value) => Tensor.Scalar(value, DType);

    // Noise in (0, 1), in float64 so that the ends are not reached.
    private protected static Tensor Noise(Rng rng, Shape shape) => rng.Uniform(shape, dtype: DType.Float64).Clamp(double.Epsilon, 1);

    private protected NotSupportedException Missing(string what) => new($"{this}: there is no formula for its {what}.");

    static Tensor? Bregman(Distribution p, Distribution q) => p.GetType() == q.GetType() && p is IExponentialFamily from && q is IExponentialFamily to
        ? ExponentialFamily.Kl(from, to)
        : null;

    Tensor? CrossEntropyLessEntropy(Distribution other)
    {
        if (!Supports.Fits(Support, other.Support))
            return Tensor.Full(
                Shape.Broadcast(BatchShape, other.BatchShape) ?? throw new ShapeException($"KlTo: {BatchShape} and {other.BatchShape} do not broadcast."),
                double.PositiveInfinity, DType);
        return other.CrossEntropyFrom(this) is { } cross ? cross - Entropy() : null;
    }

    Tensor Infer(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (!x.DType.IsFloating())
            x = x.To(DType);
        if (x.DType != DType)
            throw new ShapeException($"{this}: values must be {DType.Name()} like the parameters, got {x.DType.Name()}; convert with To.");
        var rank = EventShape.Rank;
        var sizes = x.Shape.ToArray().AsSpan();
        if (sizes.Length < rank || Shape.Of(sizes[^rank..]) != EventShape)
            throw new ShapeException($"{this}: the last axes of the value must be {EventShape}, got {x.Shape}.");
        if (Shape.Broadcast(Shape.Of(sizes[..^rank]), BatchShape) is null)
            throw new ShapeException($"{this}: the value {x.Shape} does not broadcast with the batch {BatchShape} of events {EventShape}.");
        return x;
    }
}
