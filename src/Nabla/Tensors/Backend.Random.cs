namespace Nabla;

/// <summary>A place in a stream of random numbers: the same key and counter always give the same numbers.</summary>
/// <param name="Key">Chooses the stream.</param>
/// <param name="Counter">The first block of the stream that is used.</param>
public readonly record struct RandomKey(ulong Key, ulong Counter)
{
    /// <summary>The key of the same use some training steps later.</summary>
    public RandomKey After(long steps) => steps == 0 ? this : this with { Key = Key + (ulong)steps };
}

public abstract partial class Backend
{
    /// <summary>y = numbers spread evenly in [low, high).</summary>
    public abstract void Uniform(RandomKey key, double low, double high, Tensor y);

    /// <summary>y = numbers of the normal distribution.</summary>
    public abstract void Normal(RandomKey key, double mean, double deviation, Tensor y);

    /// <summary>y (int64) = whole numbers spread evenly in [low, high).</summary>
    public abstract void Integers(RandomKey key, long low, long high, Tensor y);

    /// <summary>y = x / (1 − probability) where a number of [0, 1) drawn for the element is at least the probability, else 0.</summary>
    public abstract void Dropout(RandomKey key, double probability, Tensor x, Tensor y);
}
