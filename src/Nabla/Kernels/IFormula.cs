using System.Numerics;

namespace Nabla.Kernels;

/// <summary>
/// A kind of number in which a formula can be read. The type put in for <typeparamref name="N"/> decides what the formula does:
/// <see cref="Lane{T}"/> is the SIMD kernel, <see cref="Number"/> the scalar meaning, the graph reading records it for higher derivatives.
/// </summary>
/// <remarks>Conditions are numbers as well: 1 where true, 0 where false. Every kind must follow IEEE 754 for NaN and infinities.</remarks>
public interface IFormula<N> where N : IFormula<N>
{
    /// <summary>Sum.</summary>
    static abstract N operator +(N a, N b);

    /// <summary>Difference.</summary>
    static abstract N operator -(N a, N b);

    /// <summary>Product.</summary>
    static abstract N operator *(N a, N b);

    /// <summary>Quotient.</summary>
    static abstract N operator /(N a, N b);

    /// <summary>Negation.</summary>
    static abstract N operator -(N a);

    /// <summary>The constant <paramref name="value"/>.</summary>
    static abstract N Of(double value);

    /// <summary>e to the power x.</summary>
    static abstract N Exp(N x);

    /// <summary>Natural logarithm; −∞ at 0, NaN below.</summary>
    static abstract N Log(N x);

    /// <summary>Hyperbolic tangent.</summary>
    static abstract N Tanh(N x);

    /// <summary>Error function 2/√π ∫₀ˣ e^(−t²) dt.</summary>
    static abstract N Erf(N x);

    /// <summary>Sine of x in radians.</summary>
    static abstract N Sin(N x);

    /// <summary>Cosine of x in radians.</summary>
    static abstract N Cos(N x);

    /// <summary>Square root; NaN below 0.</summary>
    static abstract N Sqrt(N x);

    /// <summary>Absolute value.</summary>
    static abstract N Abs(N x);

    /// <summary>The larger of two; NaN if either is NaN.</summary>
    static abstract N Max(N a, N b);

    /// <summary>The smaller of two; NaN if either is NaN.</summary>
    static abstract N Min(N a, N b);

    /// <summary>Largest whole number not above x.</summary>
    static abstract N Floor(N x);

    /// <summary>1 where a &gt; b, else 0 (also for NaN).</summary>
    static abstract N Greater(N a, N b);

    /// <summary>1 where a = b, else 0 (also for NaN).</summary>
    static abstract N Equal(N a, N b);

    /// <summary>
    /// <paramref name="a"/> where <paramref name="condition"/> is not 0, else <paramref name="b"/>; the other is ignored, even if NaN.
    /// </summary>
    static abstract N Select(N condition, N a, N b);

    /// <summary>A function that is computed one number at a time, in double.</summary>
    static abstract N Each<TFunction>(TFunction function, N x) where TFunction : struct, ISpecial;

    /// <summary>A function of two numbers that is computed one pair at a time, in double.</summary>
    static abstract N Each<TFunction>(TFunction function, N a, N b) where TFunction : struct, ISpecial2;
}

/// <summary>A function without a formula of its own in SIMD registers; <see cref="Slope"/> says how to differentiate it.</summary>
public interface ISpecial
{
    /// <summary>f(x); follows IEEE 754 for NaN and infinities.</summary>
    double Value(double x);

    /// <summary>f′(x), from x and y = f(x).</summary>
    N Slope<N>(N x, N y) where N : struct, IFormula<N>;

    /// <summary>
    /// Whether <see cref="Registers"/> computes the function for elements of T; otherwise <see cref="Value"/> is called for each.
    /// </summary>
    static virtual bool HasRegisters<T>() where T : unmanaged => false;

    /// <summary>f(x) for a register of numbers, within a few units in the last place.</summary>
    static virtual Vector<T> Registers<T>(Vector<T> x) where T : unmanaged => x;
}

/// <summary>A function of two numbers without a formula of its own; derivatives that nobody can take are refused.</summary>
public interface ISpecial2
{
    /// <summary>f(a, b); follows IEEE 754 for NaN and infinities.</summary>
    double Value(double a, double b);

    /// <summary>∂f/∂a.</summary>
    N SlopeA<N>(N a, N b) where N : struct, IFormula<N> =>
        throw new NotSupportedException($"{GetType().Name} has no derivative by its first argument.");

    /// <summary>∂f/∂b.</summary>
    N SlopeB<N>(N a, N b) where N : struct, IFormula<N> =>
        throw new NotSupportedException($"{GetType().Name} has no derivative by its second argument.");

    /// <summary>f(a, b) for a register of single precision, rounded from double; false where only <see cref="Value"/> is exact.</summary>
    static virtual bool Registers(Vector<double> a, Vector<double> b, out Vector<double> y)
    {
        y = a;
        return false;
    }
}
