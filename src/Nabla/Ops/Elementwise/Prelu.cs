using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Parametric rectified linear unit (He, Zhang, Ren, Sun 2015).</summary>
public static class PreluOp
{
    extension(Tensor x)
    {
        /// <summary>y = x where x &gt; 0, else w x, element by element; at 0 the sub-gradients are w for x and 0 for w.</summary>
        /// <param name="weight">w: one slope for all or one for each feature.</param>
        /// <shape>x (…, C), weight (1) or (C) → (…, C)</shape>
        /// <exception cref="ShapeException">Another shape of the weight, or another dtype.</exception>
        public Tensor Prelu(Tensor weight)
        {
            Infer(x, weight);
            return Binary.Apply<Prelu>(x, weight);
        }

        /// <summary>
        /// y = x where x &gt; 0, else a x with a slope a drawn evenly from [low, high) for each element (Xu, Wang, Chen, Li 2015). In use
        /// the mean slope is taken instead: <c>LeakyRelu((low + high) / 2)</c>.
        /// </summary>
        /// <param name="rng">Draws the slopes.</param>
        /// <param name="low">Smallest slope.</param>
        /// <param name="high">Largest slope.</param>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ArgumentException">low is above high.</exception>
        public Tensor Rrelu(Rng rng, double low = 1.0 / 8, double high = 1.0 / 3)
        {
            if (!(low <= high))
                throw new ArgumentException($"Rrelu: low must not be above high, got {low} and {high}.");
            return Binary.Apply<Prelu>(x, rng.Uniform(x.Shape, low, high, x.DType));
        }
    }

    static void Infer(Tensor x, Tensor weight)
    {
        if (x.Rank == 0 || weight.Rank != 1 || (weight.Shape[0] != 1 && weight.Shape[0] != x.Shape[-1]))
            throw new ShapeException(
                $"Prelu: the weight must be (1) or ({(x.Rank == 0 ? 1 : x.Shape[-1])}) for an input {x.Shape}, got {weight.Shape}.");
    }
}

readonly struct Prelu : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x, N w) where N : struct, IFormula<N> => N.Select(N.Greater(x, N.Of(0)), x, w * x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N SlopeA<N>(N x, N w) where N : struct, IFormula<N> => N.Select(N.Greater(x, N.Of(0)), N.Of(1), w);

    public N SlopeB<N>(N x, N w) where N : struct, IFormula<N> => N.Min(x, N.Of(0));
}
