namespace Nabla;

/// <summary>Losses of overlap, for masks.</summary>
public static class TverskyOp
{
    extension(Tensor probabilities)
    {
        /// <summary>
        /// 1 − (h + s) / (h + α f + β m + s), with sums over the positions of a mask: hits h = Σ p t, false alarms f = Σ p (1 − t), misses
        /// m = Σ (1 − p) t (Salehi, Erdogmus, Gholipour 2017). α = β = 1 is the soft form of intersection over union. No maximum
        /// likelihood.
        /// </summary>
        /// <param name="targets">t: 1 in the mask, else 0.</param>
        /// <param name="alpha">α ≥ 0: what false alarms cost.</param>
        /// <param name="beta">β ≥ 0: what misses cost.</param>
        /// <param name="smooth">s: above 0 it makes two empty masks equal.</param>
        /// <param name="reduction">How the losses of the samples and classes are put together.</param>
        /// <shape>probabilities (N, …, C), targets (N, …, C) → () or, without reduction, (N, C)</shape>
        /// <exception cref="ShapeException">Shapes that differ, or no axis of positions.</exception>
        public Tensor Tversky(
            Tensor targets, double alpha = 0.5, double beta = 0.5, double smooth = 1, Reduction reduction = Reduction.Mean)
        {
            Infer("Tversky", probabilities, targets);
            int[] positions = [.. Enumerable.Range(1, probabilities.Rank - 2)];
            var hits = (probabilities * targets).Sum(positions);
            var alarms = probabilities.Sum(positions) - hits;
            var misses = targets.Sum(positions) - hits;
            return (1 - (hits + smooth) / (hits + alpha * alarms + beta * misses + smooth)).Reduce(reduction);
        }

        /// <summary>
        /// 1 − (2 Σ p t + s) / (Σ p + Σ t + s), with sums over the positions of a mask (Milletari, Navab, Ahmadi 2016). No maximum
        /// likelihood.
        /// </summary>
        /// <param name="targets">t: 1 in the mask, else 0.</param>
        /// <param name="smooth">s: above 0 it makes two empty masks equal.</param>
        /// <param name="reduction">How the losses of the samples and classes are put together.</param>
        /// <shape>probabilities (N, …, C), targets (N, …, C) → () or, without reduction, (N, C)</shape>
        /// <exception cref="ShapeException">Shapes that differ, or no axis of positions.</exception>
        public Tensor Dice(Tensor targets, double smooth = 1, Reduction reduction = Reduction.Mean)
        {
            Infer("Dice", probabilities, targets);
            return probabilities.Tversky(targets, 0.5, 0.5, smooth / 2, reduction);
        }
    }

    static void Infer(string who, Tensor x, Tensor targets)
    {
        MeanSquaredErrorOp.Infer(who, x, targets);
        if (x.Rank < 3)
            throw new ShapeException($"{who}: the masks must be (N, …, C) with axes of positions between, got {x.Shape}.");
    }
}
