namespace Nabla;

/// <summary>Group normalisation (Wu, He 2018) and its ends: one group is layer norm over a whole sample, a group a feature is instance norm.</summary>
public static class GroupNormOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// y = (x − mean) / √(variance + ε) · weight + bias, with mean and variance over all positions of a sample and C / groups features that
        /// stand next to each other.
        /// </summary>
        /// <shape>x (N, …, C), weight (C), bias (C) → (N, …, C)</shape>
        /// <param name="groups">Divides C.</param>
        /// <param name="weight">Factor of each feature; 1 if not given.</param>
        /// <param name="bias">Summand of each feature; 0 if not given.</param>
        /// <param name="epsilon">Added to the variance, at least 0.</param>
        /// <exception cref="ShapeException">Fewer than two axes, groups that do not divide C, or weight or bias that do not fit.</exception>
        public Tensor GroupNorm(int groups, Tensor? weight = null, Tensor? bias = null, double epsilon = 1e-5)
        {
            Infer(x, groups, epsilon, weight, bias);
            var (n, features) = (x.Shape[0], x.Shape[-1]);
            var positions = (int)(x.Length / Math.Max(1, (long)n * features));
            Tensor y;
            if (groups == 1 || positions == 1)          // the numbers of a group lie side by side already
            {
                y = x.Reshape(n * groups, positions * features / groups).LayerNorm(epsilon: epsilon).Reshape(x.Shape.ToArray());
            }
            else
            {
                var apart = x.Reshape(n, positions, groups, features / groups).Permute(0, 2, 1, 3);              // (N, G, P, C / G)
                y = apart.Reshape(n * groups, -1).LayerNorm(epsilon: epsilon).Reshape(n, groups, positions, features / groups)
                    .Permute(0, 2, 1, 3).Reshape(x.Shape.ToArray());
            }

            y = weight is null ? y : y * weight;
            return bias is null ? y : y + bias;
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

    static void Infer(Tensor x, int groups, double epsilon, Tensor? weight, Tensor? bias)
    {
        Standardized.Infer("GroupNorm", x, epsilon, weight, bias);
        if (x.Rank < 2)
            throw new ShapeException($"GroupNorm: the input must be (N, …, C), got {x.Shape}.");
        if (groups < 1 || x.Shape[-1] % groups != 0)
            throw new ShapeException($"GroupNorm({groups} groups): the groups must divide axis {x.Rank - 1} of the input, got {x.Shape}.");
    }
}
