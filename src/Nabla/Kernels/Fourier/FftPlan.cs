using System.Numerics;

namespace Nabla.Kernels;

/// <summary>
/// The tables of transforms of one length. Lengths with a prime factor above 13 become a convolution with a chirp (Bluestein 1970): with
/// b[j] = e^(−πi j² / n) is X[k] = b[k] Σ over j of (x[j] b[j]) b̄[k − j], computed by transforms of a length that <see cref="Fft"/>
/// serves.
/// </summary>
readonly unsafe struct FftPlan<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    readonly int n;
    readonly T* roots;      // of the length of the transforms that are run
    readonly T* chirp;      // b, n complex numbers
    readonly T* spectrum;   // the transform of b̄, divided by its length

    FftPlan(T* memory, int n)
    {
        (this.n, Room) = (n, RoomOf(n));
        roots = memory;
        chirp = memory + 2 * Room;
        spectrum = chirp + 2 * n;
        Fft.Roots(Room, roots, roots + Room);
        if (Room != n)
            Chirp();
    }

    /// <summary>Elements of a signal that the buffers of <see cref="Run"/> have room for.</summary>
    public int Room { get; }

    /// <summary>How much memory the tables take.</summary>
    public static nint MemorySize(int n) => RoomOf(n) == n ? 2 * n : 4 * (nint)RoomOf(n) + 2 * n;

    /// <summary>The tables for length n, in memory of <see cref="MemorySize"/> elements.</summary>
    public static FftPlan<T> At(T* memory, int n) => new(memory, n);

    static int RoomOf(int n) => Fft.Serves(n) ? n : Fft.QuickLength(checked(2 * n - 1));

    /// <summary>
    /// Transforms signals side by side, element j of signal l at [j · width + l]; each buffer holds <see cref="Room"/> elements a signal.
    /// True if the result lies in the second pair of buffers.
    /// </summary>
    public bool Run(nint width, T* re, T* im, T* workRe, T* workIm)
    {
        if (Room == n)
            return Fft.Run(n, width, re, im, workRe, workIm, roots, roots + Room);
        Multiply(n, width, re, im, chirp, chirp + n);
        new Span<T>(re + n * width, checked((int)((Room - n) * width))).Clear();
        new Span<T>(im + n * width, checked((int)((Room - n) * width))).Clear();
        var moved = Fft.Run(Room, width, re, im, workRe, workIm, roots, roots + Room);
        var (r, i, otherR, otherI) = moved ? ((nint)workRe, (nint)workIm, (nint)re, (nint)im) : ((nint)re, (nint)im, (nint)workRe, (nint)workIm);
        Multiply(Room, width, (T*)r, (T*)i, spectrum, spectrum + Room);
        if (Fft.Run(Room, width, (T*)i, (T*)r, (T*)otherI, (T*)otherR, roots, roots + Room))
            (moved, r, i) = (!moved, otherR, otherI);
        Multiply(n, width, (T*)r, (T*)i, chirp, chirp + n);
        return moved;
    }

    // x[j] · f[j] for j < count
    static void Multiply(int count, nint width, T* re, T* im, T* factorRe, T* factorIm)
    {
        for (nint j = 0; j < count; j++)
        {
            var (r, i) = (Vector.Create(factorRe[j]), Vector.Create(factorIm[j]));
            for (var l = j * width; l < (j + 1) * width; l += Vector<T>.Count)
            {
                var (x, y) = (Vector.Load(re + l), Vector.Load(im + l));
                (x * r - y * i).Store(re + l);
                (x * i + y * r).Store(im + l);
            }
        }
    }

    // j² is taken modulo 2n, of which e^(−πi j² / n) has the period; the spectrum is computed in double.
    void Chirp()
    {
        nint width = Vector<double>.Count, size = Room * width;
        using var memory = new Scratch<double>(4 * size + 2 * Room);
        double* re = memory.Pointer, im = re + size, workRe = im + size, workIm = workRe + size, fineRoots = workIm + size;
        new Span<double>(re, checked((int)(2 * size))).Clear();
        for (var j = 0; j < n; j++)
        {
            var (x, y) = Fft.Root((long)j * j % (2L * n), 2L * n);
            (chirp[j], chirp[n + j]) = (T.CreateTruncating(x), T.CreateTruncating(y));
            (re[j * width], im[j * width]) = (x, -y);
            if (j > 0)
                (re[(Room - j) * width], im[(Room - j) * width]) = (x, -y);
        }

        Fft.Roots(Room, fineRoots, fineRoots + Room);
        if (Fft.Run(Room, width, re, im, workRe, workIm, fineRoots, fineRoots + Room))
        {
            re = workRe;
            im = workIm;
        }

        for (var k = 0; k < Room; k++)
            (spectrum[k], spectrum[Room + k]) = (T.CreateTruncating(re[k * width] / Room), T.CreateTruncating(im[k * width] / Room));
    }
}
