using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>Rotations that make the rows of X orthogonal (Hestenes 1958), and rows that complete a basis.</summary>
static unsafe class OrthogonalRows
{
    const int MostSweeps = 40, PairWork = 1 << 14;

    /// <summary>
    /// Turns rows of X (n, length), and those of V (n, n) alike, until cosines of the angles between rows are at most the tolerance; rows
    /// shorter than the root of <paramref name="least"/> are left alone. False if the iteration does not converge.
    /// </summary>
    public static bool Make(int n, int length, double* x, double* v, double tolerance, double least)
    {
        using var memory = new Scratch<double>((nint)n * n);
        var places = n + n % 2;
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            Gemm.Run(n, n, length, x, length, 1, x, 1, length, memory.Pointer, n);
            if (AreOrthogonal(n, memory.Pointer, tolerance, least))
                return true;
            var each = Math.Max(1, PairWork / (length + n));
            for (var round = 0; round < places - 1; round++)
                Workers.Run(new Round(n, length, x, v, tolerance, least, round, each), (places / 2 + each - 1) / each);
        }

        return false;
    }

    static bool AreOrthogonal(int n, double* products, double tolerance, double least)
    {
        for (var i = 0; i < n; i++)
            for (var j = 0; j < i; j++)
                if (!AreOrthogonal(products[(nint)i * (n + 1)], products[(nint)j * (n + 1)], products[(nint)i * n + j], tolerance, least))
                    return false;
        return true;
    }

    static bool AreOrthogonal(double xx, double yy, double xy, double tolerance, double least) =>
        xx <= least || yy <= least || xy * xy <= tolerance * tolerance * xx * yy;

    /// <summary>
    /// Rows have … count of them become an orthonormal basis with those before: unit vectors less what lies in their span.
    /// </summary>
    public static void Complete(int have, int count, int length, double* rows)
    {
        using var memory = new Scratch<double>(length);
        var squares = memory.Pointer;       // of the elements of each column: how much of that unit vector is in the span
        new Span<double>(squares, length).Clear();
        for (var i = 0; i < count; i++)
        {
            var row = rows + (nint)i * length;
            if (i >= have)
                Next(i, length, rows, squares);
            for (var j = 0; j < length; j++)
                squares[j] += row[j] * row[j];
        }
    }

    static void Next(int have, int length, double* rows, double* squares)
    {
        var row = rows + (nint)have * length;
        var least = 0;
        for (var j = 1; j < length; j++)
            if (squares[j] < squares[least])
                least = j;
        new Span<double>(row, length).Clear();
        row[least] = 1;
        for (var turn = 0; turn < 2; turn++)        // twice is enough (Kahan; Parlett 1980, 6-9)
        {
            for (var i = 0; i < have; i++)
                DoubleRow.Add(length, -DoubleRow.Dot(length, row, rows + (nint)i * length), rows + (nint)i * length, row);
            var share = 1 / Math.Sqrt(DoubleRow.Dot(length, row, row));
            for (var j = 0; j < length; j++)
                row[j] *= share;
        }
    }

    /// <summary>Some of the pairs of one round: each row plays each other once in a sweep, no row twice in a round.</summary>
    readonly struct Round(int n, int length, double* x, double* v, double tolerance, double least, int round, int each) : IWork
    {
        public void Run(int chunk)
        {
            var others = n + n % 2 - 1;
            for (var k = chunk * each; k < Math.Min((others + 1) / 2, (chunk + 1) * each); k++)
            {
                var (i, j) = k == 0 ? (others, round) : ((round + k) % others, (round - k + others) % others);
                if (i < n && j < n)
                    Pair(i, j);
            }
        }

        // c x − s y and s x + c y are orthogonal for tan = s / c with tan² + 2 ζ tan − 1 = 0, ζ = (y·y − x·x) / (2 x·y)
        [MethodImpl(Compile.Fully)]
        void Pair(int i, int j)
        {
            double* first = x + (nint)i * length, second = x + (nint)j * length;
            double xx = DoubleRow.Dot(length, first, first), yy = DoubleRow.Dot(length, second, second), xy = DoubleRow.Dot(length, first, second);
            if (AreOrthogonal(xx, yy, xy, tolerance / 2, least))       // half: the products of the test above round differently
                return;
            var zeta = (yy - xx) / (2 * xy);
            var tangent = Math.CopySign(1, zeta) / (Math.Abs(zeta) + Math.Sqrt(1 + zeta * zeta));
            var cosine = 1 / Math.Sqrt(1 + tangent * tangent);
            DoubleRow.Turn(length, cosine, cosine * tangent, first, second);
            DoubleRow.Turn(n, cosine, cosine * tangent, v + (nint)i * n, v + (nint)j * n);
        }
    }
}
