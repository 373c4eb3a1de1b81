using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>y[i] = a[i] ∘ b[i], bit by bit.</summary>
readonly unsafe struct BitRow<T>(BitKind kind) : IRow where T : unmanaged, IBinaryInteger<T>
{
    public void Run(byte** at, nint* step, int count)
    {
        T* y = (T*)at[0], a = (T*)at[1], b = (T*)at[2];
        nint sa = step[1], sb = step[2], i = 0;
        if (sa == 1 && sb is 0 or 1)
        {
            var constant = new Vector<T>(*b);
            for (nint end = count - Vector<T>.Count; i <= end; i += Vector<T>.Count)
                Vector.Store(Combine(Vector.Load(a + i), sb == 0 ? constant : Vector.Load(b + i)), y + i);
        }

        for (; i < count; i++)
            y[i] = kind switch
            {
                BitKind.And => a[i * sa] & b[i * sb],
                BitKind.Or => a[i * sa] | b[i * sb],
                _ => a[i * sa] ^ b[i * sb],
            };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Vector<T> Combine(Vector<T> a, Vector<T> b) => kind switch
    {
        BitKind.And => a & b,
        BitKind.Or => a | b,
        _ => a ^ b,
    };
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
