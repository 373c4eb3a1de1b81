using System.Numerics;

namespace Nabla.Kernels;

/// <summary>Euclidean distances of all pairs of two sets of vectors, from the products of a matrix product.</summary>
static unsafe class PairDistances
{
    /// <summary>
    /// The part of |a|² + |b|² below which |a|² + |b|² − 2 a·b has lost digits: it keeps all but two bits above, and a sum over differences takes its
    /// place below.
    /// </summary>
    public const double Near = 0.25;

    /// <summary>y[i, j] = |a[i] − b[j]|; y holds the products a[i]·b[j] to begin with, squares are |a[i]|² and |b[j]|².</summary>
    public static void Run<T>(T* a, T* b, T* squaresA, T* squaresB, T* y, int rows, int others, int features) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowWork.Run(new Kernel<T>(a, b, squaresA, squaresB, y, others, features), rows, others);

    /// <summary>y[i] = Σⱼ w[i, j] (a[i] − b[j]) over the weights that are not 0.</summary>
    public static void Differences<T>(T* w, T* a, T* b, T* y, int rows, int others, int features) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        RowWork.Run(new DifferenceKernel<T>(w, a, b, y, others, features), rows, others);

    readonly struct DifferenceKernel<T>(T* w, T* a, T* b, T* y, int others, int features) : IRowKernel where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Row(long row)
        {
            T* weights = w + row * others, from = a + row * features, to = y + row * features;
            new Span<T>(to, features).Clear();
            for (var j = 0; j < others; j++)
                if (weights[j] != T.Zero)
                    Add(weights[j], from, b + (long)j * features, to);
        }

        // y += w (a − b)
        void Add(T weight, T* from, T* other, T* to)
        {
            var i = 0;
            for (; i <= features - Vector<T>.Count; i += Vector<T>.Count)
                Vector.Store(Vector.Load(to + i) + new Vector<T>(weight) * (Vector.Load(from + i) - Vector.Load(other + i)), to + i);
            for (; i < features; i++)
                to[i] += weight * (from[i] - other[i]);
        }
    }

    readonly struct Kernel<T>(T* a, T* b, T* squaresA, T* squaresB, T* y, int others, int features) : IRowKernel where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Row(long row)
        {
            var square = squaresA[row];
            T* from = a + row * features, to = y + row * others;
            var j = 0;

            // √(|a|² + |b|² − 2 a·b); where NaN or an infinity is among them, the comparison fails and the differences tell what it is.
            for (; j <= others - Vector<T>.Count; j += Vector<T>.Count)
            {
                var both = new Vector<T>(square) + Vector.Load(squaresB + j);
                var rest = both - new Vector<T>(T.CreateChecked(2)) * Vector.Load(to + j);
                if (Vector.GreaterThanAll(rest, both * new Vector<T>(T.CreateChecked(Near))))
                    Vector.Store(Vector.SquareRoot(rest), to + j);
                else
                    for (var k = j; k < j + Vector<T>.Count; k++)
                        One(square, from, to, k);
            }

            for (; j < others; j++)
                One(square, from, to, j);
        }

        void One(T square, T* from, T* to, int j)
        {
            var both = square + squaresB[j];
            var rest = both - T.CreateChecked(2) * to[j];
            to[j] = T.Sqrt(rest > both * T.CreateChecked(Near) ? rest : SquareOfDifference(from, b + (long)j * features));
        }

        // Σ (a − b)²
        T SquareOfDifference(T* p, T* q)
        {
            var sums = Vector<T>.Zero;
            var i = 0;
            for (; i <= features - Vector<T>.Count; i += Vector<T>.Count)
            {
                var d = Vector.Load(p + i) - Vector.Load(q + i);
                sums += d * d;
            }

            var sum = Vector.Sum(sums);
            for (; i < features; i++)
                sum += (p[i] - q[i]) * (p[i] - q[i]);
            return sum;
        }
    }
}
