using Nabla.Kernels;

namespace Nabla;

/// <summary>y = x + constant.</summary>
readonly struct Offset(double constant) : IUnary
{
    public static Needs Needs => Needs.Nothing;

    public bool Integers => double.IsInteger(constant);

    public N Value<N>(N x) where N : struct, IFormula<N> => x + N.Of(constant);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(1);
}

/// <summary>y = factor · x.</summary>
readonly struct Scale(double factor) : IUnary
{
    public static Needs Needs => Needs.Nothing;

    public bool Integers => double.IsInteger(factor);

    public N Value<N>(N x) where N : struct, IFormula<N> => x * N.Of(factor);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(factor);
}

/// <summary>y = factor · x + constant.</summary>
readonly struct Affine(double factor, double constant) : IUnary
{
    public static Needs Needs => Needs.Nothing;

    public bool Integers => double.IsInteger(factor) && double.IsInteger(constant);

    public N Value<N>(N x) where N : struct, IFormula<N> => x * N.Of(factor) + N.Of(constant);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(factor);
}
