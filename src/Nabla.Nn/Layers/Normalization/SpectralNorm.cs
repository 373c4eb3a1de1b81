namespace Nabla.Nn;

/// <summary>
/// Spectral normalisation (Miyato, Kataoka, Koyama, Yoshida 2018): the weight of a layer divided by its largest singular value σ, so that the layer
/// cannot stretch its input. σ ≈ uᵀ W v, with u and v brought nearer by power iteration at each call in training.
/// </summary>
/// <shape>that of the layer</shape>
public sealed class SpectralNorm : Module<Tensor, Tensor>
{
    const ulong FirstVectors = 1;

    readonly int iterations;
    readonly double epsilon;

    /// <summary>The weight of this layer is computed.</summary>
    /// <param name="inner">The layer.</param>
    /// <param name="iterations">Power iterations at each call in training, at least 1.</param>
    /// <param name="epsilon">Keeps the vectors' lengths from 0.</param>
    /// <exception cref="ArgumentException">The layer has no weight of its own, or there are no iterations.</exception>
    public SpectralNorm(Module<Tensor, Tensor> inner, int iterations = 1, double epsilon = 1e-12)
    {
        if (iterations < 1)
            throw new ArgumentException($"SpectralNorm: there must be at least 1 iteration, got {iterations}.");
        var weight = ComputedWeight.Of(inner, "SpectralNorm");
        (Inner, this.iterations, this.epsilon) = (inner, iterations, epsilon);
        WeightOrig = new Parameter(weight.Shape, weight.Init, weight.Disk);
        WeightU = new Buffer(Random(weight.Shape[0], "u"));
        WeightV = new Buffer(Random((int)(weight.Shape.Length / weight.Shape[0]), "v"));
        weight.Source = () => WeightOrig.Value / Largest();
    }

    /// <summary>The layer.</summary>
    [Unnamed]
    public Module<Tensor, Tensor> Inner { get; }

    /// <summary>W, of the shape of the layer's weight and drawn like it.</summary>
    public Parameter WeightOrig { get; }

    /// <summary>u: (outputs), nearly the first left singular vector.</summary>
    public Buffer WeightU { get; }

    /// <summary>v: (inputs of an output), nearly the first right singular vector, in the order of files.</summary>
    public Buffer WeightV { get; }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        if (Training)
            Iterate();
        return Inner.Call(input);
    }

    /// <inheritdoc/>
    public override string ToString() => $"SpectralNorm({Inner}{(iterations == 1 ? "" : $", {iterations} iterations")})";

    // v = Wᵀu / ‖Wᵀu‖, u = W v / ‖W v‖
    void Iterate()
    {
        using var paused = Autograd.Pause();
        var matrix = Matrix();
        var (u, v) = (WeightU.Value, WeightV.Value);
        for (var i = 0; i < iterations; i++)
        {
            v = Unit(u.Unsqueeze(0).MatMul(matrix).Squeeze(0));
            u = Unit(matrix.MatMul(v.Unsqueeze(1)).Squeeze(1));
        }

        WeightV.Load(v);
        WeightU.Load(u);
    }

    // σ = uᵀ W v; the gradient flows through W alone
    Tensor Largest() => (WeightU.Value.Unsqueeze(0).MatMul(Matrix()) * WeightV.Value).Sum();

    // (outputs, inputs of an output), with the columns in the order of files
    Tensor Matrix()
    {
        var w = WeightOrig.Disk is { } disk ? WeightOrig.Value.Reshape(disk.View.ToArray()).Permute(disk.Order) : WeightOrig.Value;
        return w.Reshape(WeightOrig.Shape[0], -1);
    }

    Tensor Unit(Tensor x) => x / x.Norm().Clamp(epsilon, double.PositiveInfinity);

    Tensor Random(int size, string name) => Unit(new Rng(FirstVectors, name).Normal([size]));
}
