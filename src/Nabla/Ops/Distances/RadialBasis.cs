namespace Nabla;

/// <summary>Gaussian radial basis functions.</summary>
public static class RadialBasisOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// y_k = e^(−|x − c_k|² / (2 σ_k²)), from differences, so that near centers keep their digits; they take K · D numbers a row.
        /// </summary>
        /// <param name="centers">c.</param>
        /// <param name="widths">σ, not 0.</param>
        /// <shape>x (…, D), centers (K, D), widths (K) → (…, K)</shape>
        /// <exception cref="ShapeException">Shapes that do not fit.</exception>
        public Tensor RadialBasis(Tensor centers, Tensor widths)
        {
            Infer(x, centers, widths);
            var squares = (x.Unsqueeze(-2) - centers).Square().Sum(-1);
            return (squares / (widths.Square() * -2)).Exp();
        }
    }

    static void Infer(Tensor x, Tensor centers, Tensor widths)
    {
        if (x.Rank == 0 || centers.Rank != 2 || centers.Shape[1] != x.Shape[-1])
            throw new ShapeException(
                $"RadialBasis: the centers must be (K, {(x.Rank == 0 ? 1 : x.Shape[-1])}) for an input {x.Shape}, got {centers.Shape}.");
        if (widths.Shape != [centers.Shape[0]])
            throw new ShapeException($"RadialBasis: the widths must be ({centers.Shape[0]}), one for each center, got {widths.Shape}.");
    }
}
