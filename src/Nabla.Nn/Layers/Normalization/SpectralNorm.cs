namespace Nabla.Nn;

/// <summary>
/// Spectral normalisation (Miyato, Kataoka, Koyama, Yoshida 2018): the weight of a layer divided by its largest singular value σ, so that
/// the layer cannot stretch its input. σ ≈ uᵀ W v, with u and v brought nearer by power iteration at each call in training.
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
        var original = WeightOrig = new Parameter(weight.Shape, weight.Init, weight.Disk);
        var u = WeightU = new Buffer(Random(weight.Shape[0], "u"));
        var v = WeightV = new Buffer(Random((int)(weight.Shape.Length / weight.Shape[0]), "v"));
        weight.Source = () => original.Value / Largest(original, u, v);
    }

    /// <summary>The layer.</summary>
    [Unnamed]
    public Module<Tensor, Tensor> Inner { get; }

    /// <summary>W, of the shape of the layer's weight and drawn like it; none after <see cref="Remove"/>, as u and v.</summary>
    public Parameter? WeightOrig { get; private set; }

    /// <summary>u: (outputs), nearly the first left singular vector.</summary>
    public Buffer? WeightU { get; private set; }

    /// <summary>v: (inputs of an output), nearly the first right singular vector, in the order of files.</summary>
    public Buffer? WeightV { get; private set; }

    /// <summary>
    /// The layer's weight becomes a parameter again, with its present values, and this layer is the inner one: names in files are as
    /// without it.
    /// </summary>
    /// <remarks>An optimiser that was made before does not know the weight.</remarks>
    public void Remove()
    {
        if (WeightOrig is not null)
            ComputedWeight.Release(Inner);
        (WeightOrig, WeightU, WeightV) = (null, null, null);
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        if (Training && WeightOrig is not null)
            Iterate(Matrix(WeightOrig), WeightU!, WeightV!);
        return Inner.Call(input);
    }

    /// <inheritdoc/>
    public override string ToString() => WeightOrig is null
        ? $"{Inner}"
        : $"SpectralNorm({Inner}{(iterations == 1 ? "" : $", {iterations} iterations")})";

    // v = Wᵀu / ‖Wᵀu‖, u = W v / ‖W v‖
    void Iterate(Tensor matrix, Buffer left, Buffer right)
    {
        using var paused = Autograd.Pause();
        var (u, v) = (left.Value, right.Value);
        for (var i = 0; i < iterations; i++)
        {
            v = Unit(u.Unsqueeze(0).MatMul(matrix).Squeeze(0));
            u = Unit(matrix.MatMul(v.Unsqueeze(1)).Squeeze(1));
        }

        right.Load(v);
        left.Load(u);
    }

    // σ = uᵀ W v; the gradient flows through W alone
    static Tensor Largest(Parameter weight, Buffer u, Buffer v) => (u.Value.Unsqueeze(0).MatMul(Matrix(weight)) * v.Value).Sum();

    // (outputs, inputs of an output), with the columns in the order of files
    static Tensor Matrix(Parameter weight)
    {
        var w = weight.Disk is { } disk ? weight.Value.Reshape(disk.View.ToArray()).Permute(disk.Order) : weight.Value;
        return w.Reshape(weight.Shape[0], -1);
    }

    Tensor Unit(Tensor x) => x / x.Norm().Clamp(epsilon, double.PositiveInfinity);

    Tensor Random(int size, string name) => Unit(new Rng(FirstVectors, name).Normal([size]));
}
