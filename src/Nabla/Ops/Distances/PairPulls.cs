namespace Nabla;

/// <summary>yᵢ = Σⱼ wᵢⱼ (aᵢ − bⱼ), from the differences themselves, in time proportional to the weights that are not 0.</summary>
static class PairPulls
{
    /// <shape>w (…, N, M), a (…, N, D), b (…, M, D) → (…, N, D)</shape>
    public static Tensor Run(Tensor w, Tensor a, Tensor b)
    {
        var y = Tensor.Empty(w.Shape.With(-1, a.Shape[-1]), a.DType, a.Device);
        y.Backend.WeightedDifferences(w, DistanceMatrixOp.Wide(a, w.Shape), DistanceMatrixOp.Wide(b, w.Shape), y);
        return Autograd.Record(y, new Back(w, a, b), w, a, b);
    }

    // dwᵢⱼ = ⟨gᵢ, aᵢ − bⱼ⟩, daᵢ = gᵢ Σⱼ wᵢⱼ, dbⱼ = −Σᵢ wᵢⱼ gᵢ
    sealed class Back(Tensor w, Tensor a, Tensor b) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            if (to.Needs(0)) to[0] = (g * a).Sum(-1, keepAxes: true) - g.MatMul(b.T);
            if (to.Needs(1)) to[1] = (g * w.Sum(-1, keepAxes: true)).SumTo(a.Shape);
            if (to.Needs(2)) to[2] = (-w.T.MatMul(g)).SumTo(b.Shape);
        }
    }
}
