using Nabla.Kernels;

namespace Nabla;

/// <summary>
/// A tensor or a constant: the reading of a formula that records it, so that slopes can be differentiated again. A constant is folded.
/// </summary>
readonly struct Graph : IFormula<Graph>
{
    readonly Tensor? tensor;
    readonly double constant;

    public Graph(Tensor tensor) => this.tensor = tensor;

    Graph(double constant) => this.constant = constant;

    /// <summary>A kept value; one that was not kept must not be read by the formula.</summary>
    public static Graph Of(Tensor? kept) => kept is null ? new Graph(double.NaN) : new Graph(kept);

    public static Graph Of(double value) => new(value);

    /// <summary>The tensor that a formula of tensors gave.</summary>
    public Tensor Tensor => tensor!;

    /// <summary>The product with a slope, in the shape of the gradient.</summary>
    public Tensor Times(Graph slope, Shape shape)
    {
        var product = this * slope;
        return product.tensor ?? Tensor.Full(shape, product.constant, tensor!.DType, tensor.Device);
    }

    public static Graph operator +(Graph a, Graph b) => (a.tensor, b.tensor) switch
    {
        (null, null) => new(a.constant + b.constant),
        (null, { } y) => new(y + a.constant),
        ({ } x, null) => new(x + b.constant),
        ({ } x, { } y) => new(x + y),
    };

    public static Graph operator -(Graph a, Graph b) => (a.tensor, b.tensor) switch
    {
        (null, null) => new(a.constant - b.constant),
        (null, { } y) => new(a.constant - y),
        ({ } x, null) => new(x - b.constant),
        ({ } x, { } y) => new(x - y),
    };

    public static Graph operator *(Graph a, Graph b) => (a.tensor, b.tensor) switch
    {
        (null, null) => new(a.constant * b.constant),
        (null, { } y) => new(y * a.constant),
        ({ } x, null) => new(x * b.constant),
        ({ } x, { } y) => new(x * y),
    };

    public static Graph operator /(Graph a, Graph b) => (a.tensor, b.tensor) switch
    {
        (null, null) => new(a.constant / b.constant),
        (null, { } y) => new(a.constant / y),
        ({ } x, null) => new(x / b.constant),
        ({ } x, { } y) => new(x / y),
    };

    public static Graph operator -(Graph a) => a.tensor is { } x ? new(-x) : new(-a.constant);

    public static Graph Exp(Graph x) => x.tensor is { } t ? new(t.Exp()) : new(Math.Exp(x.constant));

    public static Graph Log(Graph x) => x.tensor is { } t ? new(t.Log()) : new(Math.Log(x.constant));

    public static Graph Tanh(Graph x) => x.tensor is { } t ? new(t.Tanh()) : new(Math.Tanh(x.constant));

    public static Graph Erf(Graph x) => x.tensor is { } t ? new(t.Erf()) : new(Number.Erf(new Number(x.constant)).Value);

    public static Graph Sin(Graph x) => x.tensor is { } t ? new(t.Sin()) : new(Math.Sin(x.constant));

    public static Graph Cos(Graph x) => x.tensor is { } t ? new(t.Cos()) : new(Math.Cos(x.constant));

    public static Graph Sqrt(Graph x) => x.tensor is { } t ? new(t.Sqrt()) : new(Math.Sqrt(x.constant));

    public static Graph Abs(Graph x) => x.tensor is { } t ? new(t.Abs()) : new(Math.Abs(x.constant));

    public static Graph Max(Graph a, Graph b) =>
        Both(a, b, out var x, out var y) ? new(x.Maximum(y)) : new(Math.Max(a.constant, b.constant));

    public static Graph Min(Graph a, Graph b) =>
        Both(a, b, out var x, out var y) ? new(x.Minimum(y)) : new(Math.Min(a.constant, b.constant));

    public static Graph Floor(Graph x) => x.tensor is { } t ? new(t.Floor()) : new(Math.Floor(x.constant));

    public static Graph Greater(Graph a, Graph b) =>
        Both(a, b, out var x, out var y) ? new(x.Greater(y).To(x.DType)) : new(a.constant > b.constant ? 1 : 0);

    public static Graph Equal(Graph a, Graph b) =>
        Both(a, b, out var x, out var y) ? new(x.EqualTo(y).To(x.DType)) : new(a.constant == b.constant ? 1 : 0);

    public static Graph Select(Graph condition, Graph a, Graph b)
    {
        if (condition.tensor is not { } mask)
            return condition.constant != 0 ? a : b;
        var x = a.tensor ?? Tensor.Scalar(a.constant, mask.DType, mask.Device);
        var y = b.tensor ?? Tensor.Scalar(b.constant, mask.DType, mask.Device);
        return new Graph(mask.Where(x, y));
    }

    public static Graph Each<TFunction>(TFunction function, Graph x) where TFunction : struct, ISpecial =>
        x.tensor is { } t ? new(Unary.Apply(t, new Special<TFunction>(function))) : new(function.Value(x.constant));

    public static Graph Each<TFunction>(TFunction function, Graph a, Graph b) where TFunction : struct, ISpecial2 =>
        Both(a, b, out var x, out var y) ? new(Binary.Apply(x, y, new Special2<TFunction>(function))) : new(function.Value(a.constant, b.constant));

    static bool Both(Graph a, Graph b, out Tensor x, out Tensor y)
    {
        var known = (a.tensor ?? b.tensor)!;
        x = a.tensor ?? (known is null ? null! : Tensor.Scalar(a.constant, known.DType, known.Device));
        y = b.tensor ?? (known is null ? null! : Tensor.Scalar(b.constant, known.DType, known.Device));
        return known is not null;
    }
}
