using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Signals along the middle axis of (…, count, inner), to be set side by side; without memory they are 0, or not wanted.</summary>
readonly unsafe struct Signals<T>(T* data, nint count, nint inner) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public bool Exist => data != null;

    /// <summary>
    /// Element j of signal first + l to [j · width + l]; what is missing of <paramref name="length"/> elements and of the width is 0.
    /// </summary>
    public void Load(nint first, nint lanes, int length, nint width, T* to)
    {
        if (data == null || lanes <= 0)
        {
            Clear(to, length * width);
            return;
        }

        if (lanes < width)
            Clear(to, count * width);
        if (inner == 1)
            Transposition.Copy(data + first * count, count, to, width, lanes, count);
        else if (first % inner + lanes <= inner)
            for (nint j = 0; j < count; j++)
                Copy(Start(first) + j * inner, to + j * width, lanes);
        else
            for (nint l = 0; l < lanes; l++)
                Spread(Start(first + l), inner, to + l, width);
        Clear(to + count * width, (length - count) * width);
    }

    /// <summary>[j · width + l] to element j of signal first + l.</summary>
    public void Store(nint first, nint lanes, nint width, T* from)
    {
        if (data == null || lanes <= 0)
            return;
        if (inner == 1)
            Transposition.Copy(from, width, data + first * count, count, count, lanes);
        else if (first % inner + lanes <= inner)
            for (nint j = 0; j < count; j++)
                Copy(from + j * width, Start(first) + j * inner, lanes);
        else
            for (nint l = 0; l < lanes; l++)
                Spread(from + l, width, Start(first + l), inner);
    }

    T* Start(nint signal) => data + signal / inner * count * inner + signal % inner;

    [MethodImpl(Compile.Fully)]
    void Spread(T* from, nint apart, T* to, nint toApart)
    {
        for (nint j = 0; j < count; j++)
            to[j * toApart] = from[j * apart];
    }

    static void Copy(T* from, T* to, nint length) => new ReadOnlySpan<T>(from, (int)length).CopyTo(new(to, (int)length));

    static void Clear(T* to, nint length)
    {
        if (length > 0)
            new Span<T>(to, checked((int)length)).Clear();
    }
}
