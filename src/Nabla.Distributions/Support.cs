namespace Nabla.Distributions;

/// <summary>The values that can occur.</summary>
public enum Support
{
    /// <summary>All numbers.</summary>
    Real,

    /// <summary>Numbers of at least 0.</summary>
    Positive,

    /// <summary>Numbers of at least a parameter above 0.</summary>
    Above,

    /// <summary>Angles, of which whole turns do not count.</summary>
    Circle,

    /// <summary>Numbers between 0 and 1.</summary>
    Unit,

    /// <summary>Numbers between two parameters.</summary>
    Interval,

    /// <summary>0 and 1.</summary>
    Binary,

    /// <summary>0, 1, 2, … up to a parameter.</summary>
    Bounded,

    /// <summary>0, 1, 2, …</summary>
    Whole,

    /// <summary>Vectors of numbers.</summary>
    Vector,

    /// <summary>Vectors of probabilities with sum 1.</summary>
    Simplex,

    /// <summary>Vectors of counts with a given sum.</summary>
    Counts,

    /// <summary>Vectors with a 1 among zeros.</summary>
    OneHot,

    /// <summary>Symmetric matrices whose eigenvalues are above 0.</summary>
    PositiveDefinite,

    /// <summary>Lower triangular matrices with a diagonal above 0 and rows of length 1: Cholesky factors of correlations.</summary>
    CorrelationFactor,

    /// <summary>Lower triangular matrices with a diagonal above 0.</summary>
    LowerFactor,
}

/// <summary>Which values lie where.</summary>
static class Supports
{
    /// <summary>
    /// f(x) where x is inside, else <paramref name="outside"/>; f reads a safe number there, so that no NaN spoils the gradient.
    /// </summary>
    public static Tensor Within(Tensor x, Tensor inside, double safe, Func<Tensor, Tensor> f, double outside = double.NegativeInfinity) =>
        inside.Where(f(inside.Where(x, Tensor.Scalar(safe, x.DType))), Tensor.Scalar(outside, x.DType));

    /// <summary>Whole numbers of at least 0.</summary>
    public static Tensor IsWhole(Tensor x) => x.GreaterOrEqual(0).LogicalAnd(x.EqualTo(x.Floor()));

    /// <summary>False if values of the first support certainly lie outside the second; parameters may decide the rest.</summary>
    public static bool Fits(Support p, Support q) => (p, q) switch
    {
        (Support.Real, Support.Positive or Support.Above or Support.Unit or Support.Interval) => false,
        (Support.Positive or Support.Above, Support.Unit or Support.Interval) => false,
        (Support.Positive or Support.Unit, Support.Above) => false,
        (Support.Whole, Support.Binary or Support.Bounded) => false,
        _ => true,
    };
}
