namespace Nabla.Kernels;

/// <summary>
/// Attention of many heads: Y = P V with P = e^(scale · Q Kᵀ − L), L the logarithm of the row sums of e^(scale · Q Kᵀ). The gradient fields
/// are for the backward pass only.
/// </summary>
unsafe struct AttentionWork<T> where T : unmanaged
{
    public int Samples;
    public int Heads;

    /// <summary>So many heads, one after the other, use the same keys and values.</summary>
    public int Sharing;
    public int Queries;
    public int Keys;

    /// <summary>Numbers in a row of a head.</summary>
    public int Size;

    /// <summary>Query i sees the keys 0 … First + i only.</summary>
    public bool Causal;

    /// <summary>Place of query 0 among the keys.</summary>
    public int First;
    public T Scale;
    public HeadRows<T> Q;
    public HeadRows<T> K;
    public HeadRows<T> V;
    public HeadRows<T> Y;

    /// <summary>L: Samples × Heads × Queries numbers.</summary>
    public T* LogSums;
    public HeadRows<T> G;
    public HeadRows<T> DQ;
    public HeadRows<T> DK;
    public HeadRows<T> DV;

    /// <summary>
    /// How many of <paramref name="keys"/> keys from <paramref name="key"/> on the queries before <paramref name="queryEnd"/> see.
    /// </summary>
    public readonly int Seen(int queryEnd, int key, int keys) => Causal ? Math.Clamp(First + queryEnd - key, 0, keys) : keys;
}
