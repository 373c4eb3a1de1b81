using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>y[i] = condition[i] ≠ 0 ? a[i] : b[i]; elements are moved as bit patterns, so any type of the same width will do.</summary>
readonly unsafe struct SelectRow<T> : IRow where T : unmanaged
{
    public void Run(byte** at, nint* step, int count)
    {
        var y = (T*)at[0];
        var condition = at[1];
        var a = (T*)at[2];
        var b = (T*)at[3];
        nint sc = step[1], sa = step[2], sb = step[3], i = 0;
        if (sc == 1 && sa is 0 or 1 && sb is 0 or 1)
            i = Dense(y, condition, a, sa, b, sb, count);
        for (; i < count; i++)
            y[i] = condition[i * sc] != 0 ? a[i * sa] : b[i * sb];
    }

    // A register of conditions at a time; returns how many elements are done.
    static nint Dense(T* y, byte* condition, T* a, nint sa, T* b, nint sb, nint count)
    {
        var width = Vector<T>.Count;
        var masks = stackalloc Vector<T>[Truth.Parts<T>()];
        Vector<T> constantA = Vector.Create(*a), constantB = Vector.Create(*b);
        nint i = 0;
        for (; i <= count - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Truth.Widen(condition + i, masks);
            for (var part = 0; part < Truth.Parts<T>(); part++)
            {
                var j = i + part * width;
                var whenTrue = sa == 0 ? constantA : Vector.Load(a + j);
                var otherwise = sb == 0 ? constantB : Vector.Load(b + j);
                Vector.ConditionalSelect(masks[part], whenTrue, otherwise).Store(y + j);
            }
        }

        return i;
    }
}

/// <summary>y[i] = map(a[i], b[i]) ≠ 0 as a byte, through a tile of the operands' own type.</summary>
readonly unsafe struct CompareRow<T, TMap>(TMap map) : IRow
    where T : unmanaged, INumber<T>
    where TMap : struct, IMap
{
    const int Tile = 256;

    [SkipLocalsInit]
    public void Run(byte** at, nint* step, int count)
    {
        var tile = stackalloc T[Tile];
        var operands = stackalloc byte*[3];
        operands[0] = (byte*)tile;
        var row = new MapRow<T, TMap>(map);
        for (var from = 0; from < count; from += Tile)
        {
            var length = Math.Min(Tile, count - from);
            operands[1] = (byte*)((T*)at[1] + from * step[1]);
            operands[2] = (byte*)((T*)at[2] + from * step[2]);
            row.Run(operands, step, length);
            Truth.Of(tile, at[0] + from, length);
        }
    }
}
