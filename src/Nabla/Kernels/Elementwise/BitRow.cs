namespace Nabla.Kernels;

/// <summary>y[i] = a[i] ∘ b[i], bit by bit.</summary>
readonly unsafe struct BitRow<T>(BitKind kind) : IRow where T : unmanaged, System.Numerics.IBinaryInteger<T>
{
    public void Run(byte** at, nint* step, int count)
    {
        T* y = (T*)at[0], a = (T*)at[1], b = (T*)at[2];
        nint sa = step[1], sb = step[2];
        for (nint i = 0; i < count; i++)
            y[i] = kind switch
            {
                BitKind.And => a[i * sa] & b[i * sb],
                BitKind.Or => a[i * sa] | b[i * sb],
                _ => a[i * sa] ^ b[i * sb],
            };
    }
}

/// <summary>How bits are combined.</summary>
public enum BitKind
{
    /// <summary>1 where both are.</summary>
    And,

    /// <summary>1 where any is.</summary>
    Or,

    /// <summary>1 where they differ.</summary>
    Xor,
}
