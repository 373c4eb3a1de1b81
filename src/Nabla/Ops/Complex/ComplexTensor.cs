namespace Nabla;

/// <summary>
/// Complex numbers as two tensors of one shape and dtype. It is a value without storage of its own: each op is ops on the parts, so
/// gradients, captured steps and memory need no second set of rules. A derivative by a complex number is that by its real and that by its
/// imaginary part.
/// </summary>
/// <example><code>
/// var z = ComplexTensor.Polar(Tensor.Ones([3]), Tensor.Of(0f, 1f, 2f));
/// Console.WriteLine((z * z.Conjugate()).Real);     // [1, 1, 1]
/// </code></example>
public sealed class ComplexTensor
{
    /// <summary>Takes both parts as they are.</summary>
    /// <exception cref="ShapeException">Shapes or dtypes that differ, or elements that are not floating-point.</exception>
    public ComplexTensor(Tensor real, Tensor imaginary)
    {
        if (real.Shape != imaginary.Shape || real.DType != imaginary.DType || !real.DType.IsFloating())
            throw new ShapeException(
                $"ComplexTensor: both parts must be floating-point and of one shape, "
                + $"got {real.Shape} {real.DType.Name()} and {imaginary.Shape} {imaginary.DType.Name()}.");
        (Real, Imaginary) = (real, imaginary);
    }

    /// <summary>Real numbers, with imaginary part 0.</summary>
    /// <exception cref="ShapeException">The elements are not floating-point.</exception>
    public ComplexTensor(Tensor real)
        : this(real, Tensor.Zeros(real.Shape, real.DType, real.Device))
    {
    }

    /// <summary>The real part.</summary>
    public Tensor Real { get; }

    /// <summary>The imaginary part.</summary>
    public Tensor Imaginary { get; }

    /// <summary>Sizes of the axes.</summary>
    public Shape Shape => Real.Shape;

    /// <summary>Type of both parts.</summary>
    public DType DType => Real.DType;

    /// <summary>r e^(iθ) = r cos θ + i r sin θ.</summary>
    /// <shape>(…), (…) → (…)</shape>
    /// <exception cref="ShapeException">Shapes that do not broadcast, or dtypes that differ.</exception>
    public static ComplexTensor Polar(Tensor radius, Tensor angle) => new(radius * angle.Cos(), radius * angle.Sin());

    /// <summary>The same linear op on both parts: reshaping, slicing, sums, products with real numbers.</summary>
    public ComplexTensor Each(Func<Tensor, Tensor> op) => new(op(Real), op(Imaginary));

    /// <summary>a + b, element by element; shapes broadcast.</summary>
    public static ComplexTensor operator +(ComplexTensor a, ComplexTensor b) => new(a.Real + b.Real, a.Imaginary + b.Imaginary);

    /// <summary>a − b, element by element; shapes broadcast.</summary>
    public static ComplexTensor operator -(ComplexTensor a, ComplexTensor b) => new(a.Real - b.Real, a.Imaginary - b.Imaginary);

    /// <summary>−a.</summary>
    public static ComplexTensor operator -(ComplexTensor a) => new(-a.Real, -a.Imaginary);

    /// <summary>a b, element by element; shapes broadcast.</summary>
    public static ComplexTensor operator *(ComplexTensor a, ComplexTensor b) =>
        new(a.Real * b.Real - a.Imaginary * b.Imaginary, a.Real * b.Imaginary + a.Imaginary * b.Real);

    /// <summary>a times real numbers; shapes broadcast.</summary>
    public static ComplexTensor operator *(ComplexTensor a, Tensor b) => new(a.Real * b, a.Imaginary * b);

    /// <summary>a times a real constant.</summary>
    public static ComplexTensor operator *(ComplexTensor a, double b) => new(a.Real * b, a.Imaginary * b);

    /// <summary>a / b = a b̄ / |b|², element by element; shapes broadcast. |b|² must not overflow.</summary>
    public static ComplexTensor operator /(ComplexTensor a, ComplexTensor b) => a * b.Conjugate() / b.SquaredAbs();

    /// <summary>a over real numbers; shapes broadcast.</summary>
    public static ComplexTensor operator /(ComplexTensor a, Tensor b) => new(a.Real / b, a.Imaginary / b);

    /// <summary>Both parts, for debugging.</summary>
    public override string ToString() => $"{Real} + i {Imaginary}";
}
