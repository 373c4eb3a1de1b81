namespace Nabla;

/// <summary>The gradient of a convolution by its input, which is also the transposed convolution; linear in both arguments.</summary>
static class ConvInputGradientOp
{
    public static Tensor Run(ConvPlan plan, Tensor g, Tensor weight, Tensor? bias)
    {
        var dx = Tensor.Empty(plan.X, g.DType, g.Device);
        g.Backend.ConvInputGradient(plan.Sizes, g, weight, bias, dx);
        return Autograd.Record(dx, new Back(plan, g, weight), g, weight, bias);
    }

    // ⟨h, dx⟩ = ⟨Conv(h, w), g⟩ is linear in g and w, so both derivatives are convolutions with h in place of x.
    sealed class Back(ConvPlan plan, Tensor g, Tensor weight) : Node
    {
        protected internal override void Backward(Tensor h, Gradients to)
        {
            if (to.Needs(0)) to[0] = ConvOp.Run(plan, h, weight, null);
            if (to.Needs(1)) to[1] = ConvWeightGradientOp.Run(plan, h, g);
            if (to.Needs(2)) to[2] = h.Reshape(-1, h.Shape[-1]).Sum(0);
        }
    }
}
