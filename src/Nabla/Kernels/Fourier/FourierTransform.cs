using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>
/// Discrete Fourier transforms of any length along an axis, of complex numbers whose real and imaginary parts lie apart. Real signals
/// travel two by two, as real and imaginary part of one; a single long signal is cut by <see cref="LongTransform"/>.
/// </summary>
static unsafe class FourierTransform
{
    const int CacheElements = 1 << 15;      // of the four buffers of a block: 128 KB of float

    /// <summary>y = F x; no imaginary part of x means 0, no part of y that it is not wanted.</summary>
    public static void Run<T>(in FourierShape s, T* re, T* im, T* yRe, T* yIm) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (s.Signals == 0)
            return;
        if (LongTransform.Serves<T>(s))
        {
            LongTransform.Run(s, re, im, yRe, yIm);
            return;
        }

        using var memory = new Scratch<T>(FftPlan<T>.MemorySize(s.Length));
        var plan = FftPlan<T>.At(memory.Pointer, s.Length);
        var (register, groups) = (Vector<T>.Count, im == null || s.Mirrored ? 2 : 1);
        var row = s.Inner >= register ? s.Inner : s.Signals;
        var most = Math.Max(1, CacheElements / (4 * plan.Room * register)) * register;
        var width = Math.Min(most, (row + groups * register - 1) / (groups * register) * register);
        var blocks = (row + groups * width - 1) / (groups * width);
        var work = new FourierBlocks<T>(s, plan, row, width, blocks, groups, re, im, yRe, yIm);
        Workers.Run(ref work, checked(s.Signals / row * blocks));
    }
}

