using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>
/// y[n, q, c] = Σ over the taps of depth, height and width of the product of their weights · x[n, tap, c], for float and double: three
/// sparse matrices, one for each axis of channels-last data, applied in one pass.
/// </summary>
/// <remarks>
/// A line of y is made in two steps that stay in cache: the lines of x that it sees are added up to one, then each of its pixels adds up
/// pixels of that one. A chunk is a run of lines of y, so nothing is written twice.
/// </remarks>
static unsafe class Resampling
{
    public static void Run<T>(int batch, int channels, AxisTaps d, AxisTaps h, AxisTaps w, T* x, T* y)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var weights = new Scratch<T>(d.Weights.Length + h.Weights.Length + w.Weights.Length);
        fixed (int* startsD = d.Starts, startsH = h.Starts, startsW = w.Starts, indicesD = d.Indices, indicesH = h.Indices, indicesW = w.Indices)
        {
            var atD = weights.Pointer;
            var atH = Round(d.Weights, atD);
            var atW = Round(h.Weights, atH);
            Round(w.Weights, atW);
            var lines = new Pooling.LineCut(batch, new(d.Outputs, h.Outputs, Math.Max(w.Outputs, w.Inputs)), channels);
            Workers.Run(
                new ResampleLines<T>(lines, new(d, startsD, indicesD, atD), new(h, startsH, indicesH, atH), new(w, startsW, indicesW, atW), channels, x, y),
                lines.Chunks);
        }
    }

    static T* Round<T>(ReadOnlySpan<double> from, T* to) where T : unmanaged, INumberBase<T>
    {
        for (var i = 0; i < from.Length; i++)
            to[i] = T.CreateTruncating(from[i]);
        return to + from.Length;
    }
}

/// <summary>The taps of one axis as a kernel reads them.</summary>
readonly unsafe struct TapRows<T>(AxisTaps taps, int* starts, int* indices, T* weights) where T : unmanaged
{
    public readonly int Inputs = taps.Inputs, Outputs = taps.Outputs;
    public readonly bool IsIdentity = taps.IsIdentity;
    public readonly int* Starts = starts, Indices = indices;
    public readonly T* Weights = weights;
}

