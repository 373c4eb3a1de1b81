using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Division with rest.</summary>
public static class ModuloOp
{
    extension(Tensor a)
    {
        /// <summary>The exact rest of a / b with the sign of b, as Python's %: a − b ⌊a / b⌋. NaN for b = 0.</summary>
        /// <shape>(…) ∘ (…) → broadcast (…)</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast, or dtypes that differ.</exception>
        /// <exception cref="DivideByZeroException">Integers divided by 0.</exception>
        public Tensor Remainder(Tensor b) => a.DType.IsFloating() ? Binary.Apply<Remainder>(a, b) : Binary.Apply<WholeRemainder>(a, b);

        /// <summary>The exact rest of a / b with the sign of a, as C's fmod: a − b trunc(a / b). NaN for b = 0.</summary>
        /// <shape>(…) ∘ (…) → broadcast (…)</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast, or dtypes that differ.</exception>
        /// <exception cref="DivideByZeroException">Integers divided by 0.</exception>
        public Tensor Fmod(Tensor b) => a.DType.IsFloating() ? Binary.Apply<Fmod>(a, b) : Binary.Apply<WholeFmod>(a, b);

        /// <summary>⌊a / b⌋ for floating-point numbers and integers; the gradient is 0. The least integer over −1 wraps to itself.</summary>
        /// <shape>(…) ∘ (…) → broadcast (…)</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast, or dtypes that differ.</exception>
        /// <exception cref="DivideByZeroException">Integers divided by 0.</exception>
        public Tensor FloorDivide(Tensor b) => a.DType.IsFloating() ? Binary.Apply<FloorQuotient>(a, b) : Binary.Apply<WholeFloorQuotient>(a, b);
    }

    /// <summary>1 where the rest is not 0 and has another sign than the divisor, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static N Below<N>(N rest, N b) where N : struct, IFormula<N> =>
        N.Greater(rest, N.Of(0)) * N.Greater(N.Of(0), b) + N.Greater(N.Of(0), rest) * N.Greater(b, N.Of(0));

    /// <summary>a / b towards 0, of integers. The least over −1 is itself, as in all arithmetic that wraps; processors refuse to divide so.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static N Quotient<N>(N a, N b) where N : struct, IFormula<N>
    {
        var turns = N.Equal(b, N.Of(-1));
        return N.Select(turns, -a, a / N.Select(turns, N.Of(1), b));
    }
}

// Of the rest by a: 1; by b: less the whole quotient.
readonly struct Remainder : IBinary
{
    public N Value<N>(N a, N b) where N : struct, IFormula<N> => N.Each(default(Exact), a, b);

    public N SlopeA<N>(N a, N b) where N : struct, IFormula<N> => N.Of(1);

    public N SlopeB<N>(N a, N b) where N : struct, IFormula<N> => -N.Floor(a / b);

    readonly struct Exact : ISpecial2
    {
        public double Value(double a, double b)
        {
            var rest = DivisionRest.Exact(a, b);
            return rest != 0 && rest < 0 != b < 0 ? rest + b : rest;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool Registers(Vector<double> a, Vector<double> b, out Vector<double> y)
        {
            var isExact = DivisionRest.Exact(a, b, out var rest, out _);
            y = Vector.ConditionalSelect(DivisionRest.Opposite(rest, b), rest + b, rest);
            return isExact;
        }
    }
}

readonly struct Fmod : IBinary
{
    public N Value<N>(N a, N b) where N : struct, IFormula<N> => N.Each(default(Exact), a, b);

    public N SlopeA<N>(N a, N b) where N : struct, IFormula<N> => N.Of(1);

    public N SlopeB<N>(N a, N b) where N : struct, IFormula<N> => -default(Truncate).Value(a / b);

    readonly struct Exact : ISpecial2
    {
        public double Value(double a, double b) => DivisionRest.Exact(a, b);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool Registers(Vector<double> a, Vector<double> b, out Vector<double> y) => DivisionRest.Exact(a, b, out y, out _);
    }
}

// (a − rest) / b with the rest exact, then rounded: a / b itself may be rounded up to a whole number.
readonly struct FloorQuotient : IBinary
{
    public N Value<N>(N a, N b) where N : struct, IFormula<N> => N.Each(default(Exact), a, b);

    public N SlopeA<N>(N a, N b) where N : struct, IFormula<N> => N.Of(0);

    public N SlopeB<N>(N a, N b) where N : struct, IFormula<N> => N.Of(0);

    readonly struct Exact : ISpecial2
    {
        public double Value(double a, double b)
        {
            if (b == 0)
                return a / b;
            var rest = DivisionRest.Exact(a, b);
            var quotient = (a - rest) / b;
            if (rest != 0 && rest < 0 != b < 0)
                quotient--;
            return quotient == 0 ? Math.CopySign(0, a / b) : quotient - Math.Floor(quotient) > 0.5 ? Math.Floor(quotient) + 1 : Math.Floor(quotient);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool Registers(Vector<double> a, Vector<double> b, out Vector<double> y)
        {
            var isExact = DivisionRest.Exact(a, b, out var rest, out var quotient);
            y = Vector.ConditionalSelect(DivisionRest.Opposite(rest, b), quotient - Vector<double>.One, quotient);
            return isExact;
        }
    }
}

// Integers divide towards 0; where the rest and b differ in sign, the floor is one below.
readonly struct WholeRemainder : IBinary
{
    public static bool Integers => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N a, N b) where N : struct, IFormula<N>
    {
        var rest = a - ModuloOp.Quotient(a, b) * b;
        return rest + ModuloOp.Below(rest, b) * b;
    }

    public N SlopeA<N>(N a, N b) where N : struct, IFormula<N> => N.Of(1);

    public N SlopeB<N>(N a, N b) where N : struct, IFormula<N> => N.Of(0);
}

readonly struct WholeFmod : IBinary
{
    public static bool Integers => true;

    public N Value<N>(N a, N b) where N : struct, IFormula<N> => a - ModuloOp.Quotient(a, b) * b;

    public N SlopeA<N>(N a, N b) where N : struct, IFormula<N> => N.Of(1);

    public N SlopeB<N>(N a, N b) where N : struct, IFormula<N> => N.Of(0);
}

readonly struct WholeFloorQuotient : IBinary
{
    public static bool Integers => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N a, N b) where N : struct, IFormula<N>
    {
        var quotient = ModuloOp.Quotient(a, b);
        return quotient - ModuloOp.Below(a - quotient * b, b);
    }

    public N SlopeA<N>(N a, N b) where N : struct, IFormula<N> => N.Of(0);

    public N SlopeB<N>(N a, N b) where N : struct, IFormula<N> => N.Of(0);
}
