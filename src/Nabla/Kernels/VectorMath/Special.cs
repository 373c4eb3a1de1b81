using System.Numerics;
using System.Runtime.CompilerServices;
using static System.Numerics.Vector;

namespace Nabla.Kernels;

// Functions of single precision computed in double and rounded. The bounds that the tests keep over the whole range, in units of the last
// place of float: Trigamma and ErfInverse 0.51, Digamma 0.51 of 1 + |y| below 2, LogGamma 1, next to its zeros 4.
static partial class VectorMath
{
    /// <summary>A function of registers of double.</summary>
    public interface IWide
    {
        static abstract Vector<double> Of(Vector<double> x);
    }

    /// <summary>f(x), rounded from double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Wide<T, TFunction>(Vector<T> x) where T : unmanaged where TFunction : struct, IWide
    {
        Widen(x.As<T, float>(), out var low, out var high);
        return Narrow(TFunction.Of(low), TFunction.Of(high)).As<float, T>();
    }

    /// <summary>ln Γ(x) for x ≥ 0 as <see cref="GammaFunctions"/>: the asymptotic series from 8 on, below it Γ(x) = Γ(x + 8) / (x (x + 1) … (x + 7)).</summary>
    public readonly struct LogGamma : IWide
    {
        public static Vector<double> Of(Vector<double> x)
        {
            var isSmall = LessThan(x, Create(8.0));
            var product = x;
            for (var i = 1; i < 8; i++)
                product *= x + Create((double)i);
            product = ConditionalSelect(isSmall, product, Vector<double>.One);
            var z = ConditionalSelect(isSmall, x + Create(8.0), x);
            var r = Vector<double>.One / z;
            var w = r * r;
            var p = Create(1.0 / 156);
            p = MultiplyAdd(p, w, Create(-691.0 / 360360));
            p = MultiplyAdd(p, w, Create(1.0 / 1188));
            p = MultiplyAdd(p, w, Create(-1.0 / 1680));
            p = MultiplyAdd(p, w, Create(1.0 / 1260));
            p = MultiplyAdd(p, w, Create(-1.0 / 360));
            p = MultiplyAdd(p, w, Create(1.0 / 12));
            var y = (z - Create(0.5)) * Log(z) - z + Create(0.9189385332046728) + p * r - Log(product);
            y = ConditionalSelect(Vector.Equals(x, Vector<double>.One) | Vector.Equals(x, Create(2.0)), Vector<double>.Zero, y);
            return ConditionalSelect(Vector.Equals(x, Create(double.PositiveInfinity)), x, y);
        }
    }

    /// <summary>ψ(x) for x > 0: the asymptotic series from 8 on, below it ψ(x) = ψ(x + 8) − Σ 1 / (x + i), i &lt; 8, as one fraction.</summary>
    public readonly struct Digamma : IWide
    {
        public static Vector<double> Of(Vector<double> x)
        {
            var isSmall = LessThan(x, Create(8.0));
            Vector<double> above = Vector<double>.One, below = x;
            for (var i = 1; i < 8; i++)
            {
                var next = x + Create((double)i);
                above = MultiplyAdd(above, next, below);
                below *= next;
            }

            var z = ConditionalSelect(isSmall, x + Create(8.0), x);
            var r = Vector<double>.One / z;
            var w = r * r;
            var p = Create(691.0 / 32760);
            p = MultiplyAdd(p, w, Create(-1.0 / 132));
            p = MultiplyAdd(p, w, Create(1.0 / 240));
            p = MultiplyAdd(p, w, Create(-1.0 / 252));
            p = MultiplyAdd(p, w, Create(1.0 / 120));
            p = MultiplyAdd(p, w, Create(-1.0 / 12));
            var y = Log(z) - Create(0.5) * r + p * w;
            return ConditionalSelect(isSmall, y - above / below, y);
        }
    }

    /// <summary>ψ′(x) for x > 0: the asymptotic series from 8 on, below it ψ′(x) = ψ′(x + 8) + Σ 1 / (x + i)², i &lt; 8, as one fraction.</summary>
    public readonly struct Trigamma : IWide
    {
        public static Vector<double> Of(Vector<double> x)
        {
            var isSmall = LessThan(x, Create(8.0));
            Vector<double> above = Vector<double>.One, below = x * x;
            for (var i = 1; i < 8; i++)
            {
                var next = x + Create((double)i);
                next *= next;
                above = MultiplyAdd(above, next, below);
                below *= next;
            }

            var z = ConditionalSelect(isSmall, x + Create(8.0), x);
            var r = Vector<double>.One / z;
            var w = r * r;
            var p = Create(-691.0 / 2730);
            p = MultiplyAdd(p, w, Create(5.0 / 66));
            p = MultiplyAdd(p, w, Create(-1.0 / 30));
            p = MultiplyAdd(p, w, Create(1.0 / 42));
            p = MultiplyAdd(p, w, Create(-1.0 / 30));
            p = MultiplyAdd(p, w, Create(1.0 / 6));
            var y = r + Create(0.5) * w + p * w * r;
            return ConditionalSelect(isSmall, y + above / below, y);
        }
    }

    /// <summary>The y with erf(y) = x: Giles's approximation as <see cref="ErrorFunctions"/> has it, then one step of Halley's method.</summary>
    public readonly struct ErfInverse : IWide
    {
        public static Vector<double> Of(Vector<double> x)
        {
            var a = Abs(x);
            var w = -Log((Vector<double>.One - a) * (Vector<double>.One + a));
            var y = a * ConditionalSelect(
                LessThan(w, Create(5.0)), Polynomial(ErrorFunctions.Middle, w - Create(2.5)),
                Polynomial(ErrorFunctions.Outer, SquareRoot(w) - Create(3.0)));
            var step = (Erf(y) - a) * Create(0.886226925452758) * Exp(y * y);
            y -= step / MultiplyAdd(y, step, Vector<double>.One);
            return CopySign(ConditionalSelect(Vector.Equals(a, Vector<double>.One), Create(double.PositiveInfinity), y), x);
        }

        // c₀ + c₁ x + c₂ x² + …
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static Vector<double> Polynomial(ReadOnlySpan<double> c, Vector<double> x)
        {
            var y = Create(c[^1]);
            for (var i = c.Length - 2; i >= 0; i--)
                y = MultiplyAdd(y, x, Create(c[i]));
            return y;
        }
    }
}
