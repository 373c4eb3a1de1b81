using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Short rows of a panel of columns.</summary>
static unsafe class PanelRow
{
    /// <summary>y += factor · x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<T>(int width, T factor, T* x, T* y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var k = 0;
        for (; k <= width - Vector<T>.Count; k += Vector<T>.Count)
            (Vector.Load(y + k) + Vector.Create(factor) * Vector.Load(x + k)).Store(y + k);
        for (; k < width; k++)
            y[k] += factor * x[k];
    }
}
