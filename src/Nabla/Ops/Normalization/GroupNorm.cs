namespace Nabla;

/// <summary>
/// Group normalisation (Wu, He 2018) and its ends: one group is layer norm over a whole sample, a group a feature is instance norm.
/// </summary>
public static class GroupNormOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// y = (x − mean) / √(variance + ε) · weight + bias, with mean and variance over all positions of a sample and C / groups features
        /// that stand next to each other.
        /// </summary>
        /// <shape>x (N, …, C), weight (C), bias (C) → (N, …, C)</shape>
        /// <param name="groups">Divides C.</param>
        /// <param name="weight">Factor of each feature; 1 if not given.</param>
        /// <param name="bias">Summand of each feature; 0 if not given.</param>
        /// <param name="epsilon">Added to the variance, at least 0.</param>
        /// <exception cref="ShapeException">
        /// Fewer than two axes, groups that do not divide C, or weight or bias that do not fit.
        /// </exception>
        public Tensor GroupNorm(int groups, Tensor? weight = null, Tensor? bias = null, double epsilon = 1e-5)
        {
            Infer(x, groups, epsilon, weight, bias);
            var (n, features) = (x.Shape[0], x.Shape[-1]);
            var positions = (int)(x.Length / Math.Max(1, (long)n * features));
            if (groups == 1 || positions <= 1)          // the numbers of a group lie side by side
            {
                var one = x.Reshape(n * groups, positions * features / groups).LayerNorm(epsilon: epsilon).Reshape(x.Shape.ToArray());
                one = weight is null ? one : one * weight;
                return bias is null ? one : one + bias;
            }

            var y = Tensor.Empty(x.Shape, x.DType, x.Device);
            var (mean, scale) = (Tensor.Empty([n, groups], x.DType, x.Device), Tensor.Empty([n, groups], x.DType, x.Device));
            x.Backend.GroupNorm(x, weight, bias, epsilon, y, mean, scale);
            return Autograd.Record(y, new Back(x, weight, mean, scale, epsilon), x, weight, bias);
        }

        /// <summary>y = (x − mean) / √(variance + ε) · weight + bias, with mean and variance over the positions of one sample and one feature
        /// (Ulyanov, Vedaldi, Lempitsky 2016).</summary>
        /// <shape>x (N, …, C), weight (C), bias (C) → (N, …, C)</shape>
        /// <exception cref="ShapeException">Fewer than three axes or positions, or weight or bias that do not fit.</exception>
        public Tensor InstanceNorm(Tensor? weight = null, Tensor? bias = null, double epsilon = 1e-5)
        {
            if (x.Rank < 3 || x.Length / Math.Max(1, (long)x.Shape[0] * x.Shape[-1]) < 2)
                throw new ShapeException($"InstanceNorm: the input must be (N, …, C) with at least 2 positions, got {x.Shape}.");
            return x.GroupNorm(x.Shape[-1], weight, bias, epsilon);
        }
    }

    sealed class Back(Tensor x, Tensor? weight, Tensor mean, Tensor scale, double epsilon) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            var features = x.Shape[-1];
            if (to.KeepGraph)
            {
                var groups = mean.Shape[1];
                int[] apart = [x.Shape[0], -1, groups, features / groups];
                var parts = new Standardized(x.Reshape(apart), epsilon, [1, 3], centred: true);
                if (to.Needs(0)) to[0] = parts.InputGradient((weight is null ? g : g * weight).Reshape(apart)).Reshape(x.Shape.ToArray());
                if (to.Needs(1)) to[1] = (g * parts.Normalized.Reshape(x.Shape.ToArray())).SumTo([features]);
                if (to.Needs(2)) to[2] = g.SumTo([features]);
                return;
            }

            var dx = Tensor.Empty(x.Shape, x.DType, x.Device);
            var (dWeight, dBias) = (Tensor.Empty([features], x.DType, x.Device), Tensor.Empty([features], x.DType, x.Device));
            x.Backend.GroupNormGradient(x, g, weight, mean, scale, dx, dWeight, dBias);
            if (to.Needs(0)) to[0] = dx;
            if (to.Needs(1)) to[1] = dWeight;
            if (to.Needs(2)) to[2] = dBias;
        }
    }

    static void Infer(Tensor x, int groups, double epsilon, Tensor? weight, Tensor? bias)
    {
        Standardized.Infer("GroupNorm", x, epsilon, weight, bias);
        if (x.Rank < 2)
            throw new ShapeException($"GroupNorm: the input must be (N, …, C), got {x.Shape}.");
        if (groups < 1 || x.Shape[-1] % groups != 0)
            throw new ShapeException($"GroupNorm({groups} groups): the groups must divide axis {x.Rank - 1} of the input, got {x.Shape}.");
    }
}
