using Nabla.Kernels;

namespace Nabla;

/// <summary>y = x + constant.</summary>
readonly struct Offset(double constant) : IUnary
{
    public static Needs Needs => Needs.Nothing;

    public bool Integers => WholeConstants.AreExact(constant);

    public double LargestConstant => Math.Abs(constant);

    public N Value<N>(N x) where N : struct, IFormula<N> => x + N.Of(constant);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(1);
}

/// <summary>y = factor · x.</summary>
readonly struct Scale(double factor) : IUnary
{
    public static Needs Needs => Needs.Nothing;

    public bool Integers => WholeConstants.AreExact(factor);

    public double LargestConstant => Math.Abs(factor);

    public N Value<N>(N x) where N : struct, IFormula<N> => x * N.Of(factor);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(factor);
}

/// <summary>y = factor · x + constant.</summary>
readonly struct Affine(double factor, double constant) : IUnary
{
    public static Needs Needs => Needs.Nothing;

    public bool Integers => WholeConstants.AreExact(factor) && WholeConstants.AreExact(constant);

    public double LargestConstant => Math.Max(Math.Abs(factor), Math.Abs(constant));

    public N Value<N>(N x) where N : struct, IFormula<N> => x * N.Of(factor) + N.Of(constant);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Of(factor);
}

/// <summary>Constants that meet integers.</summary>
static class WholeConstants
{
    /// <summary>Whether it is a whole number that int64 can hold.</summary>
    public static bool AreExact(double constant) => double.IsInteger(constant) && Math.Abs(constant) < 9.2e18;

    /// <summary>
    /// Refuses a constant that is to become an element of a dtype that cannot hold it: a fraction, NaN or too large a number as an integer.
    /// </summary>
    public static void Require(string who, double value, DType dtype)
    {
        if (dtype is DType.Int32 or DType.Int64 && !(AreExact(value) && (dtype == DType.Int64 || Math.Abs(value) <= int.MaxValue)))
            throw new ShapeException($"{who}: {dtype.Name()} cannot hold {value}; convert with To(DType.Float32).");
    }
}
