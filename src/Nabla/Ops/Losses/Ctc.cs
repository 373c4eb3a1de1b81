namespace Nabla;

/// <summary>
/// Connectionist temporal classification (Graves, Fernández, Gomez, Schmidhuber 2006): sequences whose alignment is not known.
/// </summary>
public static class CtcOp
{
    const double Never = Kernels.Ctc.Never;

    extension(Tensor logProbabilities)
    {
        /// <summary>
        /// −ln p(targets), where p sums over all ways to write the targets in T steps: each label for one or more steps, blanks between, at
        /// least one blank between equal labels. Maximum likelihood of the sequence of labels, given independent steps. Computed forward
        /// and backward in log space. The gradient is that by the log-probabilities themselves; a target that cannot be written in its
        /// steps gives none.
        /// </summary>
        /// <param name="targets">Labels, padded at the end of each row with any number.</param>
        /// <param name="inputLengths">Steps that count, of each sample.</param>
        /// <param name="targetLengths">Labels that count, of each sample.</param>
        /// <param name="blank">The class that stands for no label.</param>
        /// <param name="reduction">Mean divides each loss by its number of labels (at least 1), then averages over the batch.</param>
        /// <param name="zeroInfinity">Whether the loss of a target that cannot be written is 0 instead of ∞.</param>
        /// <shape>
        /// logProbabilities (N, T, C), targets (N, S) int64, inputLengths (N) int64, targetLengths (N) int64 → () or, without reduction,
        /// (N)
        /// </shape>
        /// <exception cref="ArgumentOutOfRangeException">A length beyond its tensor, or a label that is no class.</exception>
        /// <exception cref="ShapeException">Shapes or dtypes that do not fit.</exception>
        public Tensor Ctc(
            Tensor targets, Tensor inputLengths, Tensor targetLengths, int blank = 0, Reduction reduction = Reduction.Mean,
            bool zeroInfinity = false)
        {
            Infer(logProbabilities, targets, inputLengths, targetLengths, blank);
            var x = logProbabilities;
            var losses = Run(new(x, targets.To(DType.Int64), inputLengths, targetLengths, blank));
            var unreached = Tensor.Scalar(zeroInfinity ? 0 : double.PositiveInfinity, x.DType, x.Device);
            losses = losses.Greater(-Never / 2).Where(unreached, losses);
            return reduction == Reduction.Mean
                ? (losses / targetLengths.To(x.DType).Clamp(1, double.PositiveInfinity)).Mean()
                : losses.Reduce(reduction);
        }
    }

    static Tensor Run(CtcInputs inputs)
    {
        var x = inputs.X;
        var losses = Tensor.Empty([x.Shape[0]], x.DType, x.Device);
        Shape row = [x.Shape[0], x.Shape[1], Kernels.Ctc.RowLength(inputs.Targets.Shape[1])];
        var alphas = Autograd.Recording && x.IsTracked ? Tensor.Empty(row, x.DType, x.Device) : null;
        x.Backend.Ctc(inputs, losses, alphas);
        return alphas is null ? losses : Autograd.Record(losses, new Back(inputs, losses, alphas), x);
    }

    /// <summary>
    /// In ops, for derivatives of higher order: the states that a sample goes through, blank, label, blank, …, label, blank, and the sums
    /// over all ways through them.
    /// </summary>
    sealed class Paths
    {
        readonly Tensor labels, skips, inputLengths, targetLengths;

        public Paths(CtcInputs inputs)
        {
            (inputLengths, targetLengths) = (inputs.Steps, inputs.Labels);
            var (targets, blank, dtype) = (inputs.Targets, inputs.Blank, inputs.X.DType);
            labels = WithBlanks(targets, targetLengths, blank);

            // 0 where the blank before a label may be left out (labels that differ from the one before), else ln 0.
            var before = labels.Pad(1, 2, 0, -1).Slice(1, 0, labels.Shape[1]);
            var allowed = labels.NotEqualTo(before).To(DType.Int64) * labels.NotEqualTo(Tensor.Scalar(blank, DType.Int64)).To(DType.Int64);
            skips = allowed.Where(Tensor.Scalar(0, dtype), Tensor.Scalar(Never, dtype));
        }

        int States => labels.Shape[1];

        // ln y_t(s), the log-probability of the label of state s at step t: (N, T, 2S + 1).
        public Tensor Scores(Tensor x) => x.Gather(2, Places(x));

        // The adjoint: scores of one class are added.
        public Tensor Scatter(Tensor scores, Tensor like) => ScatterAddOp.Run(scores, 2, Places(like), like.Shape[2]);

        // ln α_t(s) = ln y_t(s) + ln(α_(t−1)(s) + α_(t−1)(s − 1) + α_(t−1)(s − 2) if it may be skipped); constant after the last step
        public Tensor Forward(Tensor scores)
        {
            var alphas = new Tensor[scores.Shape[1]];
            alphas[0] = Tensor.Range(States).Less(2).Where(scores.Select(1, 0), Tensor.Scalar(Never, scores.DType));
            for (var t = 1; t < alphas.Length; t++)
            {
                var wide = alphas[t - 1].Pad(1, 2, 0, Never);
                var sum = alphas[t - 1].LogAddExp(wide.Slice(1, 1, States)).LogAddExp(wide.Slice(1, 0, States) + skips);
                alphas[t] = Before(t).Where(sum + scores.Select(1, t), alphas[t - 1]);
            }

            return Tensor.Stack(alphas, 1);
        }

