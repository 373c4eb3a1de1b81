namespace Nabla;

public abstract partial class Backend
{
    /// <summary>y = numbers spread evenly in [low, high).</summary>
    public abstract void Uniform(RandomKey key, double low, double high, Tensor y);

    /// <summary>y = numbers of the normal distribution.</summary>
    public abstract void Normal(RandomKey key, double mean, double deviation, Tensor y);

    /// <summary>y (int64) = whole numbers spread evenly in [low, high).</summary>
    public abstract void Integers(RandomKey key, long low, long high, Tensor y);

    /// <summary>y (bool) = true with the given probability.</summary>
    public abstract void Bernoulli(RandomKey key, double probability, Tensor y);

    /// <summary>y (N, int64) = 0 … N − 1 in an order drawn evenly from all orders.</summary>
    public abstract void Permutation(RandomKey key, Tensor y);

    /// <summary>y = x m with m = 1 / (1 − probability), but 0 with the given probability.</summary>
    public abstract void Dropout(RandomKey key, double probability, Tensor x, Tensor y);

    /// <summary>y = a number of the law for each element of the parameters, which have y's shape and dtype.</summary>
    public abstract void Law<TLaw>(RandomKey key, TLaw law, Tensor[] parameters, Tensor y) where TLaw : struct, ILaw;
}
