namespace Nabla.Nn;

/// <summary>
/// By how much weights must be larger than 1 / √fan so that the signal keeps its size through a nonlinearity (He et al. 2015; the values
/// are those of PyTorch's calculate_gain).
/// </summary>
public static class Gain
{
    /// <summary>No nonlinearity: 1.</summary>
    public const double Linear = 1;

    /// <summary>Logistic function: 1.</summary>
    public const double Sigmoid = 1;

    /// <summary>Hyperbolic tangent: 5/3.</summary>
    public const double Tanh = 5.0 / 3;

    /// <summary>max(0, x): √2, for half of the square is lost.</summary>
    public const double Relu = 1.4142135623730951;

    /// <summary>SELU: 3/4.</summary>
    public const double Selu = 0.75;

    /// <summary>max(0, x) + slope · min(0, x): √(2 / (1 + slope²)).</summary>
    public static double LeakyRelu(double slope = 0.01) => Math.Sqrt(2 / (1 + slope * slope));
}

/// <summary>Which way a weight's initialiser keeps the size of what flows.</summary>
public enum Fan
{
    /// <summary>Of the values on their way forward: counts the inputs of an output.</summary>
    In,

    /// <summary>Of the gradients on their way back: counts the outputs of an input.</summary>
    Out,
}