        // ln β_t(s) = ln(b(s) + b(s + 1) + b(s + 2) if it may be skipped), b = β_(t+1) y_(t+1); 1 in the last states at the last step
        public Tensor Backward(Tensor scores)
        {
            var betas = new Tensor[scores.Shape[1]];
            betas[^1] = Ends(scores.DType);
            for (var t = betas.Length - 2; t >= 0; t--)
            {
                var next = betas[t + 1] + scores.Select(1, t + 1);
                var sum = next.LogAddExp(next.Pad(1, 0, 1, Never).Slice(1, 1, States))
                    .LogAddExp((next + skips).Pad(1, 0, 2, Never).Slice(1, 2, States));
                betas[t] = Before(t + 1).Where(sum, betas[t + 1]);
            }

            return Tensor.Stack(betas, 1);
        }

        // ln Σ α over the last states at the last step.
        public Tensor Total(Tensor alphas) => (alphas.Select(1, alphas.Shape[1] - 1) + Ends(alphas.DType)).LogSumExp(1);

        // 1 for the steps that count, (N, T, 1).
        public Tensor Counted(Tensor x) => Tensor.Range(x.Shape[1]).Less(inputLengths.Unsqueeze(1)).Unsqueeze(2);

        // ln 1 in the last label and the blank after it, else ln 0.
        Tensor Ends(DType dtype)
        {
            var behind = Tensor.Range(States) - (targetLengths * Tensor.Scalar(2, DType.Int64)).Unsqueeze(1);
            return (behind.EqualTo(0).To(dtype) + behind.EqualTo(-1).To(dtype)).Where(Tensor.Scalar(0, dtype), Tensor.Scalar(Never, dtype));
        }

        // Whether step t counts, (N, 1).
        Tensor Before(int t) => inputLengths.Greater(t).Unsqueeze(1);

        Tensor Places(Tensor x) => labels.Unsqueeze(1).BroadcastTo([x.Shape[0], x.Shape[1], States]);

        static Tensor WithBlanks(Tensor targets, Tensor lengths, int blank)
        {
            var nothing = Tensor.Full(targets.Shape, blank, DType.Int64);
            var known = Tensor.Range(targets.Shape[1]).Less(lengths.Unsqueeze(1)).Where(targets, nothing);
            var pairs = Tensor.Stack([nothing, known], 2).Reshape(targets.Shape[0], 2 * targets.Shape[1]);
            return Tensor.Concat([pairs, Tensor.Full([targets.Shape[0], 1], blank, DType.Int64)], 1);
        }
    }

    // dx_t(c) = −g Σ_s α_t(s) β_t(s) / Σ α, over the states s with label c: the chance to be in s at step t, given the labels
    sealed class Back(CtcInputs inputs, Tensor losses, Tensor alphas) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            if (to.KeepGraph)
            {
                to[0] = Recorded(inputs.X, g);
                return;
            }

            var dx = Tensor.Empty(inputs.X.Shape, inputs.X.DType, inputs.X.Device);
            g.Backend.CtcGradient(inputs, losses, alphas, g, dx);
            to[0] = dx;
        }

        Tensor Recorded(Tensor x, Tensor g)
        {
            var paths = new Paths(inputs);
            var scores = paths.Scores(x);
            var alphas = paths.Forward(scores);
            var total = paths.Total(alphas).Unsqueeze(-1).Unsqueeze(-1);

            // Where the labels cannot be written the total is ln 0, and so must the chance be.
            var log = alphas + paths.Backward(scores) - total;
            var possible = total.Greater(Never / 2).To(DType.Int64) * paths.Counted(x).To(DType.Int64);
            var chance = possible.Where(log, Tensor.Scalar(Never, x.DType)).Exp();
            return paths.Scatter(-g.Unsqueeze(-1).Unsqueeze(-1) * chance, x);
        }
    }

    static void Infer(Tensor x, Tensor targets, Tensor inputLengths, Tensor targetLengths, int blank)
    {
        if (x.Rank != 3 || !x.DType.IsFloating() || x.Shape[1] == 0)
            throw new ShapeException($"Ctc: the log-probabilities must be (N, T, C) with T at least 1, got {x.Shape} {x.DType.Name()}.");
        if (targets.Rank != 2 || targets.Shape[0] != x.Shape[0] || targets.DType is not (DType.Int64 or DType.Int32))
            throw new ShapeException(
                $"Ctc: the targets must be ({x.Shape[0]}, S) int64 for log-probabilities {x.Shape}, "
                + $"got {targets.Shape} {targets.DType.Name()}.");
        foreach (var (lengths, name) in new[] { (inputLengths, "input lengths"), (targetLengths, "target lengths") })
            if (lengths.Shape != [x.Shape[0]] || lengths.DType != DType.Int64)
                throw new ShapeException($"Ctc: the {name} must be ({x.Shape[0]}) int64, got {lengths.Shape} {lengths.DType.Name()}.");
        if (blank < 0 || blank >= x.Shape[2])
            throw new ShapeException($"Ctc: the blank must be a class 0 … {x.Shape[2] - 1}, got {blank}.");
    }
}
