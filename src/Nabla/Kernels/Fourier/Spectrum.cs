using System.Numerics;

namespace Nabla.Kernels;

/// <summary>
/// Complex numbers on the points of a batch of boxes, (batch, D, H, W, lanes), real and imaginary parts apart, and their transforms along
/// the three axes.
/// </summary>
readonly unsafe struct Spectrum<T>(int batch, Extent3 box, nint lanes, T* re, T* im) where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    const int CacheElements = 1 << 15;      // of the four buffers of a block: 128 KB of float

    public nint Lanes => lanes;

    public nint Length => batch * (nint)box.Volume * lanes;

    public T* Re => re;

    public T* Im => im;

    public static nint MemorySize(int batch, Extent3 box, nint lanes) => 2 * batch * (nint)box.Volume * lanes;

    /// <summary>A spectrum in memory for <see cref="MemorySize"/> elements.</summary>
    public static Spectrum<T> At(T* memory, int batch, Extent3 box, nint lanes) =>
        new(batch, box, lanes, memory, memory + batch * (nint)box.Volume * lanes);

    /// <summary>
    /// All three axes, the width first; only lines (d, h) from <paramref name="start"/> on (around the end) can be other than 0.
    /// </summary>
    public void Forward(Extent3 start, Extent3 filled)
    {
        Along(box.W, lanes, new(start.D, filled.D), new(start.H, filled.H), re, im);
        Along(box.H, lanes * box.W, new(start.D, filled.D), new(0, 1), re, im);
        Along(box.D, lanes * box.W * box.H, new(0, 1), new(0, 1), re, im);
    }

    /// <summary>The inverse times the number of points, of which only the lines (d, h) before <paramref name="wanted"/> are made.</summary>
    public void Inverse(Extent3 wanted)
    {
        Along(box.D, lanes * box.W * box.H, new(0, 1), new(0, 1), im, re);
        Along(box.H, lanes * box.W, new(0, wanted.D), new(0, 1), im, re);
        Along(box.W, lanes, new(0, wanted.D), new(0, wanted.H), im, re);
    }

    void Along(int n, nint inner, LineRange d, LineRange h, T* real, T* imaginary)
    {
        if (n == 1)
            return;
        using var roots = new Scratch<T>(2 * n);
        Fft.Roots(n, roots.Pointer, roots.Pointer + n);
        var register = Vector<T>.Count;
        var most = Math.Max(1, CacheElements / (4 * n * register)) * register;
        var block = Math.Min(most, (inner + register - 1) / register * register);
        var blocks = (int)((inner + block - 1) / block);
        var work = new TransformLines<T>(box, lanes, n, inner, block, blocks, d, h, real, imaginary, roots.Pointer);
        Workers.Run(ref work, checked(batch * d.Count * h.Count * blocks));
    }
}

/// <summary>Count lines from Start on, around the end.</summary>
readonly record struct LineRange(int Start, int Count);

/// <summary>A chunk is one line along an axis, of a block of what lies beside each other within it.</summary>
readonly unsafe struct TransformLines<T>(
    Extent3 box, nint lanes, int n, nint inner, nint block, int blocks, LineRange d, LineRange h, T* re, T* im, T* roots) : IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run(int chunk)
    {
        var (line, first) = (chunk / blocks, chunk % blocks * block);
        var (atH, atD, b) = ((h.Start + line % h.Count) % box.H, (d.Start + line / h.Count % d.Count) % box.D, line / h.Count / d.Count);
        var from = (((nint)b * box.D + atD) * box.H + atH) * box.W * lanes + first;
        var count = Math.Min(block, inner - first);
        var width = (count + Vector<T>.Count - 1) / Vector<T>.Count * Vector<T>.Count;
        using var memory = new Scratch<T>(4 * n * width);
        T* real = memory.Pointer, imaginary = real + n * width, workRe = imaginary + n * width, workIm = workRe + n * width;
        for (nint k = 0; k < n; k++)
        {
            Load(re + from + k * inner, real + k * width, count, width);
            Load(im + from + k * inner, imaginary + k * width, count, width);
        }

        if (Fft.Run(n, width, real, imaginary, workRe, workIm, roots, roots + n))
        {
            real = workRe;
            imaginary = workIm;
        }

        for (nint k = 0; k < n; k++)
        {
            new ReadOnlySpan<T>(real + k * width, (int)count).CopyTo(new(re + from + k * inner, (int)count));
            new ReadOnlySpan<T>(imaginary + k * width, (int)count).CopyTo(new(im + from + k * inner, (int)count));
        }
    }

    static void Load(T* from, T* to, nint count, nint width)
    {
        new ReadOnlySpan<T>(from, (int)count).CopyTo(new(to, (int)count));
        new Span<T>(to + count, (int)(width - count)).Clear();
    }
}
