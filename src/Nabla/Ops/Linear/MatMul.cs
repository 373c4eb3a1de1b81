namespace Nabla;

/// <summary>Matrix products.</summary>
public static class MatMulOp
{
    extension(Tensor a)
    {
        /// <summary>
        /// Matrix product over the last two axes, Y = A B; leading axes broadcast. A vector is taken as one row or column.
        /// </summary>
        /// <shape>(…, N, K) × (…, K, M) → (…, N, M)</shape>
        /// <exception cref="ShapeException">Inner sizes or leading axes that do not fit, or dtypes that differ.</exception>
        public Tensor MatMul(Tensor b)
        {
            if (a.Rank == 1)
                return a.Unsqueeze(0).MatMul(b).Squeeze(b.Rank == 1 ? -1 : -2);
            if (b.Rank == 1)
                return a.MatMul(b.Unsqueeze(1)).Squeeze(-1);
            var y = Tensor.Empty(Infer(a, b), a.DType, a.Device);
            a.Backend.MatMul(a, b, y);
            return Autograd.Record(y, new Back(a, b), a, b);
        }
    }

    static Shape Infer(Tensor a, Tensor b)
    {
        if (a.DType != b.DType || a.DType == DType.Bool)
            throw new ShapeException(
                $"MatMul: both dtypes must be equal numbers, got {a.DType.Name()} and {b.DType.Name()}; convert one with To.");
        if (a.Rank == 0 || b.Rank == 0)
            throw new ShapeException($"MatMul: both must have an axis, got {a.Shape} and {b.Shape}; use * for a scalar.");
        if (a.Shape[-1] != b.Shape[-2])
            throw new ShapeException(
                $"MatMul: axis {b.Rank - 2} of the second must be {a.Shape[-1]} like the last of the first, got {a.Shape} and {b.Shape}.");
        var leadA = a.Shape.Remove(-1).Remove(-1);
        var leadB = b.Shape.Remove(-1).Remove(-1);
        var lead = Shape.Broadcast(leadA, leadB)
            ?? throw new ShapeException($"MatMul: leading axes {leadA} and {leadB} do not broadcast: sizes must be equal or 1.");
        return lead.Insert(lead.Rank, a.Shape[-2]).Insert(lead.Rank + 1, b.Shape[-1]);
    }

    sealed class Back(Tensor a, Tensor b) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            if (to.Needs(0)) to[0] = g.MatMul(b.T).SumTo(a.Shape);      // dA = G Bᵀ
            if (to.Needs(1)) to[1] = a.T.MatMul(g).SumTo(b.Shape);      // dB = Aᵀ G
        }
    }
}
