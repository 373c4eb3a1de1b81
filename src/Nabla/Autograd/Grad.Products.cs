namespace Nabla;

public static partial class Grad
{
    /// <summary>f(x) and vᵀ J, the gradient of ⟨v, f(x)⟩: one backward pass, without the Jacobian.</summary>
    /// <shape>f: (M…) → (N…), v (N…), product (M…)</shape>
    /// <exception cref="ShapeException">v has not the shape of f(x).</exception>
    public static (Tensor Value, Tensor Product) VectorJacobian(Func<Tensor, Tensor> f, Tensor x, Tensor v)
    {
        var (inner, y) = Evaluate(f, x);
        RequireShape("VectorJacobian", v, y.Shape);
        return (x.IsTracked ? y : y.Detach(), Product(y, v, inner, keepGraph: x.IsTracked || v.IsTracked));
    }

    /// <summary>
    /// f(x) and J v, the derivative of f in the direction v. The product uᵀ J is linear in u, so its own gradient in the direction v is J
    /// v: two backward passes in place of a forward mode.
    /// </summary>
    /// <shape>f: (M…) → (N…), v (M…), product (N…)</shape>
    /// <exception cref="ShapeException">v has not the shape of x.</exception>
    public static (Tensor Value, Tensor Product) JacobianVector(Func<Tensor, Tensor> f, Tensor x, Tensor v)
    {
        var (inner, y) = Evaluate(f, x);
        RequireShape("JacobianVector", v, x.Shape);
        var outer = x.IsTracked || v.IsTracked;
        var u = Tensor.Zeros(y.Shape, y.DType, y.Device).Track();
        var back = Product(y, u, inner, keepGraph: true);
        return (x.IsTracked ? y : y.Detach(), Product(back, v, u, outer));
    }

    /// <summary>
    /// f(x) and H v for a function that gives one number: the gradient of ⟨∇f(x), v⟩, without the Hessian (Pearlmutter 1994).
    /// </summary>
    /// <shape>f: (M…) → (), v (M…), product (M…)</shape>
    /// <exception cref="ShapeException">f gives more than one number, or v has not the shape of x.</exception>
    public static (Tensor Value, Tensor Product) HessianVector(Func<Tensor, Tensor> f, Tensor x, Tensor v)
    {
        var (inner, y) = Evaluate(f, x);
        RequireShape("HessianVector", v, x.Shape);
        if (y.Length != 1)
            throw new ShapeException($"HessianVector: the function must give one number, got {y.Shape}.");
        var slope = Product(y, Tensor.Ones(y.Shape, y.DType, y.Device), inner, keepGraph: true);
        return (x.IsTracked ? y : y.Detach(), Product(slope, v, inner, keepGraph: x.IsTracked || v.IsTracked));
    }

    /// <summary>
    /// The gradient of each sample's loss by each of <paramref name="parameters"/>. The loss is called with one sample at a time, as a
    /// batch of one; so it costs as much as training with batches of one, and its results N times the parameters in memory.
    /// </summary>
    /// <param name="loss">Gives one number for a batch of one of each input.</param>
    /// <param name="inputs">Tensors (N, …), such as images and labels.</param>
    /// <param name="parameters">Tracked tensors.</param>
    /// <shape>inputs (N, …), parameters (P…) → (N, P…) for each</shape>
    /// <exception cref="ShapeException">Inputs without or with different numbers of samples.</exception>
    public static Tensor[] PerSample(Func<Tensor[], Tensor> loss, Tensor[] inputs, params Tensor[] parameters)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(parameters);
        if (inputs.Length == 0 || inputs.Any(x => x.Rank == 0 || x.Shape[0] != inputs[0].Shape[0]))
            throw new ShapeException(
                $"PerSample: all inputs must have the same number of samples, got {string.Join(", ", inputs.Select(x => x.Shape))}.");
        var samples = inputs[0].Shape[0];
        var rows = Array.ConvertAll(parameters, p => Tensor.Empty(p.Shape.Insert(0, samples), p.DType, p.Device));
        for (var n = 0; n < samples; n++)
        {
            // What one sample needs is returned before the next.
            using var scope = Device.Recording ? null : new MemoryScope();
            using var recording = Autograd.Resume();
            var gradients = loss(Array.ConvertAll(inputs, x => x.Slice(0, n, 1))).Backward();
            for (var i = 0; i < rows.Length; i++)
                rows[i].Backend.CopyInto(gradients[parameters[i]].Unsqueeze(0), rows[i], rows[i].Slice(0, n, 1).Layout);
        }

        return rows;
    }

    // A tracked argument belongs to an outer derivative, which must see how this one is computed.
    static (Tensor X, Tensor Y) Evaluate(Func<Tensor, Tensor> f, Tensor x)
    {
        ArgumentNullException.ThrowIfNull(f);
        ArgumentNullException.ThrowIfNull(x);
        using var recording = Autograd.Resume();
        var inner = x.IsTracked ? x : x.Track();
        return (inner, f(inner));
    }

    static Tensor Product(Tensor y, Tensor seed, Tensor x, bool keepGraph) =>
        (y.IsTracked ? y.Backward(seed, keepGraph, x).Find(x) : null) ?? Tensor.Zeros(x.Shape, x.DType, x.Device);

    static void RequireShape(string who, Tensor v, Shape shape)
    {
        ArgumentNullException.ThrowIfNull(v);
        if (v.Shape != shape)
            throw new ShapeException($"{who}: the vector must have the shape {shape}, got {v.Shape}.");
    }
}
