namespace Nabla.Benchmarks.Ops;

/// <summary>One call of one op, as a user writes it; eng/peer_ops.py has the same call of the peer under the same name.</summary>
/// <param name="Name">The op, and what is special about its input.</param>
/// <param name="Call">The call.</param>
sealed record OpRow(string Name, Action Call)
{
    /// <summary>A million numbers as a matrix: 4 MB in, 4 MB out.</summary>
    public const int Side = 1000;

    /// <summary>The families of rows; each makes its inputs when asked.</summary>
    public static IReadOnlyDictionary<string, Func<IEnumerable<OpRow>>> Families { get; } = new Dictionary<string, Func<IEnumerable<OpRow>>>
    {
        ["functions"] = FunctionRows.Of,
        ["pairs"] = PairRows.Of,
        ["activations"] = ActivationRows.Of,
        ["losses"] = LossRows.Of,
        ["reductions"] = ReductionRows.Of,
        ["scans"] = ReductionRows.Scans,
        ["sorting"] = SortRows.Of,
        ["indexing"] = IndexRows.Of,
        ["movement"] = MovementRows.Of,
        ["pooling"] = PoolRows.Of,
        ["resampling"] = ResampleRows.Of,
        ["norms"] = NormRows.Of,
        ["random"] = NormRows.Random,
        ["small"] = SmallRows.Of,
        ["matrices"] = MatrixRows.Of,
        ["fourier"] = MatrixRows.Fourier,
        ["sequences"] = SequenceRows.Of,
        ["distributions"] = DistributionRows.Of,
    };

    /// <summary>A call without gradients.</summary>
    public static OpRow Value(string name, Func<object> op) => new(name, () => op());

    /// <summary>Forward and backward, with ones for the gradient of the result.</summary>
    public static OpRow Gradient(string name, Tensor x, Func<Tensor, Tensor> op) => Gradients(name, [x], all => op(all[0]));

    /// <summary>As <see cref="Gradient"/>, by several tensors.</summary>
    public static OpRow Gradients(string name, Tensor[] x, Func<Tensor[], Tensor> op)
    {
        Tensor[] tracked = [.. x.Select(v => v.Track())];
        using var pause = Autograd.Pause();
        var y = op(x);
        var ones = Tensor.Ones(y.Shape, y.DType);
        return new(name, () => op(tracked).Backward(ones));
    }

    public static Tensor Normal(Shape shape, ulong seed = 1) => new Rng(seed).Normal(shape);

    public static Tensor Uniform(Shape shape, double low = 0, double high = 1, ulong seed = 1) => new Rng(seed).Uniform(shape, low, high);

    public static Tensor Integers(Shape shape, long below, ulong seed = 1) => new Rng(seed).Integers(shape, 0, below);
}
