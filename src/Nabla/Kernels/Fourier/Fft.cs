using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>
/// Discrete Fourier transforms of many signals side by side, for float and double: X[k] = Σ over j of x[j] e^(−2πi jk / n), for n whose
/// prime factors are at most 13 (Stockham's self-sorting order, mixed radix).
/// </summary>
/// <remarks>
/// Element j of signal l lies at [j · width + l], real and imaginary parts apart, and the width is a whole number of registers: so every
/// butterfly works on whole registers of different signals, and nothing is moved within one. The inverse is the same with real and
/// imaginary parts exchanged before and after, divided by n.
/// </remarks>
static unsafe class Fft
{
    const int MostRadix = 13;

    static ReadOnlySpan<int> Radices => [4, 2, 3, 5, 7, 11, 13];

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

    /// <summary>
    /// The smallest length ≥ <paramref name="least"/> that is a power of two, or three times one: the quickest per element.
    /// </summary>
    public static int QuickLength(int least)
    {
        var power = (int)BitOperations.RoundUpToPowerOf2((uint)least);
        return power / 4 * 3 >= least ? power / 4 * 3 : power;
    }

    /// <summary>Whether a length has small prime factors only, so that <see cref="Run"/> serves it.</summary>
    public static bool Serves(int n)
    {
        foreach (var radix in Radices)
            while (n % radix == 0)
                n /= radix;
        return n == 1;
    }

    /// <summary>e^(−2πi k / n) for 0 ≤ k &lt; n: the angle is taken in the first octant, where its rounding does least.</summary>
    public static (double Re, double Im) Root(long k, long n)
    {
        var quarter = 4 * k / n;
        var rest = 4 * k - quarter * n;
        double sin, cos;
        if (2 * rest <= n)
            (sin, cos) = Math.SinCos(0.5 * Math.PI * rest / n);
        else
            (cos, sin) = Math.SinCos(0.5 * Math.PI * (n - rest) / n);
        return quarter switch
        {
            0 => (cos, -sin),
            1 => (-sin, -cos),
            2 => (-cos, sin),
            _ => (sin, cos),
        };
    }

    /// <summary>Fills in the roots e^(−2πi k / n), k &lt; n.</summary>
    public static void Roots<T>(int n, T* re, T* im) where T : unmanaged, INumberBase<T>
    {
        var distinct = n % 4 == 0 ? n / 4 : n;      // the other quarters are these, turned
        for (var k = 0; k < distinct; k++)
        {
            var (x, y) = Root(k, n);
            (re[k], im[k]) = (T.CreateTruncating(x), T.CreateTruncating(y));
        }

        for (var k = distinct; k < n; k++)
            (re[k], im[k]) = (im[k - distinct], -re[k - distinct]);
    }

    /// <summary>Transforms with another pair of buffers of the same size to work in; true if the result lies there.</summary>
    public static bool Run<T>(int n, nint width, T* re, T* im, T* workRe, T* workIm, T* rootRe, T* rootIm)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (fromRe, fromIm, toRe, toIm) = ((nint)re, (nint)im, (nint)workRe, (nint)workIm);
        for (var (size, step) = (n, width); size > 1;)
        {
            var radix = Radix(size);
            for (var p = 0; p < size / radix; p++)
            {
                T* xr = (T*)fromRe + p * step, xi = (T*)fromIm + p * step, yr = (T*)toRe + radix * p * step, yi = (T*)toIm + radix * p * step;
                if (radix == 4)
                    Four(new(rootRe, rootIm, p * (n / size)), size, step, xr, xi, yr, yi);
                else if (radix == 2)
                    Two(new(rootRe, rootIm, p * (n / size)), size, step, xr, xi, yr, yi);
                else
                    Odd(new(rootRe, rootIm, p * (n / size)), n, radix, size, step, xr, xi, yr, yi);
            }

            (fromRe, fromIm, toRe, toIm) = (toRe, toIm, fromRe, fromIm);
            (size, step) = (size / radix, step * radix);
        }

