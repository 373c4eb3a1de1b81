namespace Nabla;

/// <summary>
/// Names one sequence of random numbers: 128 bits, of which the generator takes 64 as key and 64 as the upper half of its counter.
/// Equal keys give equal numbers on any number of threads; keys made from different seeds, paths or steps are independent.
/// </summary>
/// <param name="Low">The generator's key.</param>
/// <param name="High">The upper half of its counter.</param>
public readonly record struct RandomKey(ulong Low, ulong High)
{
    const ulong Golden = 0x9E3779B97F4A7C15;            // 2⁶⁴ / golden ratio, the step of SplitMix64

    /// <summary>The key of a place in a model at a step of training: a parameter's first values, the mask of a dropout.</summary>
    /// <remarks>
    /// Stable for all time, files depend on it: two lanes start at the FNV-1a offset basis and its complement, take up the UTF-16 units of
    /// the path as FNV-1a takes bytes, then the seed is mixed in with the finaliser of SplitMix64 (Steele, Lea and Flood 2014). The step is
    /// added at last, to the counter's half: so the key of a later step is known from that of an earlier one, see <see cref="After"/>.
    /// </remarks>
    public static RandomKey Of(ulong seed, string path, long step = 0)
    {
        ArgumentNullException.ThrowIfNull(path);
        const ulong Basis = 0xCBF29CE484222325, Prime = 0x100000001B3;
        var (low, high) = (Basis, ~Basis);
        foreach (var unit in path)
        {
            low = (low ^ unit) * Prime;
            high = (high ^ unit) * Prime;
        }

        low = Mix(low + Golden * (seed + 1));
        high = Mix(high ^ Mix(seed));
        return new RandomKey(low, high).After(step);
    }

    /// <summary>Another key, made from this one and a number.</summary>
    public RandomKey Split(ulong index) => this with { Low = Mix(Low + Golden * (index + 1)) };

    /// <summary>
    /// The key of the same use some training steps later: Of(seed, path, s).Split(i).After(n) = Of(seed, path, s + n).Split(i).
    /// </summary>
    public RandomKey After(long steps) => this with { High = High + (ulong)steps };

    // The finaliser of SplitMix64: each bit of z changes about half of the result.
    static ulong Mix(ulong z)
    {
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }
}
