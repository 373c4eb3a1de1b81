namespace Nabla;

/// <summary>Gaussian radial basis functions.</summary>
public static class RadialBasisOp
{
    extension(Tensor x)
    {
        /// <summary>y_k = e^(−|x − c_k|² / (2 σ_k²)), from differences, so that near centres keep their digits; they take K · D numbers a row.</summary>
        /// <param name="centres">c.</param>
        /// <param name="widths">σ, not 0.</param>
        /// <shape>x (…, D), centres (K, D), widths (K) → (…, K)</shape>
        /// <exception cref="ShapeException">Shapes that do not fit.</exception>
        public Tensor RadialBasis(Tensor centres, Tensor widths)
        {
            Infer(x, centres, widths);
            var squares = (x.Unsqueeze(-2) - centres).Square().Sum(-1);
            return (squares / (widths.Square() * -2)).Exp();
        }
    }

    static void Infer(Tensor x, Tensor centres, Tensor widths)
    {
        if (x.Rank == 0 || centres.Rank != 2 || centres.Shape[1] != x.Shape[-1])
            throw new ShapeException($"RadialBasis: the centres must be (K, {(x.Rank == 0 ? 1 : x.Shape[-1])}) for an input {x.Shape}, got {centres.Shape}.");
        if (widths.Shape != [centres.Shape[0]])
            throw new ShapeException($"RadialBasis: the widths must be ({centres.Shape[0]}), one for each centre, got {widths.Shape}.");
    }
}
