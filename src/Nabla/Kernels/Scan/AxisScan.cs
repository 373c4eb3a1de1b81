using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>What joins an element to the result so far.</summary>
interface IScanStep
{
    static abstract T First<T>() where T : unmanaged, INumber<T>;

    static abstract T Join<T>(T sum, T x) where T : unmanaged, INumber<T>;

    /// <summary>Whether registers can be joined.</summary>
    static virtual bool HasRegisters => false;

    static virtual Vector<double> Join(Vector<double> sum, Vector<double> x) => sum;
}

/// <summary>Running results along the middle axis of (outer, middle, inner): y[o, m, i] = x[o, 0, i] ∘ … ∘ x[o, m, i], or from the end.</summary>
static unsafe class AxisScan
{
    // Columns of one strip: their running results stay in the nearest cache.
    const int Strip = 512;

    /// <typeparam name="T">Type of the elements.</typeparam>
    /// <typeparam name="TSum">Type of the running result; double for float, so that a long sum keeps its digits.</typeparam>
    /// <typeparam name="TStep">What joins an element to the result.</typeparam>
    public static void Run<T, TSum, TStep>(T* x, T* y, long outer, int middle, long inner, bool reverse)
        where T : unmanaged, INumber<T> where TSum : unmanaged, INumber<TSum> where TStep : struct, IScanStep
    {
        if (inner == 1)
            RowWork.Run(new Rows<T, TSum, TStep>(x, y, outer, middle, reverse), (outer + Together - 1) / Together, Together * middle);
        else
            ScanStrips.Run(new Columns<T, TSum, TStep>(x, y, middle, inner, reverse), outer, middle, inner, Strip);
    }

    // So many rows are taken together, so that their chains of additions overlap.
    const int Together = 4;

    readonly struct Rows<T, TSum, TStep>(T* x, T* y, long rows, int length, bool reverse) : IRowKernel
        where T : unmanaged, INumber<T> where TSum : unmanaged, INumber<TSum> where TStep : struct, IScanStep
    {
        public void Row(long group)
        {
            var first = group * Together;
            if (first + Together <= rows)
                Four(x + first * length, y + first * length);
            else
                for (var row = first; row < rows; row++)
                    One(x + row * length, y + row * length);
        }

        void One(T* from, T* to)
        {
            var sum = TStep.First<TSum>();
            var (at, step) = reverse ? (length - 1, -1) : (0, 1);
            for (var i = 0; i < length; i++, at += step)
                to[at] = Next(ref sum, from[at]);
        }

        void Four(T* from, T* to)
        {
            nint second = length, third = 2 * second, fourth = 3 * second;
            var a = TStep.First<TSum>();
            TSum b = a, c = a, d = a;
            nint at = reverse ? length - 1 : 0, step = reverse ? -1 : 1;
            for (var i = 0; i < length; i++, at += step)
            {
                to[at] = Next(ref a, from[at]);
                to[at + second] = Next(ref b, from[at + second]);
                to[at + third] = Next(ref c, from[at + third]);
                to[at + fourth] = Next(ref d, from[at + fourth]);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static T Next(ref TSum sum, T x)
        {
            sum = TStep.Join(sum, TSum.CreateTruncating(x));
            return T.CreateTruncating(sum);
        }
    }

    readonly struct Columns<T, TSum, TStep>(T* x, T* y, int middle, long inner, bool reverse) : IScanStrip
        where T : unmanaged, INumber<T> where TSum : unmanaged, INumber<TSum> where TStep : struct, IScanStep
    {
        public void Run(long first, int columns)
        {
            using var scratch = new Scratch<TSum>(columns);
            var sums = scratch.Pointer;
            new Span<TSum>(sums, columns).Fill(TStep.First<TSum>());
            for (var m = 0; m < middle; m++)
            {
                // In locals: the loop writes through pointers, which might point at the fields.
                var row = first + (reverse ? middle - 1 - m : m) * inner;
                T* from = x + row, to = y + row;
                var c = 0;
                if (TStep.HasRegisters && typeof(T) == typeof(float) && typeof(TSum) == typeof(double))
                    c = Join((float*)from, (double*)sums, (float*)to, columns);
                for (; c < columns; c++)
                {
                    sums[c] = TStep.Join(sums[c], TSum.CreateTruncating(from[c]));
                    to[c] = T.CreateTruncating(sums[c]);
                }
            }
        }

        // sums[c] = sums[c] ∘ x[c], y[c] = that rounded, as many as fill registers
        static int Join(float* x, double* sums, float* y, int columns)
        {
            var (c, half) = (0, Vector<double>.Count);
            for (; c <= columns - Vector<float>.Count; c += Vector<float>.Count)
            {
                Vector.Widen(Vector.Load(x + c), out var low, out var high);
                low = TStep.Join(Vector.Load(sums + c), low);
                high = TStep.Join(Vector.Load(sums + c + half), high);
                low.Store(sums + c);
                high.Store(sums + c + half);
                Vector.Narrow(low, high).Store(y + c);
            }

            return c;
        }
    }

    /// <summary>a + x.</summary>
    public readonly struct Sum : IScanStep
    {
        public static T First<T>() where T : unmanaged, INumber<T> => T.Zero;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Join<T>(T sum, T x) where T : unmanaged, INumber<T> => sum + x;

        public static bool HasRegisters => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<double> Join(Vector<double> sum, Vector<double> x) => sum + x;
    }

    /// <summary>a · x.</summary>
    public readonly struct Product : IScanStep
    {
        public static T First<T>() where T : unmanaged, INumber<T> => T.One;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Join<T>(T sum, T x) where T : unmanaged, INumber<T> => sum * x;

        public static bool HasRegisters => true;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector<double> Join(Vector<double> sum, Vector<double> x) => sum * x;
    }

    /// <summary>ln(eᵃ + eˣ) = m + ln(1 + e^(n − m)), m the larger and n the smaller of both.</summary>
    public readonly struct LogSumExp : IScanStep
    {
        public static T First<T>() where T : unmanaged, INumber<T> => T.CreateTruncating(double.NegativeInfinity);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static T Join<T>(T sum, T x) where T : unmanaged, INumber<T>
        {
            var (a, b) = (double.CreateTruncating(sum), double.CreateTruncating(x));
            var (large, small) = (Math.Max(a, b), Math.Min(a, b));
            return T.CreateTruncating(large == small || double.IsInfinity(large) ? Equal(large, small) : large + LogOfOnePlus(Math.Exp(small - large)));
        }

        // ln u · t / (u − 1) with u = 1 + t rounded: the rounding of u cancels (Kahan).
        static double LogOfOnePlus(double t)
        {
            var u = 1 + t;
            return u == 1 ? t : Math.Log(u) * t / (u - 1);
        }

        // Two equal numbers double; two infinities of one sign stay what they are, where their difference would be NaN.
        static double Equal(double large, double small) => large == small && double.IsFinite(large) ? large + 0.6931471805599453 : large;
    }
}