/// <summary>A chunk is a block of signals, one group of them or two of real ones.</summary>
readonly unsafe struct FourierBlocks<T>(
    FourierShape s, FftPlan<T> plan, int row, int width, int blocks, int groups, T* re, T* im, T* yRe, T* yIm) : IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly Signals<T> xRe = new(re, s.Read, s.Inner), xIm = new(im, s.Read, s.Inner);
    readonly Signals<T> toRe = new(yRe, s.Written, s.Inner), toIm = new(yIm, s.Written, s.Inner);

    public void Run(int chunk)
    {
        var block = new Block(chunk / blocks * (nint)row + chunk % blocks * (nint)(groups * width), (chunk / blocks + 1) * (nint)row, width);
        using var memory = new Scratch<T>(4 * plan.Room * block.Width);
        var size = plan.Room * block.Width;
        var a = memory.Pointer;
        if (s.Mirrored)
            Mirrored(block, a, a + size, a + 2 * size, a + 3 * size);
        else if (groups == 2)
            Real(block, a, a + size, a + 2 * size, a + 3 * size);
        else
            Complex(block, a, a + size, a + 2 * size, a + 3 * size);
    }

    // Signals First … of a group, and as many behind them of a second.
    readonly struct Block(nint first, nint end, nint most)
    {
        public nint First => first;

        public nint Lanes => Math.Min(end - first, most);

        public nint Second => first + most;

        public nint SecondLanes => Math.Clamp(end - first - most, 0, most);

        /// <summary>Whole registers.</summary>
        public nint Width => (Lanes + Vector<T>.Count - 1) / Vector<T>.Count * Vector<T>.Count;
    }

    // The inverse is the transform with real and imaginary parts exchanged before and after.
    void Complex(Block b, T* r, T* i, T* workR, T* workI)
    {
        var (first, second) = s.Inverse ? (xIm, xRe) : (xRe, xIm);
        first.Load(b.First, b.Lanes, s.Length, b.Width, r);
        second.Load(b.First, b.Lanes, s.Length, b.Width, i);
        if (plan.Run(b.Width, r, i, workR, workI))
        {
            r = workR;
            i = workI;
        }

        if (s.Scale != 1)
        {
            Scale(r, s.Written * b.Width);
            Scale(i, s.Written * b.Width);
        }

        (first, second) = s.Inverse ? (toIm, toRe) : (toRe, toIm);
        first.Store(b.First, b.Lanes, b.Width, r);
        second.Store(b.First, b.Lanes, b.Width, i);
    }

    // With Z the transform of a + i b: A[k] = (Z[k] + Z̄[n − k]) / 2, B[k] = (Z[k] − Z̄[n − k]) / 2i. The inverse of a real signal is the
    // conjugate.
    void Real(Block b, T* r, T* i, T* workR, T* workI)
    {
        xRe.Load(b.First, b.Lanes, s.Length, b.Width, r);
        xRe.Load(b.Second, b.SecondLanes, s.Length, b.Width, i);
        if (plan.Run(b.Width, r, i, workR, workI))
            Split(b, workR, workI, r, i);
        else
            Split(b, r, i, workR, workI);
    }

    [MethodImpl(Compile.Fully)]
    void Split(Block b, T* r, T* i, T* workR, T* workI)
    {
        var (half, sign) = (Factor(0.5), Factor(s.Inverse ? -0.5 : 0.5));
        for (var k = 0; k <= s.Length / 2; k++)
        {
            var other = k == 0 ? 0 : s.Length - k;
            for (nint l = 0, at = k * b.Width, from = other * b.Width; l < b.Width; l += Vector<T>.Count, at += Vector<T>.Count, from += Vector<T>.Count)
            {
                var (zr, zi, mr, mi) = (Vector.Load(r + at), Vector.Load(i + at), Vector.Load(r + from), Vector.Load(i + from));
                var (ar, ai, br, bi) = ((zr + mr) * half, (zi - mi) * sign, (zi + mi) * half, (mr - zr) * sign);
                ar.Store(workR + from);
                (-ai).Store(workI + from);
                br.Store(r + from);
                (-bi).Store(i + from);
                ar.Store(workR + at);
                ai.Store(workI + at);
                br.Store(r + at);
                bi.Store(i + at);
            }
        }

        toRe.Store(b.First, b.Lanes, b.Width, workR);
        toIm.Store(b.First, b.Lanes, b.Width, workI);
        toRe.Store(b.Second, b.SecondLanes, b.Width, r);
        toIm.Store(b.Second, b.SecondLanes, b.Width, i);
    }

    // Z[k] = A[k] + i B[k], Z[n − k] = Ā[k] + i B̄[k] has the transform a + i b; where k = n − k imaginary parts count as 0.
    [MethodImpl(Compile.Fully)]
    void Mirrored(Block b, T* r, T* i, T* workR, T* workI)
    {
        xRe.Load(b.First, b.Lanes, s.Read, b.Width, workR);
        xIm.Load(b.First, b.Lanes, s.Read, b.Width, workI);
        xRe.Load(b.Second, b.SecondLanes, s.Read, b.Width, r);
        xIm.Load(b.Second, b.SecondLanes, s.Read, b.Width, i);
        var scale = Factor(1);
        for (var k = 0; k <= s.Length / 2; k++)
        {
            var other = k == 0 ? 0 : s.Length - k;
            var sign = other == k ? Vector<T>.Zero : Factor(s.Inverse ? 1 : -1);
            for (nint l = 0, at = k * b.Width, to = other * b.Width; l < b.Width; l += Vector<T>.Count, at += Vector<T>.Count, to += Vector<T>.Count)
            {
                var (ar, ai) = (Vector.Load(workR + at) * scale, Vector.Load(workI + at) * sign);
                var (br, bi) = (Vector.Load(r + at) * scale, Vector.Load(i + at) * sign);
                (ar + bi).Store(r + to);
                (br - ai).Store(i + to);
                (ar - bi).Store(r + at);
                (br + ai).Store(i + at);
            }
        }

        if (plan.Run(b.Width, i, r, workI, workR))
        {
            r = workR;
            i = workI;
        }

        toRe.Store(b.First, b.Lanes, b.Width, r);
        toRe.Store(b.Second, b.SecondLanes, b.Width, i);
    }

    Vector<T> Factor(double factor) => Vector.Create(T.CreateTruncating(factor * s.Scale));

    void Scale(T* x, nint length)
    {
        var factor = Factor(1);
        for (nint l = 0; l < length; l += Vector<T>.Count)
            (Vector.Load(x + l) * factor).Store(x + l);
    }
}
