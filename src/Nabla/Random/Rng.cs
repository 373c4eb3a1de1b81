namespace Nabla;

/// <summary>
/// Random numbers for who samples. A generator is a key and a count of draws: the same seed gives the same numbers on every machine and
/// with any number of threads. Layers need none: what they draw follows from the run's seed and their path.
/// </summary>
public sealed class Rng
{
    readonly ulong key;
    ulong drawn;

    /// <summary>The generator of a seed.</summary>
    public Rng(ulong seed) : this(seed, "", 0)
    {
    }

    /// <summary>The generator of one use: a seed, a name such as a parameter's path, and a number such as the step.</summary>
    public Rng(ulong seed, string path, long step = 0)
    {
        ArgumentNullException.ThrowIfNull(path);
        key = Mix(seed ^ 0x9E3779B97F4A7C15);
        foreach (var c in path)
            key = Mix(key ^ c);
        key = Mix(key ^ (ulong)step);
    }

    /// <summary>Numbers spread evenly in [low, high).</summary>
    /// <exception cref="ShapeException">The dtype is not floating-point.</exception>
    public Tensor Uniform(Shape shape, double low = 0, double high = 1, DType dtype = DType.Float32)
    {
        var y = Tensor.Empty(shape, RequireFloating("Uniform", dtype));
        y.Backend.Uniform(Take(shape.Length), low, high, y);
        return y;
    }

    /// <summary>Numbers of the normal distribution.</summary>
    /// <exception cref="ShapeException">The dtype is not floating-point.</exception>
    public Tensor Normal(Shape shape, double mean = 0, double deviation = 1, DType dtype = DType.Float32)
    {
        var y = Tensor.Empty(shape, RequireFloating("Normal", dtype));
        y.Backend.Normal(Take(shape.Length), mean, deviation, y);
        return y;
    }

    /// <summary>Truth values that are true with the given probability.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The probability is not in [0, 1].</exception>
    public Tensor Bernoulli(Shape shape, double probability = 0.5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(probability, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(probability, 1);
        return Uniform(shape, dtype: DType.Float64).Less(probability);
    }

    /// <summary>Whole numbers spread evenly in [low, high), as int64.</summary>
    /// <exception cref="ArgumentException">low is not below high.</exception>
    public Tensor Integers(Shape shape, long low, long high)
    {
        if (low >= high)
            throw new ArgumentException($"Integers: low must be below high, got {low} and {high}.");
        var y = Tensor.Empty(shape, DType.Int64);
        y.Backend.Integers(Take(shape.Length), low, high, y);
        return y;
    }

    /// <summary>The numbers 0 … <paramref name="count"/> − 1 in random order, each order equally likely (Fisher, Yates).</summary>
    /// <shape>→ (count) int64</shape>
    public Tensor Permutation(int count)
    {
        var places = Uniform([count], dtype: DType.Float64);
        var order = Tensor.Range(count);
        var at = order.Span<long>();
        var draws = places.AsSpan<double>();
        for (var i = count - 1; i > 0; i--)
        {
            var other = (int)(draws[i] * (i + 1));
            (at[i], at[other]) = (at[other], at[i]);
        }

        GC.KeepAlive(places);
        return order;
    }

    /// <summary>One number spread evenly in [0, 1): quicker than <see cref="Uniform"/> for who needs only a few.</summary>
    public double Next() => (Mix(key + Mix(drawn++)) >> 11) * (1.0 / (1UL << 53));

    /// <summary>The next place in the stream, with numbers for <paramref name="count"/> elements of any kind; they are not drawn again.</summary>
    public RandomKey Take(long count)
    {
        var place = new RandomKey(key, drawn);
        drawn += 2 * (ulong)count;
        return place;
    }

    static DType RequireFloating(string who, DType dtype) => dtype.IsFloating()
        ? dtype
        : throw new ShapeException($"{who}: the dtype must be floating-point, got {dtype.Name()}; draw whole numbers with Integers.");

    static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
