using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>
/// Plane rotations of neighbouring columns of V (n, n), kept until there are many. V lies in panels of rows, transposed, so that a rotation
/// is one of contiguous rows; each panel stays in the cache for all rotations, and belongs to one thread.
/// </summary>
unsafe struct TurnedColumns
{
    const int Vectors = 4;

    readonly int n;
    readonly double* panels;
    readonly double* turns;     // cosine, sine
    readonly int* chains;       // of each: its first column, how many
    readonly int room;
    int count, chainCount;

    public TurnedColumns(int n, double* panels, double* turns, int* chains)
    {
        this.n = n;
        this.panels = panels;
        this.turns = turns;
        this.chains = chains;
        room = Room(n);
    }

    static int Width => Vectors * Vector<double>.Count;

    /// <summary>Elements of all panels.</summary>
    public static nint PanelSize(int n) => (nint)n * ((n + Width - 1) / Width * Width);

    /// <summary>Rotations that are kept; there may be as many chains.</summary>
    public static int Room(int n) => n * Math.Min(n, 64) + n;

    /// <summary>V as panels.</summary>
    public readonly void Load(double* v)
    {
        new Span<double>(panels, checked((int)PanelSize(n))).Clear();
        for (var j = 0; j < n; j++)
            for (var i = 0; i < n; i++)
                *At(j, i) = v[(nint)j * n + i];
    }

    /// <summary>Column i of V.</summary>
    public readonly void Column(int i, double* to)
    {
        for (var j = 0; j < n; j += Width)
            new ReadOnlySpan<double>(At(j, i), Math.Min(Width, n - j)).CopyTo(new(to + j, Math.Min(Width, n - j)));
    }

    readonly double* At(int row, int column) => panels + row / Width * (nint)Width * n + (nint)column * Width + row % Width;

    /// <summary>Begins a chain of rotations: of columns i and i + 1, then of i − 1 and i, and so on.</summary>
    public void Begin(int i)
    {
        if (count + n > room)
            Finish();
        chains[2 * chainCount] = i;
        chains[2 * chainCount++ + 1] = 0;
    }

    /// <summary>The chain's next rotation.</summary>
    public void Add(double cosine, double sine)
    {
        turns[2 * count] = cosine;
        turns[2 * count++ + 1] = sine;
        chains[2 * chainCount - 1]++;
    }

    /// <summary>Carries out what has been kept.</summary>
    public void Finish()
    {
        Workers.Run(new Panel(n, panels, turns, chains, chainCount), (n + Width - 1) / Width);
        (count, chainCount) = (0, 0);
    }

    readonly struct Panel(int n, double* panels, double* turns, int* chains, int chainCount) : IWork
    {
        public void Run(int chunk)
        {
            double* panel = panels + (nint)chunk * Width * n, turn = turns;
            for (var k = 0; k < chainCount; k++)
            {
                Chain(chains[2 * k + 1], panel + chains[2 * k] * Width, turn);
                turn += 2 * chains[2 * k + 1];
            }
        }

        // x[i + 1], x[i] = s x[i] + c x[i + 1], c x[i] − s x[i + 1] for falling i; the lower of the two stays in registers.
        [MethodImpl(Compile.Fully)]
        static void Chain(int count, double* x, double* turn)
        {
            var size = Vector<double>.Count;
            var end = x + Width;
            Vector<double> k0 = Vector.Load(end), k1 = Vector.Load(end + size), k2 = Vector.Load(end + 2 * size), k3 = Vector.Load(end + 3 * size);
            for (var k = 0; k < count; k++, x -= Width, turn += 2)
            {
                Vector<double> c = Vector.Create(turn[0]), s = Vector.Create(turn[1]);
                k0 = Step(x, c, s, k0);
                k1 = Step(x + size, c, s, k1);
                k2 = Step(x + 2 * size, c, s, k2);
                k3 = Step(x + 3 * size, c, s, k3);
            }

            end = x + Width;
            k0.Store(end);
            k1.Store(end + size);
            k2.Store(end + 2 * size);
            k3.Store(end + 3 * size);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector<double> Step(double* x, Vector<double> c, Vector<double> s, Vector<double> kept)
        {
            var z = Vector.Load(x);
            Vector.MultiplyAddEstimate(s, z, c * kept).Store(x + Width);
            return Vector.MultiplyAddEstimate(c, z, -(s * kept));
        }
    }
}
