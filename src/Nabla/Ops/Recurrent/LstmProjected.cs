namespace Nabla;

/// <summary>Long short-term memory whose output is projected to fewer numbers (Sak et al. 2014).</summary>
public static class LstmProjectedOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// As Lstm, but h = R (o tanh c) with P numbers, which is also what the next step sees. All h, and c after the last step of each sequence.
        /// Step by step in ops: without a kernel of its own.
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
        /// <exception cref="ShapeException">Shapes or dtypes that do not fit.</exception>
        public (Tensor Output, Tensor Cell) LstmProjected(
            Tensor weightIh, Tensor weightHh, Tensor projection, Tensor? biasIh = null, Tensor? biasHh = null, Tensor? hidden = null,
            Tensor? cell = null, Tensor? lengths = null)
        {
            Infer(x, weightIh, weightHh, projection, hidden, cell, lengths);
            return Unrolled.Run<LstmStep>(new(SequenceEndsOp.Filled(x, lengths), weightIh, weightHh, biasIh, biasHh, hidden, cell, lengths), projection);
        }
    }

    static void Infer(Tensor x, Tensor weightIh, Tensor weightHh, Tensor projection, Tensor? hidden, Tensor? cell, Tensor? lengths)
    {
        if (projection.Rank != 2)
            throw new ShapeException($"LstmProjected: the projection must be (P, H), got {projection.Shape}.");
        var (outputs, units) = (projection.Shape[0], projection.Shape[1]);
        var name = $"LstmProjected({units} → {outputs})";
        Recurrence.Infer(name, x, weightIh, weightHh, units, outputs, hidden, cell, lengths);
    }
}
