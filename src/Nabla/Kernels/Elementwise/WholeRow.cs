using System.Numerics;

namespace Nabla.Kernels;

/// <summary>y[i] = a[i] ∘ b[i] for whole numbers.</summary>
readonly unsafe struct WholeRow<T>(WholeKind kind) : IRow where T : unmanaged, IBinaryInteger<T>
{
    public void Run(byte** at, nint* step, int count)
    {
        T* y = (T*)at[0], a = (T*)at[1], b = (T*)at[2];
        nint sa = step[1], sb = step[2];
        for (nint i = 0; i < count; i++)
            y[i] = Combine(a[i * sa], b[i * sb]);
    }

    T Combine(T a, T b) => kind switch
    {
        WholeKind.ShiftLeft => InRange(b) ? a << int.CreateTruncating(b) : T.Zero,
        WholeKind.ShiftRight => a >> (InRange(b) ? int.CreateTruncating(b) : 8 * sizeof(T) - 1),
        WholeKind.Divisor => Divisor(a, b),
        _ => T.IsZero(a) || T.IsZero(b) ? T.Zero : Size(a / Divisor(a, b) * b),
    };

    // .NET takes the count modulo the number of bits; here all bits leave.
    static bool InRange(T count) => count >= T.Zero && count < T.CreateTruncating(8 * sizeof(T));

    // The size of the least number of a type is itself: there is no other.
    static T Size(T x) => x < T.Zero ? -x : x;

    // Euclid's algorithm; the rest by −1 is 0 for the least number too, where the processor's division would overflow.
    static T Divisor(T a, T b)
    {
        while (!T.IsZero(b))
            (a, b) = (b, b == -T.One ? T.Zero : a % b);
        return Size(a);
    }
}

/// <summary>How two whole numbers are combined.</summary>
public enum WholeKind
{
    /// <summary>a · 2ᵇ, bits that leave being lost; 0 for b below 0 or beyond the bits.</summary>
    ShiftLeft,

    /// <summary>⌊a / 2ᵇ⌋; 0 or −1, the sign, for b below 0 or beyond the bits.</summary>
    ShiftRight,

    /// <summary>The greatest whole number that divides both.</summary>
    Divisor,

    /// <summary>The least whole number that both divide.</summary>
    Multiple,
}
