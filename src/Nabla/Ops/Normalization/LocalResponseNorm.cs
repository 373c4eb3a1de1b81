namespace Nabla;

/// <summary>Local response normalisation, as AlexNet has it (Krizhevsky, Sutskever, Hinton 2012).</summary>
public static class LocalResponseNormOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// y_c = x_c / (k + α/size Σ x²)^β over the features from c − ⌊size/2⌋ to c + ⌊(size − 1)/2⌋: a strong feature damps its neighbours. α is
        /// divided by the size, as in PyTorch; the paper does not divide it.
        /// </summary>
        /// <shape>(…, C) → (…, C)</shape>
        /// <param name="size">Features in a neighbourhood, at least 1.</param>
        /// <param name="alpha">α, strength.</param>
        /// <param name="beta">β, exponent.</param>
        /// <param name="k">Keeps the divisor from 0.</param>
        /// <exception cref="ShapeException">A scalar, or a size below 1.</exception>
        public Tensor LocalResponseNorm(int size, double alpha = 1e-4, double beta = 0.75, double k = 1)
        {
            if (x.Rank == 0 || !x.DType.IsFloating() || size < 1)
                throw new ShapeException($"LocalResponseNorm({size}): the input must be floating-point (…, C) and the size at least 1, got {x.Shape} {x.DType.Name()}.");
            var squares = x.Square().Pad(-1, size / 2, (size - 1) / 2);
            var sum = squares.Slice(-1, 0, x.Shape[-1]);
            for (var neighbour = 1; neighbour < size; neighbour++)
                sum += squares.Slice(-1, neighbour, x.Shape[-1]);
            return x * (sum * (alpha / size) + k).Power(-beta);
        }
    }
}
