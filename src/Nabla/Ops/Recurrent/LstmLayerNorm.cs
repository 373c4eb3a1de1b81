namespace Nabla;

/// <summary>Long short-term memory with normalised sums (Ba, Kiros, Hinton 2016).</summary>
public static class LstmLayerNormOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// As Lstm, but the gates' sums are LN(W x) ⊙ s + LN(U h) ⊙ t + b, normalised over all four gates of a step, and h = o tanh(LN(c) ⊙
        /// u + v) (equations 20 to 22 of the paper). All h, and c after the last step of each sequence. Step by step in ops: without a
        /// kernel of its own.
        /// </summary>
        /// <param name="weightIh">W.</param>
        /// <param name="weightHh">U.</param>
        /// <param name="scaleIh">s.</param>
        /// <param name="scaleHh">t.</param>
        /// <param name="scaleCell">u.</param>
        /// <param name="shiftCell">v, 0 if not given.</param>
        /// <param name="bias">b, 0 if not given.</param>
        /// <param name="hidden">h before the first step, 0 if not given.</param>
        /// <param name="cell">c before the first step, 0 if not given.</param>
        /// <param name="lengths">Steps of each sequence, 1 … T; the outputs behind are 0. All T if not given.</param>
        /// <param name="epsilon">Added to the variances.</param>
        /// <shape>
        /// x (N, T, C), weightIh (4H, C), weightHh (4H, H), scaleIh, scaleHh and bias (4H), scaleCell and shiftCell (H), hidden and cell
        /// (N, H), lengths (N) int64 → (N, T, H), (N, H)
        /// </shape>
        /// <exception cref="ShapeException">Shapes or dtypes that do not fit.</exception>
        public (Tensor Output, Tensor Cell) LstmLayerNorm(
            Tensor weightIh, Tensor weightHh, Tensor scaleIh, Tensor scaleHh, Tensor scaleCell, Tensor? shiftCell = null, Tensor? bias = null,
            Tensor? hidden = null, Tensor? cell = null, Tensor? lengths = null, double epsilon = 1e-5)
        {
            if (scaleCell.Rank != 1)
                throw new ShapeException($"LstmLayerNorm: the scale of the cell must be (H), got {scaleCell.Shape}.");
            var units = scaleCell.Shape[0];
            Recurrence.Infer("LstmLayerNorm", x, weightIh, weightHh, units, units, hidden, cell, lengths);
            var sums = SequenceEndsOp.Filled(x, lengths).Linear(weightIh).LayerNorm(scaleIh, bias, epsilon);
            return Unrolled.Steps(
                x.Shape[1], Unrolled.Start(hidden, x, x.Shape[0], units), Unrolled.Start(cell, x, x.Shape[0], units), lengths, (step, h, c) =>
                {
                    var s = sums.Select(1, step) + h.Linear(weightHh).LayerNorm(scaleHh, null, epsilon);
                    Tensor Gate(int number) => s.Slice(1, number * units, units);
                    c = Gate(1).Sigmoid() * c + Gate(0).Sigmoid() * Gate(2).Tanh();
                    return (Gate(3).Sigmoid() * c.LayerNorm(scaleCell, shiftCell, epsilon).Tanh(), c);
                });
        }
    }
}
