namespace Nabla;

/// <summary>Distances of all pairs of vectors.</summary>
public static class DistanceMatrixOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// |xᵢ − otherⱼ|_p of all pairs of vectors along the last axis. For p = 2 by a matrix product, but from differences where it would
        /// lose digits, so that near vectors keep theirs; other p take N · M · D numbers. Where a slope is infinite or undefined, as
        /// between equal vectors, it is 0.
        /// </summary>
        /// <param name="other">The other vectors; leading axes broadcast.</param>
        /// <param name="power">p, as of VectorNorm.</param>
        /// <shape>x (…, N, D), other (…, M, D) → (…, N, M)</shape>
        /// <exception cref="ShapeException">
        /// Fewer than two axes, others of another last size or dtype, or leading axes that do not broadcast.
        /// </exception>
        /// <exception cref="ArgumentOutOfRangeException">p is negative.</exception>
        public Tensor DistanceMatrix(Tensor other, double power = 2)
        {
            Infer("DistanceMatrix", x, other, power);
            return power == 2 ? Euclidean(x, other) : (x.Unsqueeze(-2) - other.Unsqueeze(-3)).VectorNorm(power, [-1]);
        }

        /// <summary>
        /// The distances |xᵢ − xⱼ|_p of all pairs i &lt; j of rows, ordered by i, then j: the upper triangle of <c>x.DistanceMatrix(x)</c>.
        /// </summary>
        /// <param name="power">p, as of VectorNorm.</param>
        /// <shape>(N, D) → (N (N − 1) / 2)</shape>
        /// <exception cref="ShapeException">x is no matrix, or the elements are not floating-point.</exception>
        /// <exception cref="ArgumentOutOfRangeException">p is negative.</exception>
        public Tensor CondensedDistances(double power = 2)
        {
            if (x.Rank != 2)
                throw new ShapeException($"CondensedDistances: the input must be (N, D), got {x.Shape}.");
            Infer("CondensedDistances", x, x, power);
            var pairs = Tensor.UpperIndices(x.Shape[0], x.Shape[0], 1);
            return x.DistanceMatrix(x, power).Reshape(-1).IndexSelect(0, pairs[0] * x.Shape[0] + pairs[1]);
        }

        /// <summary>|x − other|_p over all elements.</summary>
        /// <param name="other">Shapes broadcast.</param>
        /// <param name="power">p, as of VectorNorm.</param>
        /// <shape>(…), (…) → ()</shape>
        /// <exception cref="ShapeException">Shapes that do not broadcast, or dtypes that differ or are not floating-point.</exception>
        public Tensor Distance(Tensor other, double power = 2) => (x - other).VectorNorm(power);
    }

    static Tensor Euclidean(Tensor a, Tensor b)
    {
        Tensor y;
        using (Autograd.Pause())
        {
            y = a.MatMul(b.T);
            var (left, right) = (Wide(a, y.Shape), Wide(b, y.Shape));
            y.Backend.PairDistances(left, right, left.Square().Sum(-1), right.Square().Sum(-1), y);
        }

        return Autograd.Record(y, new Back(a, b, y), a, b);
    }

    /// <summary>The vectors repeated along the leading axes of the pairs.</summary>
    internal static Tensor Wide(Tensor vectors, Shape pairs) =>
        vectors.BroadcastTo(pairs.Remove(-1).Remove(-1).Insert(-1, vectors.Shape[-2]).Insert(-1, vectors.Shape[-1]));

    static void Infer(string who, Tensor a, Tensor b, double power)
    {
        if (!(power >= 0))
            throw new ArgumentOutOfRangeException(nameof(power), $"{who}: p must be at least 0, got {power}.");
        if (!a.DType.IsFloating() || b.DType != a.DType)
            throw new ShapeException($"{who}: both must be of one floating-point dtype, got {a.DType.Name()} and {b.DType.Name()}.");
        if (a.Rank < 2 || b.Rank < 2 || a.Shape[-1] != b.Shape[-1])
            throw new ShapeException($"{who}: both must be (…, N, D) with the same D, got {a.Shape} and {b.Shape}.");
    }

    // daᵢ = Σⱼ wᵢⱼ (aᵢ − bⱼ) with w = g / y, 0 where y is
    sealed class Back(Tensor a, Tensor b, Tensor y) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            var zero = Tensor.Scalar(0, g.DType, g.Device);
            var equal = y.EqualTo(0);
            var w = equal.Where(zero, g / equal.Where(Tensor.Scalar(1, g.DType, g.Device), y));
            var near = AreNear();
            Tensor far = near.Where(zero, w), close = near.Where(w, zero);
            if (to.Needs(0)) to[0] = Moved(far, close, a, b);
            if (to.Needs(1)) to[1] = Moved(far.T, close.T, b, a);
        }

        // Products lose digits for the same pairs as the distances do.
        Tensor AreNear()
        {
            Tensor SumOfSquares(Tensor x) => x.Detach().Square().Sum(-1);
            var both = SumOfSquares(a).Unsqueeze(-1) + SumOfSquares(b).Unsqueeze(-2);
            return y.Detach().Square().LessOrEqual(both * Kernels.PairDistances.Near);
        }

        static Tensor Moved(Tensor far, Tensor close, Tensor own, Tensor others) =>
            (far.Sum(-1, keepAxes: true) * own - far.MatMul(others) + PairPulls.Run(close, own, others)).SumTo(own.Shape);
    }
}