        return fromRe != (nint)re;
    }

    static int Radix(int size)
    {
        foreach (var radix in Radices)
            if (size % radix == 0)
                return radix;
        throw new ArgumentOutOfRangeException(nameof(size));
    }

    // The roots e^(−2πi p j / size) that butterfly p of a pass over transforms of a size uses: each that many apart.
    readonly struct Twiddles<T>(T* re, T* im, int apart) where T : unmanaged, INumberBase<T>
    {
        public (T Re, T Im) this[int j] => (re[j * apart], im[j * apart]);

        /// <summary>cos and sin of 2πm / radix.</summary>
        public (T Cos, T Sin) Turn(int m, int radix, int n) => (re[m % radix * (n / radix)], -im[m % radix * (n / radix)]);
    }

    // y[0] = x[0] + x[1], y[1] = e^(−2πi p / size) (x[0] − x[1])
    [MethodImpl(Compile.Fully)]
    static void Two<T>(Twiddles<T> roots, int size, nint step, T* re, T* im, T* toRe, T* toIm)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (half, (r, i)) = (size / 2 * step, roots[1]);
        for (nint l = 0; l < step; l += Vector<T>.Count)
        {
            var (ar, ai, br, bi) = (Vector.Load(re + l), Vector.Load(im + l), Vector.Load(re + half + l), Vector.Load(im + half + l));
            (ar + br).Store(toRe + l);
            (ai + bi).Store(toIm + l);
            Store(ar - br, ai - bi, r, i, toRe + step + l, toIm + step + l);
        }
    }

    // y[j] = e^(−2πi p j / size) Σ over k of x[k] (−i)^(jk)
    [MethodImpl(Compile.Fully)]
    static void Four<T>(Twiddles<T> roots, int size, nint step, T* re, T* im, T* toRe, T* toIm)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var quarter = size / 4 * step;
        var ((r1, i1), (r2, i2), (r3, i3)) = (roots[1], roots[2], roots[3]);
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

    // y[j] = e^(−2πi p j / size) Σ over k of x[k] e^(−2πi jk / radix), the radix odd: terms k and radix − k are taken together, so that
    // with a = x[0] + Σ (x[k] + x[radix − k]) cos(2πjk / radix) and b = Σ (x[k] − x[radix − k]) sin(2πjk / radix) the sums of j and radix −
    // j are a ∓ ib.
    [MethodImpl(Compile.Fully)]
    static void Odd<T>(Twiddles<T> roots, int n, int radix, int size, nint step, T* re, T* im, T* toRe, T* toIm)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var (part, half) = (size / radix * step, radix / 2);
        T* cos = stackalloc T[MostRadix], sin = stackalloc T[MostRadix];
        Sum(radix, part, step, re, toRe);
        Sum(radix, part, step, im, toIm);
        for (var j = 1; j <= half; j++)
        {
            for (var k = 1; k <= half; k++)
                (cos[k], sin[k]) = roots.Turn(j * k, radix, n);
            var ((r1, i1), (r2, i2)) = (roots[j], roots[radix - j]);
            for (nint l = 0; l < step; l += Vector<T>.Count)
            {
                var (ar, ai, br, bi) = (Vector.Load(re + l), Vector.Load(im + l), Vector<T>.Zero, Vector<T>.Zero);
                for (var k = 1; k <= half; k++)
                {
                    nint first = k * part + l, last = (radix - k) * part + l;
                    var (xr, xi, yr, yi) = (Vector.Load(re + first), Vector.Load(im + first), Vector.Load(re + last), Vector.Load(im + last));
                    var (c, s) = (Vector.Create(cos[k]), Vector.Create(sin[k]));
                    ar += (xr + yr) * c;
                    ai += (xi + yi) * c;
                    br += (xr - yr) * s;
                    bi += (xi - yi) * s;
                }

                Store(ar + bi, ai - br, r1, i1, toRe + j * step + l, toIm + j * step + l);
                Store(ar - bi, ai + br, r2, i2, toRe + (radix - j) * step + l, toIm + (radix - j) * step + l);
            }
        }
    }

    // y = Σ over k of x[k]
    static void Sum<T>(int radix, nint part, nint step, T* x, T* y) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (nint l = 0; l < step; l += Vector<T>.Count)
        {
            var sum = Vector.Load(x + l);
            for (var k = 1; k < radix; k++)
                sum += Vector.Load(x + k * part + l);
            sum.Store(y + l);
        }
    }
}
