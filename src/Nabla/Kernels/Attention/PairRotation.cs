using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>
/// y = c ⊙ x + s ⊙ x′ for heads of D numbers, x′ with the two of each pair exchanged; or, transposed, y = c ⊙ x + (s ⊙ x)′, its gradient.
/// Pairs are neighbours, or the halves of a head. c and s have a row of D numbers for each position.
/// </summary>
static unsafe class PairRotation
{
    const int ChunkElements = 1 << 15;

    /// <summary>x and y are (rows, heads · size), row r at position r mod <paramref name="positions"/>.</summary>
    public static void Run<T>(T* x, T* c, T* s, T* y, long rows, int positions, int heads, int size, bool halves, bool transposed)
        where T : unmanaged, INumber<T>
    {
        var each = Math.Max(1, ChunkElements / Math.Max(1, heads * size));
        Workers.Run(new Rows<T>(x, c, s, y, rows, positions, heads, size, halves, transposed, each), (int)((rows + each - 1) / each));
    }

    readonly struct Rows<T>(T* x, T* c, T* s, T* y, long rows, int positions, int heads, int size, bool halves, bool transposed, int each) : IWork
        where T : unmanaged, INumber<T>
    {
        public void Run(int chunk)
        {
            for (var row = (long)chunk * each; row < Math.Min(rows, ((long)chunk + 1) * each); row++)
            {
                var table = (nint)(row % positions) * size;
                for (var head = 0; head < heads; head++)
                {
                    var at = ((nint)row * heads + head) * size;
                    if (halves)
                        Halves(x + at, c + table, s + table, y + at, size / 2, transposed);
                    else
                        Neighbours(x + at, c + table, s + table, y + at, size, transposed);
                }
            }
        }
    }

    // y_a = c_a x_a + s_a x_b, y_b = c_b x_b + s_b x_a; transposed with s_a and s_b exchanged.
    static void Halves<T>(T* x, T* c, T* s, T* y, int half, bool transposed) where T : unmanaged, INumber<T>
    {
        var (sa, sb) = transposed ? ((nint)half, (nint)0) : (0, half);
        var i = 0;
        for (; i <= half - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> a = Vector.Load(x + i), b = Vector.Load(x + half + i);
            (Vector.Load(c + i) * a + Vector.Load(s + sa + i) * b).Store(y + i);
            (Vector.Load(c + half + i) * b + Vector.Load(s + sb + i) * a).Store(y + half + i);
        }

        for (; i < half; i++)
        {
            T a = x[i], b = x[half + i];
            y[i] = c[i] * a + s[sa + i] * b;
            y[half + i] = c[half + i] * b + s[sb + i] * a;
        }
    }

    // The same for pairs (i, i + 1).
    static void Neighbours<T>(T* x, T* c, T* s, T* y, int size, bool transposed) where T : unmanaged, INumber<T>
    {
        var i = 0;
        if (typeof(T) == typeof(float))
            for (; i <= size - Vector<T>.Count; i += Vector<T>.Count)
            {
                Vector<T> v = Vector.Load(x + i), factor = Vector.Load(s + i);
                (Vector.Load(c + i) * v + (transposed ? Exchanged(factor * v) : factor * Exchanged(v))).Store(y + i);
            }

        for (; i < size; i += 2)
        {
            T a = x[i], b = x[i + 1];
            var (sa, sb) = transposed ? (s[i + 1], s[i]) : (s[i], s[i + 1]);
            y[i] = c[i] * a + sa * b;
            y[i + 1] = c[i + 1] * b + sb * a;
        }
    }

    // Two floats side by side are one whole number of 64 bits, whose halves change places.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector<T> Exchanged<T>(Vector<T> v) where T : unmanaged
    {
        var pairs = Vector.AsVectorUInt64(v);
        return (pairs << 32 | pairs >>> 32).As<ulong, T>();
    }
}
