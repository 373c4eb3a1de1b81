namespace Nabla.Distributions;

/// <summary>A map of numbers that can be undone: what a <see cref="Transformed"/> distribution does to its base.</summary>
public abstract class Bijection
{
    /// <summary>y = f(x).</summary>
    /// <shape>(…) → (…)</shape>
    public abstract Tensor Forward(Tensor x);

    /// <summary>The x with f(x) = y.</summary>
    /// <shape>(…) → (…)</shape>
    public abstract Tensor Inverse(Tensor y);

    /// <summary>ln |f′(x)|, from x and y = f(x).</summary>
    /// <shape>(…), (…) → (…)</shape>
    public abstract Tensor LogSlope(Tensor x, Tensor y);

    /// <summary>Where y is a value of f.</summary>
    /// <shape>(…) → (…) bool</shape>
    public abstract Tensor IsValue(Tensor y);

    /// <summary>A value of f: what is read in the place of numbers that are none.</summary>
    public abstract double Safe { get; }

    /// <summary>1 where f rises, −1 where it falls.</summary>
    public virtual Tensor? Direction => null;

    /// <summary>The shape of its own parameters, with which values broadcast.</summary>
    public virtual Shape Shape => Shape.Scalar;
}
