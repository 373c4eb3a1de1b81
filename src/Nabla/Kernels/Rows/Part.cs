using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>The register at the end of a row, where fewer than a register's elements are left.</summary>
static unsafe class Part
{
    // Inlined and without a call where the machine has masks: registers do not survive calls, so one behind a loop would make the
    // compiler keep the loop's sums in memory.

    /// <summary>The last <paramref name="left"/> elements; lanes beyond them are <paramref name="filler"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Load<T>(T* x, int left, T filler = default) where T : unmanaged
    {
        var mask = Plain<T>.Mask(left);
        return Vector.ConditionalSelect(mask.Value, Plain<T>.Load(x, mask).Value, new Vector<T>(filler));
    }

    /// <summary>Stores the lanes that belong to the row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Vector<T> v, T* y, int left) where T : unmanaged => new Plain<T>(v).Store(y, Plain<T>.Mask(left));

    /// <summary><paramref name="column"/>, or if it is null a row of <paramref name="value"/> in scratch memory.</summary>
    public static T* OrFilled<T>(T* column, T value, in Scratch<T> memory, int columns) where T : unmanaged
    {
        if (column != null)
            return column;
        new Span<T>(memory.Pointer, columns).Fill(value);
        return memory.Pointer;
    }
}
