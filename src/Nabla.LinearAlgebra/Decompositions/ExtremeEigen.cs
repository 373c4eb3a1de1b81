namespace Nabla.LinearAlgebra;

/// <summary>Some eigenvalues of large symmetric matrices.</summary>
public static class ExtremeEigenOp
{
    extension(Tensor a)
    {
        /// <summary>
        /// The K largest or smallest w with A v = w B v, the outermost first, with vᵀ B v = 1 and the element of largest absolute value of
        /// each v positive, by <see cref="Lobpcg"/>; of A and B the symmetric halves are read. The gradient solves a system of size N + 1
        /// for each v, and needs w that occur once.
        /// </summary>
        /// <param name="rng">Draws where to start.</param>
        /// <param name="count">K, at most a third of N.</param>
        /// <param name="largest">Which end.</param>
        /// <param name="metric">B, positive definite; the identity if null.</param>
        /// <param name="iterations">At most so many.</param>
        /// <param name="tolerance">When to stop: |A v − w B v| over |B v| and the largest value met.</param>
        /// <shape>A and B (…, N, N) → w (…, K), V (…, N, K)</shape>
        /// <exception cref="ShapeException">A is not square, B is not of its shape and dtype, or K is not in 1 … N / 3.</exception>
        /// <exception cref="LinearAlgebraException">B is not positive definite, or elements are not finite.</exception>
        public (Tensor Values, Tensor Vectors) ExtremeEigen(
            Rng rng, int count = 1, bool largest = true, Tensor? metric = null, int iterations = 1000, double tolerance = 1e-9)
        {
            Infer(a, count, metric);
            var n = a.Shape[-1];
            Tensor[] inputs = metric is null ? [Matrices.Symmetric(a)] : [Matrices.Symmetric(a), Matrices.Symmetric(metric)];
            var start = rng.Normal([n, count], dtype: DType.Float64);
            Shape lead = a.Shape.ToArray()[..^2], each = [count + n * count];
            var y = Tensor.Empty([.. lead, .. each], a.DType, a.Device);
            a.Device.Backend.Host((values, result) => Run(values, result, [n, count], largest, iterations, tolerance), [start, .. inputs], y);
            var parts = Matrices.Split(Autograd.Record(y, new Back(inputs[0], inputs.ElementAtOrDefault(1), y, count), inputs), [count], [n, count]);
            return (parts[0], parts[1]);
        }
    }

    static void Infer(Tensor a, int count, Tensor? metric)
    {
        Matrices.RequireSquare("ExtremeEigen", a);
        if (metric is not null && (metric.Shape != a.Shape || metric.DType != a.DType))
            throw new ShapeException(
                $"ExtremeEigen: the metric must be {a.Shape} {a.DType.Name()} like the matrix, got {metric.Shape} {metric.DType.Name()}.");
        if (count < 1 || 3 * count > a.Shape[-1])
            throw new ShapeException(
                $"ExtremeEigen: the count must be in 1 … {a.Shape[-1] / 3} for {a.Shape}, got {count}; SymmetricEigen gives all.");
    }

    static void Run(HostInputs values, Span<double> result, Shape vectors, bool largest, int iterations, double tolerance)
    {
        var (n, count) = (vectors[0], vectors[1]);
        var start = Tensor.From<double>(values[0], vectors);
        for (var i = 0; i < values[1].Length / (n * n); i++)
        {
            Tensor matrix = Tensor.From(values[1].Slice(i * n * n, n * n), [n, n]);
            var metric = values.Count > 2 ? Tensor.From(values[2].Slice(i * n * n, n * n), [n, n]).MatMul : (Func<Tensor, Tensor>?)null;
            var (w, v) = Lobpcg.Find(matrix.MatMul, start, largest, metric, null, iterations, tolerance);
            var to = result.Slice(i * (count + n * count), count + n * count);
            w.ToArray<double>().CopyTo(to);
            v.ToArray<double>().CopyTo(to[count..]);
        }
    }

    // (A − w B) dv − B v dw = −(dA − w dB) v and vᵀ B dv = −½ vᵀ dB v: with K = [A − w B, B v; vᵀ B, 0] and K (z, μ) = (v̇, 0) that is
    // Ȧ = Σ u vᵀ for u = ẇ v − z, and Ḃ = −Σ (w u vᵀ + ½ μ v vᵀ)
    sealed class Back(Tensor a, Tensor? metric, Tensor packed, int count) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            var n = a.Shape[-1];
            Tensor[] y = Matrices.Split(packed, [count], [n, count]), d = Matrices.Split(g, [count], [n, count]);
            var (w, v) = (y[0], y[1]);
            var b = metric ?? Tensor.Identity(n, a.DType, a.Device).BroadcastTo(a.Shape);
            var normal = b.MatMul(v).T.Unsqueeze(-1);
            var shifted = a.Unsqueeze(-3) - w.Unsqueeze(-1).Unsqueeze(-1) * b.Unsqueeze(-3);
            var corner = Tensor.Zeros([.. w.Shape.ToArray(), 1, 1], a.DType, a.Device);
            var system = Tensor.Concat([Tensor.Concat([shifted, normal], -1), Tensor.Concat([normal.T, corner], -1)], -2);
            var x = system.Solve(Tensor.Concat([d[1].T.Unsqueeze(-1), corner], -2)).Squeeze(-1).T;
            var (z, mu) = (x.Slice(-2, 0, n), x.Slice(-2, n, 1));
            var u = v * d[0].Unsqueeze(-2) - z;
            to[0] = u.MatMul(v.T);
            if (metric is not null)
                to[1] = -(u * w.Unsqueeze(-2) + 0.5 * v * mu).MatMul(v.T);
        }
    }
}
