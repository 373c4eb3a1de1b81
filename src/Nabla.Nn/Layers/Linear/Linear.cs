namespace Nabla.Nn;

/// <summary>Affine map y = x Wᵀ + b on the last axis: a fully connected layer.</summary>
/// <shape>(…, inputs) → (…, outputs)</shape>
/// <param name="inputs">Size of the last axis of the input.</param>
/// <param name="outputs">Size of the last axis of the output.</param>
/// <param name="bias">Whether b is added.</param>
/// <param name="flattenedFrom">
/// Shape (H, W, C) of the images that a Flatten before this layer makes rows of. It changes only the order of W in files, where PyTorch
/// has flattened (C, H, W).
/// </param>
public sealed class Linear(int inputs, int outputs, bool bias = true, Shape? flattenedFrom = null) : Module<Tensor, Tensor>, IScalable
{
    /// <summary>W: (outputs, inputs), first uniform in ±1/√inputs.</summary>
    public Parameter Weight { get; } = new([outputs, inputs], Init.KaimingUniform(), Disk(inputs, outputs, flattenedFrom));

    /// <summary>b: (outputs), first uniform in ±1/√inputs.</summary>
    public Parameter? Bias { get; private set; } = bias ? new([outputs], Init.Uniform(1 / Math.Sqrt(inputs))) : null;

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => input.Linear(Weight, Parameter.Optional(Bias));

    void IScalable.Scale(Tensor scale, Tensor shift)
    {
        Weight.Load(Weight.Value.Detach() * scale.Unsqueeze(1));
        Bias = ScaledBias.Of(this, Bias, scale, shift);
    }

    static DiskForm? Disk(int inputs, int outputs, Shape? image)
    {
        if (image is not { } sizes)
            return null;
        if (sizes.Rank < 2 || sizes.Length != inputs)
            throw new ShapeException($"Linear({inputs} → {outputs}): flattenedFrom must be (…, C) with {inputs} elements, got {sizes}.");
        int[] order = [0, sizes.Rank, .. Enumerable.Range(1, sizes.Rank - 1)];
        return new DiskForm(sizes.Insert(0, outputs), order, [outputs, inputs]);
    }

    /// <inheritdoc/>
    public override string ToString() => $"Linear({inputs} → {outputs}{(Bias is null ? ", no bias" : "")})";
}
