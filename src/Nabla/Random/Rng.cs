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
        key = Mix(seed ^ 0x9E3779B97F4A7C15);
        foreach (var c in path)
            key = Mix(key ^ c);
        key = Mix(key ^ (ulong)step);
    }

    /// <summary>Numbers spread evenly in [low, high).</summary>
    public Tensor Uniform(Shape shape, double low = 0, double high = 1, DType dtype = DType.Float32)
    {
        var values = new double[shape.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = low + (high - low) * Next();
        return Tensor.From<double>(values, shape).To(dtype);
    }

    /// <summary>Numbers of the normal distribution.</summary>
    public Tensor Normal(Shape shape, double mean = 0, double deviation = 1, DType dtype = DType.Float32)
    {
        var values = new double[shape.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = mean + deviation * Math.Sqrt(-2 * Math.Log(1 - Next())) * Math.Cos(2 * Math.PI * Next());
        return Tensor.From<double>(values, shape).To(dtype);
    }

    /// <summary>The numbers 0 … <paramref name="count"/> − 1 in random order, each order equally likely (Fisher, Yates).</summary>
    /// <shape>→ (count) int64</shape>
    public Tensor Permutation(int count)
    {
        var order = Tensor.Range(count);
        var at = order.Span<long>();
        for (var i = count - 1; i > 0; i--)
        {
            var other = (int)(Next() * (i + 1));
            (at[i], at[other]) = (at[other], at[i]);
        }

        return order;
    }

    /// <summary>One number spread evenly in [0, 1).</summary>
    public double Next() => (Mix(key + drawn++) >> 11) * (1.0 / (1UL << 53));

    static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
