namespace Nabla;

/// <summary>Derivatives of functions, as functions.</summary>
/// <example><code>
/// var slope = Grad.Of(x => (x * x * x).Sum());
/// var curvature = Grad.Of(x => slope(x).Sum());
/// Console.WriteLine(curvature(Tensor.Of(2.0)));      // 6x = 12
/// </code></example>
public static partial class Grad
{
    /// <summary>The function x ↦ ∇f(x) of a function that gives one number. It can be differentiated again.</summary>
    /// <shape>f: (…) → (), ∇f: (…) → (…)</shape>
    /// <exception cref="ShapeException">f gives more than one number.</exception>
    public static Func<Tensor, Tensor> Of(Func<Tensor, Tensor> f)
    {
        ArgumentNullException.ThrowIfNull(f);
        return x =>
        {
            // A tracked argument belongs to an outer derivative, which must see how this one is computed.
            var inner = x.IsTracked ? x : x.Track();
            var y = f(inner);
            return y.IsTracked
                ? y.Backward(keepGraph: x.IsTracked, also: inner)[inner]
                : Tensor.Zeros(x.Shape, x.DType, x.Device);
        };
    }

    /// <summary>All partial derivatives ∂f(x)ᵢ / ∂xⱼ: one row for each element of the result, found by one backward pass each.</summary>
    /// <shape>f: (M…) → (N…), result (N…, M…)</shape>
    public static Tensor Jacobian(Func<Tensor, Tensor> f, Tensor x)
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(x);
        return Rows(f, x, keepGraph: x.IsTracked);
    }

    /// <summary>All second derivatives ∂²f(x) / ∂xᵢ∂xⱼ of a function that gives one number: the Jacobian of its gradient.</summary>
    /// <shape>f: (M…) → (), result (M…, M…)</shape>
    /// <exception cref="ShapeException">f gives more than one number.</exception>
    public static Tensor Hessian(Func<Tensor, Tensor> f, Tensor x) => Jacobian(Of(f), x);

    static Tensor Rows(Func<Tensor, Tensor> f, Tensor x, bool keepGraph)
    {
        var inner = x.IsTracked ? x : x.Track();
        var y = f(inner);
        int[] shape = [.. y.Shape, .. x.Shape];
        if (!y.IsTracked || y.Length == 0)
            return Tensor.Zeros(shape, x.DType, x.Device);
        var rows = new Tensor[y.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            var seed = Tensor.Zeros([rows.Length], y.DType, y.Device);
            seed.Backend.Fill(seed.Slice(0, i, 1), 1);
            rows[i] = y.Backward(seed.Reshape(y.Shape.ToArray()), keepGraph, inner).Find(inner) ?? Tensor.Zeros(x.Shape, x.DType, x.Device);
        }

        return Tensor.Stack(rows).Reshape(shape);
    }
}
