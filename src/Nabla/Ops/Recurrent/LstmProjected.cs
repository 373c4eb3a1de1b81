namespace Nabla;

/// <summary>Long short-term memory whose output is projected to fewer numbers (Sak et al. 2014).</summary>
public static class LstmProjectedOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// As Lstm, but h = R (o tanh c) with P numbers, which is also what the next step sees. All h, and c after the last step of each
        /// sequence.
        /// </summary>
        /// <param name="weightIh">W.</param>
        /// <param name="weightHh">U.</param>
        /// <param name="projection">R.</param>
        /// <param name="biasIh">b, 0 if not given.</param>
        /// <param name="biasHh">d, 0 if not given.</param>
        /// <param name="hidden">h before the first step, 0 if not given.</param>
        /// <param name="cell">c before the first step, 0 if not given.</param>
        /// <param name="lengths">Steps of each sequence, 1 … T; the outputs behind are 0. All T if not given.</param>
        /// <shape>
        /// x (N, T, C), weightIh (4H, C), weightHh (4H, P), projection (P, H), biases (4H), hidden (N, P), cell (N, H), lengths (N) int64
        /// → (N, T, P), (N, H)
        /// </shape>
        /// <exception cref="ArgumentOutOfRangeException">A length is not in 1 … T.</exception>
        /// <exception cref="ShapeException">Shapes or dtypes that do not fit.</exception>
        public (Tensor Output, Tensor Cell) LstmProjected(
            Tensor weightIh, Tensor weightHh, Tensor projection, Tensor? biasIh = null, Tensor? biasHh = null, Tensor? hidden = null,
            Tensor? cell = null, Tensor? lengths = null)
        {
            Infer(x, weightIh, weightHh, projection, biasIh, biasHh, hidden, cell, lengths);
            var y = Recurrence.Checked<LstmStep>(
                new(x, weightIh, weightHh, biasIh, biasHh, hidden, cell, lengths, projection), wantCell: true, out var last);
            return (y, last!);
        }
    }

    static void Infer(
        Tensor x, Tensor weightIh, Tensor weightHh, Tensor projection, Tensor? biasIh, Tensor? biasHh, Tensor? hidden, Tensor? cell, Tensor? lengths)
    {
        if (projection.Rank != 2)
            throw new ShapeException($"LstmProjected: the projection must be (P, H), got {projection.Shape}.");
        var (outputs, units) = (projection.Shape[0], projection.Shape[1]);
        var name = $"LstmProjected({units} → {outputs})";
        Recurrence.Require(name, "the projection", projection, projection.Shape, x.DType);
        Recurrence.Require(name, "the bias of the input", biasIh, [4 * units], x.DType);
        Recurrence.Require(name, "the bias of the state", biasHh, [4 * units], x.DType);
        Recurrence.Infer(name, x, weightIh, weightHh, units, outputs, hidden, cell, lengths);
    }
}
