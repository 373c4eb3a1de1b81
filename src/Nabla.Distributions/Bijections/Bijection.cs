namespace Nabla.Distributions;

/// <summary>A map that can be undone: what a <see cref="Transformed"/> distribution does to its base.</summary>
public abstract class Bijection : Map
{
    /// <summary>ln |det ∂f/∂x|, from x and y = f(x); of numbers ln |f′(x)|.</summary>
    /// <shape>(…, input), (…, output) → (…)</shape>
    public abstract Tensor LogSlope(Tensor x, Tensor y);

    /// <summary>Where y is a value of f.</summary>
    /// <shape>(…, output) → (…) bool</shape>
    public abstract Tensor IsValue(Tensor y);

    /// <summary>A value of f, of maps of numbers: what is read in the place of numbers that are none.</summary>
    public virtual double Safe => 0;

    /// <summary>Values of f that are read in the place of what is none.</summary>
    /// <shape>(…, output) → broadcast with it</shape>
    public virtual Tensor SafeLike(Tensor y) => OutputRank == 0
        ? Tensor.Scalar(Safe, y.DType)
        : Forward(Tensor.Zeros(InputShape(y.Shape), y.DType));

    /// <summary>1 where f rises, −1 where it falls.</summary>
    public virtual Tensor? Direction => null;

    /// <summary>The shape of its own parameters, with which values broadcast.</summary>
    public virtual Shape Shape => Shape.Scalar;

    /// <summary>What values f takes over all numbers or vectors.</summary>
    public virtual Support Values => Support.Real;

    /// <summary>What values f takes over these.</summary>
    public virtual Support Image(Support x) => x is Support.Real or Support.Vector ? Values : Support.Interval;

    /// <summary>Whether all maps of this kind are one: it has no parameters.</summary>
    public virtual bool IsFixed => false;
}