readonly unsafe struct ResampleLines<T>(
    Pooling.LineCut lines, TapRows<T> d, TapRows<T> h, TapRows<T> w, int channels, T* x, T* y) : IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run(int chunk)
    {
        var length = (nint)w.Inputs * channels;
        using var sum = new Scratch<T>(length + Vector<T>.Count);       // whole registers are read at its end
        var most = MostTaps(d) * MostTaps(h);
        using var sources = new Scratch<nint>(most);
        using var factors = new Scratch<T>(most);
        var target = y + (nint)lines.From(chunk) * w.Outputs * channels;
        for (var line = lines.From(chunk); line < lines.To(chunk); line++, target += (nint)w.Outputs * channels)
        {
            var (n, qd, qh) = lines[line];
            var count = Sources(n, qd, qh, (T**)sources.Pointer, factors.Pointer);
            var single = count == 1 && factors.Pointer[0] == T.One && channels % Vector<T>.Count == 0;
            if (w.IsIdentity)
                Add((T**)sources.Pointer, factors.Pointer, count, target, length);
            else if (single)
                Pixels(*(T**)sources.Pointer, target);
            else
            {
                Add((T**)sources.Pointer, factors.Pointer, count, sum.Pointer, length);
                Pixels(sum.Pointer, target);
            }
        }
    }

    static nint MostTaps(in TapRows<T> axis)
    {
        var most = 1;
        for (var q = 0; q < axis.Outputs; q++)
            most = Math.Max(most, axis.Starts[q + 1] - axis.Starts[q]);
        return most;
    }

    // The lines of x that a line of y sees, with their weights.
    int Sources(int n, int qd, int qh, T** sources, T* factors)
    {
        var count = 0;
        for (var i = d.Starts[qd]; i < d.Starts[qd + 1]; i++)
            for (var j = h.Starts[qh]; j < h.Starts[qh + 1]; j++, count++)
            {
                sources[count] = x + (((nint)n * d.Inputs + d.Indices[i]) * h.Inputs + h.Indices[j]) * w.Inputs * channels;
                factors[count] = d.Weights[i] * h.Weights[j];
            }

        return count;
    }

    // to[i] = Σ over t of factor[t] · from[t][i]
    [MethodImpl(Compile.Fully)]
    static void Add(T** from, T* factors, int count, T* to, nint length)
    {
        nint i = 0, width = Vector<T>.Count;
        if (count == 2)
            i = AddTwo(from[0], factors[0], from[1], factors[1], to, length);
        for (; i <= length - 4 * width; i += 4 * width)
        {
            var (a, b, c, d) = (Vector<T>.Zero, Vector<T>.Zero, Vector<T>.Zero, Vector<T>.Zero);
            for (var t = 0; t < count; t++)
            {
                var factor = Vector.Create(factors[t]);
                var source = from[t] + i;
                a += factor * Vector.Load(source);
                b += factor * Vector.Load(source + width);
                c += factor * Vector.Load(source + 2 * width);
                d += factor * Vector.Load(source + 3 * width);
            }

            a.Store(to + i);
            b.Store(to + i + width);
            c.Store(to + i + 2 * width);
            d.Store(to + i + 3 * width);
        }

        for (; i <= length - width; i += width)
        {
            var sum = Vector<T>.Zero;
            for (var t = 0; t < count; t++)
                sum += Vector.Create(factors[t]) * Vector.Load(from[t] + i);
            sum.Store(to + i);
        }

        for (; i < length; i++)
        {
            var sum = T.Zero;
            for (var t = 0; t < count; t++)
                sum += factors[t] * from[t][i];
            to[i] = sum;
        }
    }

    static nint AddTwo(T* first, T a, T* second, T b, T* to, nint length)
    {
        Vector<T> ofFirst = new(a), ofSecond = new(b);
        nint i = 0;
        for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
            VectorMath.MultiplyAdd(ofSecond, Vector.Load(second + i), ofFirst * Vector.Load(first + i)).Store(to + i);
        return i;
    }

    // to[q, c] = Σ over the taps of q of weight · from[index, c]
    [MethodImpl(Compile.Fully)]
    void Pixels(T* from, T* to)
    {
        for (var q = 0; q < w.Outputs; q++, to += channels)
        {
            var count = w.Starts[q + 1] - w.Starts[q];
            int* indices = w.Indices + w.Starts[q];
            var weights = w.Weights + w.Starts[q];
            int c = 0, width = Vector<T>.Count;
            if (count == 2)
                c = (int)AddTwo(from + (nint)indices[0] * channels, weights[0], from + (nint)indices[1] * channels, weights[1], to, channels);
            for (; c <= channels - 4 * width; c += 4 * width)
                Four(from + c, indices, weights, count, to + c);
            for (; c <= channels - width; c += width)
            {
                var sum = Vector<T>.Zero;
                for (var t = 0; t < count; t++)
                    sum += Vector.Create(weights[t]) * Vector.Load(from + (nint)indices[t] * channels + c);
                sum.Store(to + c);
            }

            if (c < channels)
                Rest(from + c, indices, weights, count, to + c, channels - c, (w.Outputs - 1 - q) * (nint)channels);
        }
    }

    // Four registers of a pixel at once, so that each weight is spread over a register only once.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Four(T* from, int* indices, T* weights, int count, T* to)
    {
        var width = Vector<T>.Count;
        var (a, b, c, d) = (Vector<T>.Zero, Vector<T>.Zero, Vector<T>.Zero, Vector<T>.Zero);
        for (var t = 0; t < count; t++)
        {
            var weight = Vector.Create(weights[t]);
            var source = from + (nint)indices[t] * channels;
            a += weight * Vector.Load(source);
            b += weight * Vector.Load(source + width);
            c += weight * Vector.Load(source + 2 * width);
            d += weight * Vector.Load(source + 3 * width);
        }

        a.Store(to);
        b.Store(to + width);
        c.Store(to + 2 * width);
        d.Store(to + 3 * width);
    }

    // The last channels of a pixel. A whole register is written where pixels of this line follow: they write theirs afterwards.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Rest(T* from, int* indices, T* weights, int count, T* to, int rest, nint behind)
    {
        if (rest + behind >= Vector<T>.Count)
        {
            var sum = Vector<T>.Zero;
            for (var t = 0; t < count; t++)
                sum += Vector.Create(weights[t]) * Vector.Load(from + (nint)indices[t] * channels);
            sum.Store(to);
            return;
        }

        for (var c = 0; c < rest; c++)
        {
            var sum = T.Zero;
            for (var t = 0; t < count; t++)
                sum += weights[t] * from[(nint)indices[t] * channels + c];
            to[c] = sum;
        }
    }
}
