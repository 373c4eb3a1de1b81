using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>The register at the end of a row, where fewer than a register's elements are left.</summary>
static unsafe class Part
{
    /// <summary>The last <paramref name="left"/> elements; lanes beyond them are <paramref name="filler"/>.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Vector<T> Load<T>(T* x, int left, T filler = default) where T : unmanaged
    {
        var v = new Vector<T>(filler);
        for (var i = 0; i < left; i++)
            ((T*)&v)[i] = x[i];
        return v;
    }

    /// <summary>Stores the lanes that belong to the row.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Store<T>(Vector<T> v, T* y, int left) where T : unmanaged
    {
        for (var i = 0; i < left; i++)
            y[i] = ((T*)&v)[i];
    }

    /// <summary><paramref name="column"/>, or if it is null a row of <paramref name="value"/> in scratch memory.</summary>
    public static T* OrFilled<T>(T* column, T value, in Scratch<T> memory, int columns) where T : unmanaged
    {
        if (column != null)
            return column;
        new Span<T>(memory.Pointer, columns).Fill(value);
        return memory.Pointer;
    }
}
