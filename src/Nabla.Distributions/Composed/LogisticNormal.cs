namespace Nabla.Distributions;

/// <summary>
/// Vectors of K probabilities from K − 1 normal variables, broken off a stick one after the other (<see cref="StickBreakingMap"/>;
/// Aitchison, Shen 1980). Unlike those of a <see cref="Dirichlet"/> vector its components can be made alike.
/// </summary>
/// <param name="mean">Of the normal variables.</param>
/// <param name="deviation">Of the normal variables, above 0.</param>
/// <shape>mean and deviation (…, K − 1), broadcast</shape>
/// <exception cref="ArgumentOutOfRangeException">A parameter is out of its range.</exception>
/// <exception cref="ShapeException">The parameters have no axis.</exception>
public sealed class LogisticNormal(Tensor mean, Tensor deviation)
    : Distribution(Arguments.OfVectors("LogisticNormal", ("mean", mean, Domain.Finite), ("deviation", deviation, Domain.Positive)), [Size(mean, deviation)])
{
    Transformed Mapped => new(new Independent(new Normal(Argument(0), Argument(1))), new StickBreakingMap());

    /// <inheritdoc/>
    public override Support Support => Support.Simplex;

    /// <inheritdoc/>
    public override bool IsReparameterized => true;

    /// <summary>There is no formula for it.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override Tensor Mean => throw Missing("mean");

    /// <summary>There is no formula for it.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public override Tensor Variance => throw Missing("variance");

    /// <inheritdoc/>
    protected internal override Distribution Family => Mapped;

    /// <inheritdoc/>
    protected override Tensor LogDensityAt(Tensor x) => Mapped.LogDensity(x);

    /// <inheritdoc/>
    protected override Tensor Draw(Rng rng, Shape shape) => Mapped.SampleReparameterized(rng, shape.ToArray()[..^BatchShape.Rank]);

    static int Size(Tensor mean, Tensor deviation) => Shape.Broadcast(mean.Shape, deviation.Shape) is { Rank: > 0 } all ? all[-1] + 1 : 1;
}
