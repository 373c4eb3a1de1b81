namespace Nabla;

/// <summary>
/// Random numbers for who samples. A generator is a key and a count of draws: the same seed gives the same numbers on every machine and
/// with any number of threads. Layers need none: what they draw follows from the run's seed and their path.
/// </summary>
public sealed class Rng
{
    readonly RandomKey key;
    ulong drawn;

    /// <summary>The generator of a seed.</summary>
    public Rng(ulong seed) : this(seed, "")
    {
    }

    /// <summary>The generator of one use: a seed, a name such as a parameter's path, and a number such as the step.</summary>
    public Rng(ulong seed, string path, long step = 0) => key = RandomKey.Of(seed, path, step);

    /// <summary>
    /// The key of the next draw; no other draw has it, but the same draw when a <see cref="Recomputation"/> computes again.
    /// </summary>
    public RandomKey NextKey() => KeyTape.Next(() => key.Split(drawn++));

    /// <summary>Numbers spread evenly in [low, high).</summary>
    /// <exception cref="ShapeException">The dtype is not floating-point.</exception>
    public Tensor Uniform(Shape shape, double low = 0, double high = 1, DType dtype = DType.Float32)
    {
        var y = Tensor.Empty(shape, RequireFloating("Uniform", dtype));
        y.Backend.Uniform(NextKey(), low, high, y);
        return y;
    }

    /// <summary>Numbers of the normal distribution.</summary>
    /// <exception cref="ShapeException">The dtype is not floating-point.</exception>
    public Tensor Normal(Shape shape, double mean = 0, double deviation = 1, DType dtype = DType.Float32)
    {
        var y = Tensor.Empty(shape, RequireFloating("Normal", dtype));
        y.Backend.Normal(NextKey(), mean, deviation, y);
        return y;
    }

    /// <summary>Truth values that are true with the given probability.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not in [0, 1].</exception>
    public Tensor Bernoulli(Shape shape, double probability = 0.5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(probability, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probability, 1);
        var y = Tensor.Empty(shape, DType.Bool);
        y.Backend.Bernoulli(NextKey(), probability, y);
        return y;
    }

    /// <summary>Whole numbers spread evenly in [low, high), as int64.</summary>
    /// <exception cref="ArgumentException">low is not below high.</exception>
    public Tensor Integers(Shape shape, long low, long high)
    {
        if (low >= high)
            throw new ArgumentException($"Integers: low must be below high, got {low} and {high}.");
        var y = Tensor.Empty(shape, DType.Int64);
        y.Backend.Integers(NextKey(), low, high, y);
        return y;
    }

    /// <summary>
    /// A number of a law for each element of its parameters, without gradient; shapes broadcast with <paramref name="shape"/>.
    /// </summary>
    /// <shape>parameters (…) → shape</shape>
    /// <exception cref="ArgumentException">There are no parameters, or more than four.</exception>
    /// <exception cref="ShapeException">
    /// A parameter that does not broadcast to the shape, or has another dtype or none that is floating-point.
    /// </exception>
    public Tensor Draw<TLaw>(Shape shape, TLaw law, params Tensor[] parameters) where TLaw : struct, ILaw
    {
        if (parameters.Length is 0 or > 4)
            throw new ArgumentException($"Draw: a law has 1 to 4 parameters, got {parameters.Length}.");
        var y = Tensor.Empty(shape, RequireFloating("Draw", parameters[0].DType));
        if (parameters.FirstOrDefault(p => p.DType != y.DType) is { } other)
            throw new ShapeException($"Draw: parameters must have one dtype, got {y.DType.Name()} and {other.DType.Name()}.");
        y.Backend.Law(NextKey(), law, Array.ConvertAll(parameters, p => p.Detach().BroadcastTo(shape)), y);
        return y;
    }

    /// <summary>The numbers 0 … <paramref name="count"/> − 1 in random order, each order equally likely (Fisher, Yates).</summary>
    /// <shape>→ (count) int64</shape>
    public Tensor Permutation(int count)
    {
        var order = Tensor.Empty([count], DType.Int64);
        order.Backend.Permutation(NextKey(), order);
        return order;
    }

    /// <summary>One number spread evenly in [0, 1): quicker than <see cref="Uniform"/> for who needs only a few.</summary>
    public unsafe double Next()
    {
        var words = stackalloc uint[4];
        Philox.Blocks(NextKey(), 0, words, 1);
        return (((ulong)words[1] << 32 | words[0]) >> 11) * (1.0 / (1UL << 53));
    }

    static DType RequireFloating(string who, DType dtype) => dtype.IsFloating()
        ? dtype
        : throw new ShapeException($"{who}: the dtype must be floating-point, got {dtype.Name()}; draw whole numbers with Integers.");
}
