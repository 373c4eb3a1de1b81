using System.Numerics;

namespace Nabla.Kernels;

/// <summary>
/// Few long signals, each cut into a matrix of n₁ × n₂ numbers: transforms of its columns, a turn of each number, transforms of its rows
/// (Bailey 1990, FFTs in external or hierarchical memory). So the columns and rows of one signal stand side by side in registers.
/// </summary>
static unsafe class LongTransform
{
    const int Least = 1 << 12;

    /// <summary>Whether the registers would stand half empty, and the length can be cut.</summary>
    public static bool Serves<T>(in FourierShape s) where T : unmanaged =>
        s.Signals <= Vector<T>.Count / 2 && s.Length >= Least && Fft.Serves(s.Length) && Columns(s.Length) >= 4 * Vector<T>.Count;

    // The largest divisor not above the root.
    static int Columns(int n)
    {
        var first = (int)Math.Sqrt(n);
        while (n % first != 0)
            first--;
        return first;
    }

    public static void Run<T>(in FourierShape s, T* re, T* im, T* yRe, T* yIm) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (n, n1) = (s.Length, Columns(s.Length));
        var n2 = n / n1;
        using var tables = new Scratch<T>(FftPlan<T>.MemorySize(n1) + FftPlan<T>.MemorySize(n2));
        var ofColumns = FftPlan<T>.At(tables.Pointer, n1);
        var ofRows = FftPlan<T>.At(tables.Pointer + FftPlan<T>.MemorySize(n1), n2);
        using var turns = new Scratch<double>(4 * Turns.Step(n));
        var turn = new Turns(n, turns.Pointer);
        using var memory = new Scratch<T>(4 * n);
        T* a = memory.Pointer, b = a + n, c = b + n, d = c + n;
        var register = Vector<T>.Count;
        for (var signal = 0; signal < s.Signals; signal++)
        {
            Gather(s, re, signal, a, even: true);
            Gather(s, im, signal, b, even: false);
            var (r, i) = s.Inverse ? ((nint)b, (nint)a) : ((nint)a, (nint)b);
            Workers.Run(new ColumnTransforms<T>(ofColumns, n1, n2, turn, (T*)r, (T*)i, c, d), (n2 + register - 1) / register);
            Workers.Run(new RowTransforms<T>(ofRows, n1, n2, c, d, (T*)r, (T*)i), (n1 + register - 1) / register);
            Scatter(s, a, signal, yRe);
            Scatter(s, b, signal, yIm);
        }
    }

    // The elements of a signal one after the other, its mirrored half too: x[n − j] = x̄[j].
    static void Gather<T>(in FourierShape s, T* x, int signal, T* to, bool even) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (x == null)
        {
            new Span<T>(to, s.Length).Clear();
            return;
        }

        new Signals<T>(x, s.Read, s.Inner).Load(signal, 1, s.Mirrored ? s.Read : s.Length, 1, to);
        if (!s.Mirrored)
            return;
        if (!even)
            to[0] = T.Zero;
        for (var j = s.Length / 2; j > 0; j--)
            to[s.Length - j] = even ? to[j] : s.Length == 2 * j ? T.Zero : -to[j];
    }

    static void Scatter<T>(in FourierShape s, T* from, int signal, T* y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var scale = T.CreateTruncating(s.Scale);
        if (s.Scale != 1)
            for (var j = 0; j < s.Written; j++)
                from[j] *= scale;
        new Signals<T>(y, s.Written, s.Inner).Store(signal, 1, 1, from);
    }
}

/// <summary>e^(−2πi m / n) as a product of two from tables of √n numbers, in double.</summary>
readonly unsafe struct Turns
{
    readonly double* table;
    readonly int step;

    public Turns(int n, double* memory)
    {
        table = memory;
        step = Step(n);
        for (var m = 0; m < step; m++)
        {
            (table[m], table[step + m]) = Fft.Root(m, n);
            (table[2 * step + m], table[3 * step + m]) = (long)m * step < n ? Fft.Root((long)m * step, n) : (0, 0);
        }
    }

    /// <summary>A quarter of the table.</summary>
    public static int Step(int n) => (int)Math.Sqrt(n) + 1;

    public (double Re, double Im) this[int m]
    {
        get
        {
            var (far, near) = (m / step, m % step);
            double a = table[near], b = table[step + near], c = table[2 * step + far], d = table[3 * step + far];
            return (a * c - b * d, a * d + b * c);
        }
    }
}

/// <summary>A chunk is a register of columns of (n₁, n₂): transformed, and element (k, j) turned by e^(−2πi jk / n).</summary>
readonly unsafe struct ColumnTransforms<T>(FftPlan<T> plan, int n1, int n2, Turns turns, T* re, T* im, T* toRe, T* toIm) : IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run(int chunk)
    {
        int width = Vector<T>.Count, first = chunk * width, lanes = Math.Min(width, n2 - first);
        nint size = n1 * width;
        using var memory = new Scratch<T>(4 * size);
        T* r = memory.Pointer, i = r + size;
        new Signals<T>(re, n1, n2).Load(first, lanes, n1, width, r);
        new Signals<T>(im, n1, n2).Load(first, lanes, n1, width, i);
        if (plan.Run(width, r, i, r + 2 * size, i + 2 * size))
        {
            r += 2 * size;
            i += 2 * size;
        }

        for (var k = 0; k < n1; k++)
            for (var l = 0; l < lanes; l++)
            {
                var at = k * width + l;
                var (x, y) = turns[k * (first + l)];
                var (c, d) = (T.CreateTruncating(x), T.CreateTruncating(y));
                (r[at], i[at]) = (r[at] * c - i[at] * d, r[at] * d + i[at] * c);
            }

        new Signals<T>(toRe, n1, n2).Store(first, lanes, width, r);
        new Signals<T>(toIm, n1, n2).Store(first, lanes, width, i);
    }
}

/// <summary>A chunk is a register of rows k₁ of (n₁, n₂); element k₂ of its transform is X[k₁ + n₁ k₂].</summary>
readonly unsafe struct RowTransforms<T>(FftPlan<T> plan, int n1, int n2, T* re, T* im, T* toRe, T* toIm) : IWork
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public void Run(int chunk)
    {
        int width = Vector<T>.Count, first = chunk * width, lanes = Math.Min(width, n1 - first);
        nint size = n2 * width;
        using var memory = new Scratch<T>(4 * size);
        T* r = memory.Pointer, i = r + size;
        new Signals<T>(re, n2, 1).Load(first, lanes, n2, width, r);
        new Signals<T>(im, n2, 1).Load(first, lanes, n2, width, i);
        if (plan.Run(width, r, i, r + 2 * size, i + 2 * size))
        {
            r += 2 * size;
            i += 2 * size;
        }

        new Signals<T>(toRe, n2, n1).Store(first, lanes, width, r);
        new Signals<T>(toIm, n2, n1).Store(first, lanes, width, i);
    }
}
