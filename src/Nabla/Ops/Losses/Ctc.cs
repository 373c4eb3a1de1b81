namespace Nabla;

/// <summary>Connectionist temporal classification (Graves, Fernández, Gomez, Schmidhuber 2006): sequences whose alignment is not known.</summary>
public static class CtcOp
{
    // Logarithm of 0, finite so that gradients are: e to its power is 0, and sums over millions of steps stay in float32's range.
    const double Never = -1e30;

    extension(Tensor logProbabilities)
    {
        /// <summary>
        /// −ln p(targets), where p sums over all ways to write the targets in T steps: each label for one or more steps, blanks between, at
        /// least one blank between equal labels. Maximum likelihood of the sequence of labels, given independent steps. Computed forward in
        /// log space. The gradient is that by the log-probabilities themselves; a target that cannot be written in its steps gives none.
        /// </summary>
        /// <param name="targets">Labels, padded at the end of each row with any number.</param>
        /// <param name="inputLengths">Steps that count, of each sample.</param>
        /// <param name="targetLengths">Labels that count, of each sample.</param>
        /// <param name="blank">The class that stands for no label.</param>
        /// <param name="reduction">Mean divides each loss by its number of labels (at least 1), then averages over the batch.</param>
        /// <param name="zeroInfinity">Whether the loss of a target that cannot be written is 0 instead of ∞.</param>
        /// <shape>logProbabilities (N, T, C), targets (N, S) int64, inputLengths (N) int64, targetLengths (N) int64 → () or, without reduction, (N)</shape>
        /// <exception cref="ShapeException">Shapes or dtypes that do not fit.</exception>
        public Tensor Ctc(
            Tensor targets, Tensor inputLengths, Tensor targetLengths, int blank = 0, Reduction reduction = Reduction.Mean,
            bool zeroInfinity = false)
        {
            Infer(logProbabilities, targets, inputLengths, targetLengths, blank);
            var x = logProbabilities;
            var labels = WithBlanks(targets, targetLengths, blank);
            var last = Forward(x, labels, Skips(labels, blank, x.DType), inputLengths);

            // The sequence ends in its last label or in the blank after it; an empty one in the blank only.
            var end = (targetLengths * Tensor.Scalar(2, DType.Int64)).Unsqueeze(1);
            var inBlank = last.Gather(1, end).Squeeze(1);
            var inLabel = last.Gather(1, end.Greater(0).Where(end - Tensor.Scalar(1, DType.Int64), end)).Squeeze(1);
            var losses = -targetLengths.Greater(0).Where(inBlank.LogAddExp(inLabel), inBlank);
            var unreached = Tensor.Scalar(zeroInfinity ? 0 : double.PositiveInfinity, x.DType, x.Device);
            losses = losses.Greater(-Never / 2).Where(unreached, losses);
            return reduction == Reduction.Mean
                ? (losses / targetLengths.To(x.DType).Clamp(1, double.PositiveInfinity)).Mean()
                : losses.Reduce(reduction);
        }
    }

    // (N, S) → (N, 2S + 1): blank, label, blank, …, label, blank; padding becomes blank.
    static Tensor WithBlanks(Tensor targets, Tensor lengths, int blank)
    {
        var nothing = Tensor.Full([targets.Shape[0], targets.Shape[1]], blank, DType.Int64);
        var known = Tensor.Range(targets.Shape[1]).Less(lengths.Unsqueeze(1)).Where(targets.To(DType.Int64), nothing);
        var pairs = Tensor.Stack([nothing, known], 2).Reshape(targets.Shape[0], 2 * targets.Shape[1]);
        return Tensor.Concat([pairs, Tensor.Full([targets.Shape[0], 1], blank, DType.Int64)], 1);
    }

    // 0 where the blank before a label may be left out (labels that differ from the one before), else ln 0.
    static Tensor Skips(Tensor labels, int blank, DType dtype)
    {
        var before = labels.Pad(1, 2, 0, -1).Slice(1, 0, labels.Shape[1]);
        var allowed = labels.NotEqualTo(before).To(DType.Int64) * labels.NotEqualTo(Tensor.Scalar(blank, DType.Int64)).To(DType.Int64);
        return allowed.Where(Tensor.Scalar(0, dtype), Tensor.Scalar(Never, dtype));
    }

    // ln α of the last step that counts (N, 2S + 1): α_t(s) = y_t(s) (α_(t−1)(s) + α_(t−1)(s − 1) + α_(t−1)(s − 2) if it may be skipped)
    static Tensor Forward(Tensor x, Tensor labels, Tensor skips, Tensor inputLengths)
    {
        var (count, steps, states) = (x.Shape[0], x.Shape[1], labels.Shape[1]);
        var scores = x.Gather(2, labels.Unsqueeze(1).BroadcastTo([count, steps, states]));
        var never = Tensor.Scalar(Never, x.DType, x.Device);
        var alpha = Tensor.Range(states).Less(2).Where(scores.Select(1, 0), never);
        for (var t = 1; t < steps; t++)
        {
            var wide = alpha.Pad(1, 2, 0, Never);
            var next = alpha.LogAddExp(wide.Slice(1, 1, states)).LogAddExp(wide.Slice(1, 0, states) + skips) + scores.Select(1, t);
            alpha = inputLengths.Greater(t).Unsqueeze(1).Where(next, alpha);
        }

        return alpha;
    }

    static void Infer(Tensor x, Tensor targets, Tensor inputLengths, Tensor targetLengths, int blank)
    {
        if (x.Rank != 3 || !x.DType.IsFloating() || x.Shape[1] == 0)
            throw new ShapeException($"Ctc: the log-probabilities must be (N, T, C) with T at least 1, got {x.Shape} {x.DType.Name()}.");
        if (targets.Rank != 2 || targets.Shape[0] != x.Shape[0] || targets.DType is not (DType.Int64 or DType.Int32))
            throw new ShapeException($"Ctc: the targets must be ({x.Shape[0]}, S) int64 for log-probabilities {x.Shape}, got {targets.Shape} {targets.DType.Name()}.");
        foreach (var (lengths, name) in new[] { (inputLengths, "input lengths"), (targetLengths, "target lengths") })
            if (lengths.Shape != [x.Shape[0]] || lengths.DType != DType.Int64)
                throw new ShapeException($"Ctc: the {name} must be ({x.Shape[0]}) int64, got {lengths.Shape} {lengths.DType.Name()}.");
        if (blank < 0 || blank >= x.Shape[2])
            throw new ShapeException($"Ctc: the blank must be a class 0 … {x.Shape[2] - 1}, got {blank}.");
    }
}
