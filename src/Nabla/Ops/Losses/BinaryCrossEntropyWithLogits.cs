using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>The loss of yes-or-no questions.</summary>
public static class BinaryCrossEntropyWithLogitsOp
{
    extension(Tensor logits)
    {
        /// <summary>
        /// Mean of −w (p t ln σ(x) + (1 − t) ln(1 − σ(x))), exact for scores of any size. Maximum likelihood of a Bernoulli variable with
        /// log-odds x.
        /// </summary>
        /// <param name="targets">Probabilities t in [0, 1].</param>
        /// <param name="reduction">How the elements' losses are put together; the mean divides by their number, not by the weights.</param>
        /// <param name="weights">w, 1 if not given; broadcasts.</param>
        /// <param name="positiveWeights">p, 1 if not given; broadcasts. Above 1 it finds more positives at the price of false alarms.</param>
        /// <shape>logits (…), targets (…) → () or, without reduction, (…)</shape>
        /// <exception cref="ShapeException">Shapes that differ, or weights that do not broadcast to them.</exception>
        public Tensor BinaryCrossEntropyWithLogits(
            Tensor targets, Reduction reduction = Reduction.Mean, Tensor? weights = null, Tensor? positiveWeights = null)
        {
            Infer(logits, targets, weights, positiveWeights);
            if (positiveWeights is null)
                return Reductions.Loss<LogisticLoss>(logits, targets, weights, reduction);
            var losses = Binary.Apply<LogisticLoss>(logits, targets) + (positiveWeights - 1) * Binary.Apply<PositiveLoss>(logits, targets);
            return (weights is null ? losses : losses * weights).Reduce(reduction);
        }
    }

    static void Infer(Tensor logits, Tensor targets, Tensor? weights, Tensor? positiveWeights)
    {
        MeanSquaredErrorOp.Infer("BinaryCrossEntropyWithLogits", logits, targets);
        RequireBroadcast("BinaryCrossEntropyWithLogits", "weights", weights, logits);
        RequireBroadcast("BinaryCrossEntropyWithLogits", "positive weights", positiveWeights, logits);
    }

    internal static void RequireBroadcast(string who, string what, Tensor? weights, Tensor x)
    {
        if (weights is not null && Shape.Broadcast(weights.Shape, x.Shape) != x.Shape)
            throw new ShapeException($"{who}: the {what} must broadcast to {x.Shape}, got {weights.Shape}.");
    }
}

readonly struct LogisticLoss : IBinary
{
    // ln(1 + e^(−|x|)) + (1 − t) max(x, 0) + t max(−x, 0): no term cancels another.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x, N t) where N : struct, IFormula<N> =>
        Stable.LogOnePlus(N.Exp(-N.Abs(x))) + (N.Of(1) - t) * N.Max(x, N.Of(0)) + t * N.Max(-x, N.Of(0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N SlopeA<N>(N x, N t) where N : struct, IFormula<N> => Stable.Sigmoid(x) - t;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N SlopeB<N>(N x, N t) where N : struct, IFormula<N> => -x;
}

/// <summary>−t ln σ(x): the part of the loss that weights of positives multiply.</summary>
readonly struct PositiveLoss : IBinary
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x, N t) where N : struct, IFormula<N> => t * Stable.Softplus(-x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N SlopeA<N>(N x, N t) where N : struct, IFormula<N> => -(t * Stable.Sigmoid(-x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N SlopeB<N>(N x, N t) where N : struct, IFormula<N> => Stable.Softplus(-x);
}
