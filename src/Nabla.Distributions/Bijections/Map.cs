namespace Nabla.Distributions;

/// <summary>
/// A function from values to values, number by number or of whole vectors and matrices, by which parameters are brought to where they must
/// be.
/// </summary>
public abstract class Map
{
    /// <summary>Axes of one x: 0 for numbers, 1 for vectors, 2 for matrices.</summary>
    public virtual int InputRank => 0;

    /// <summary>Axes of one y.</summary>
    public virtual int OutputRank => 0;

    /// <summary>y = f(x).</summary>
    /// <shape>(…, input) → (…, output)</shape>
    public abstract Tensor Forward(Tensor x);

    /// <summary>An x with f(x) = y.</summary>
    /// <shape>(…, output) → (…, input)</shape>
    public abstract Tensor Inverse(Tensor y);

    /// <summary>The shape of f(x) for x of a shape.</summary>
    /// <exception cref="ShapeException">There is no f(x) for this shape.</exception>
    public virtual Shape OutputShape(Shape x) => x;

    /// <summary>The shape of x for f(x) of a shape.</summary>
    /// <exception cref="ShapeException">No f(x) has this shape.</exception>
    public virtual Shape InputShape(Shape y) => y;

    /// <summary>Its kind; with its parameters, if it has some.</summary>
    public override string ToString() => GetType().Name;
}
