namespace Nabla;

/// <summary>The gradient of a convolution by its weight; linear in both arguments.</summary>
static class ConvWeightGradientOp
{
    public static Tensor Run(ConvPlan plan, Tensor x, Tensor g)
    {
        var dw = Tensor.Empty(plan.Weight, g.DType, g.Device);
        g.Backend.ConvWeightGradient(plan.Sizes, x, g, dw);
        return Autograd.Record(dw, new Back(plan, x, g), x, g);
    }

    // ⟨h, dw⟩ = ⟨Conv(x, h), g⟩ is linear in x and g, so both derivatives are convolutions with h in place of w.
    sealed class Back(ConvPlan plan, Tensor x, Tensor g) : Node
    {
        protected internal override void Backward(Tensor h, Gradients to)
        {
            if (to.Needs(0)) to[0] = ConvInputGradientOp.Run(plan, g, h, null);
            if (to.Needs(1)) to[1] = ConvOp.Run(plan, x, h, null);
        }
    }
}
