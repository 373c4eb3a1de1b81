using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>
/// Discrete Fourier transforms of many signals side by side, for float and double: X[k] = Σ over j of x[j] e^(−2πi jk / n), for n made of
/// the factors 2, 3 and 5 (Stockham's self-sorting order, mixed radix).
/// </summary>
/// <remarks>
/// Element j of signal l lies at [j · width + l], real and imaginary parts apart, and the width is a whole number of registers: so every
/// butterfly works on whole registers of different signals, and nothing is moved within one. The inverse is the same with real and
/// imaginary parts exchanged before and after, divided by n.
/// </remarks>
static unsafe class Fft
{
    const int MostRadix = 5;

    /// <summary>The smallest length ≥ <paramref name="least"/> made of the factors 2, 3 and 5.</summary>
    public static int Length(int least)
    {
        for (var n = Math.Max(1, least); ; n++)
        {
            var rest = n;
            foreach (var factor in (ReadOnlySpan<int>)[2, 3, 5])
                while (rest % factor == 0)
                    rest /= factor;
            if (rest == 1)
                return n;
        }
    }

    /// <summary>Fills in the roots e^(−2πi k / n), k &lt; n.</summary>
    public static void Roots<T>(int n, T* re, T* im) where T : unmanaged, INumberBase<T>
    {
        for (var k = 0; k < n; k++)
        {
            var (sin, cos) = Math.SinCos(-2 * Math.PI * k / n);
            (re[k], im[k]) = (T.CreateTruncating(cos), T.CreateTruncating(sin));
        }
    }

    /// <summary>Transforms in place, with another pair of buffers of the same size to work in.</summary>
    public static void Run<T>(int n, nint width, T* re, T* im, T* workRe, T* workIm, T* rootRe, T* rootIm)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (fromRe, fromIm, toRe, toIm) = ((nint)re, (nint)im, (nint)workRe, (nint)workIm);
        for (var (size, step) = (n, width); size > 1;)
        {
            var radix = size % 4 == 0 ? 4 : size % 2 == 0 ? 2 : size % 3 == 0 ? 3 : 5;
            for (var p = 0; p < size / radix; p++)
            {
                var roots = new Twiddles<T>(rootRe, rootIm, n, size, p);
                if (radix == 4)
                    Four(roots, size, step, (T*)fromRe + p * step, (T*)fromIm + p * step, (T*)toRe + 4 * p * step, (T*)toIm + 4 * p * step);
                else
                    Any(roots, radix, size, step, (T*)fromRe + p * step, (T*)fromIm + p * step, (T*)toRe + radix * p * step, (T*)toIm + radix * p * step);
            }

            (fromRe, fromIm, toRe, toIm) = (toRe, toIm, fromRe, fromIm);
            (size, step) = (size / radix, step * radix);
        }

        if (fromRe != (nint)re)
        {
            Buffer.MemoryCopy((void*)fromRe, re, n * width * sizeof(T), n * width * sizeof(T));
            Buffer.MemoryCopy((void*)fromIm, im, n * width * sizeof(T), n * width * sizeof(T));
        }
    }

    // The roots that butterfly p of a pass over transforms of a size uses.
    readonly struct Twiddles<T>(T* re, T* im, int n, int size, int p) where T : unmanaged
    {
        /// <summary>e^(−2πi (p j / size + j k / radix)).</summary>
        public (T Re, T Im) this[int j, int k, int radix]
        {
            get
            {
                var at = (p * j * (n / size) + j * k % radix * (n / radix)) % n;
                return (re[at], im[at]);
            }
        }
    }

    // y[j] = e^(−2πi p j / size) Σ over k of x[k] (−i)^(jk)
    [MethodImpl(Compile.Fully)]
    static void Four<T>(Twiddles<T> roots, int size, nint step, T* re, T* im, T* toRe, T* toIm)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var quarter = size / 4 * step;
        var ((r1, i1), (r2, i2), (r3, i3)) = (roots[1, 0, 4], roots[2, 0, 4], roots[3, 0, 4]);
        for (nint l = 0; l < step; l += Vector<T>.Count)
        {
            var (ar, br, cr, dr) = (Vector.Load(re + l), Vector.Load(re + quarter + l), Vector.Load(re + 2 * quarter + l), Vector.Load(re + 3 * quarter + l));
            var (ai, bi, ci, di) = (Vector.Load(im + l), Vector.Load(im + quarter + l), Vector.Load(im + 2 * quarter + l), Vector.Load(im + 3 * quarter + l));
            var (sumR, sumI, differenceR, differenceI) = (ar + cr, ai + ci, ar - cr, ai - ci);
            var (otherR, otherI, turnedR, turnedI) = (br + dr, bi + di, bi - di, dr - br);      // −i (b − d)
            (sumR + otherR).Store(toRe + l);
            (sumI + otherI).Store(toIm + l);
            Store(differenceR + turnedR, differenceI + turnedI, r1, i1, toRe + step + l, toIm + step + l);
            Store(sumR - otherR, sumI - otherI, r2, i2, toRe + 2 * step + l, toIm + 2 * step + l);
            Store(differenceR - turnedR, differenceI - turnedI, r3, i3, toRe + 3 * step + l, toIm + 3 * step + l);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Store<T>(Vector<T> re, Vector<T> im, T rootRe, T rootIm, T* toRe, T* toIm) where T : unmanaged
    {
        var (r, i) = (Vector.Create(rootRe), Vector.Create(rootIm));
        (re * r - im * i).Store(toRe);
        (re * i + im * r).Store(toIm);
    }

    // y[j] = Σ over k of x[k] e^(−2πi (p j / size + j k / radix))
    [MethodImpl(Compile.Fully)]
    static void Any<T>(Twiddles<T> roots, int radix, int size, nint step, T* re, T* im, T* toRe, T* toIm)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var part = size / radix * step;
        T* r = stackalloc T[MostRadix], i = stackalloc T[MostRadix];
        for (var j = 0; j < radix; j++, toRe += step, toIm += step)
        {
            for (var k = 0; k < radix; k++)
                (r[k], i[k]) = roots[j, k, radix];
            for (nint l = 0; l < step; l += Vector<T>.Count)
            {
                var (sumR, sumI) = (Vector<T>.Zero, Vector<T>.Zero);
                for (var k = 0; k < radix; k++)
                {
                    var (xr, xi) = (Vector.Load(re + k * part + l), Vector.Load(im + k * part + l));
                    sumR += xr * Vector.Create(r[k]) - xi * Vector.Create(i[k]);
                    sumI += xr * Vector.Create(i[k]) + xi * Vector.Create(r[k]);
                }

                sumR.Store(toRe + l);
                sumI.Store(toIm + l);
            }
        }
    }
}
