namespace Nabla;

/// <summary>Long short-term memory whose gates see the cell (Gers, Schmidhuber 2000).</summary>
public static class LstmPeepholeOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// As Lstm, but i and f are σ(W x + b + U h + p c) with c before the step, and o is σ(W x + b + U h + p c) with c after it, each with its own row
        /// of p. All h, and c after the last step of each sequence. Step by step in ops: without a kernel of its own.
        /// </summary>
        /// <param name="weightIh">W.</param>
        /// <param name="weightHh">U.</param>
        /// <param name="peepholes">p of i, f and o.</param>
        /// <param name="bias">b, 0 if not given.</param>
        /// <param name="hidden">h before the first step, 0 if not given.</param>
        /// <param name="cell">c before the first step, 0 if not given.</param>
        /// <param name="lengths">Steps of each sequence, 1 … T; the outputs behind are 0. All T if not given.</param>
        /// <shape>
        /// x (N, T, C), weightIh (4H, C), weightHh (4H, H), peepholes (3, H), bias (4H), hidden and cell (N, H), lengths (N) int64 → (N, T, H), (N, H)
        /// </shape>
        /// <exception cref="ShapeException">Shapes or dtypes that do not fit.</exception>
        public (Tensor Output, Tensor Cell) LstmPeephole(
            Tensor weightIh, Tensor weightHh, Tensor peepholes, Tensor? bias = null, Tensor? hidden = null, Tensor? cell = null, Tensor? lengths = null)
        {
            Infer(x, weightIh, weightHh, peepholes, hidden, cell, lengths);
            var (batch, units) = (x.Shape[0], peepholes.Shape[1]);
            var sums = SequenceEndsOp.Filled(x, lengths).Linear(weightIh, bias);
            return Unrolled.Steps(
                x.Shape[1], Unrolled.Start(hidden, x, batch, units), Unrolled.Start(cell, x, batch, units), lengths, (step, h, c) =>
                {
                    var s = sums.Select(1, step) + h.Linear(weightHh);
                    Tensor Gate(int number) => s.Slice(1, number * units, units);
                    var i = (Gate(0) + peepholes.Select(0, 0) * c).Sigmoid();
                    var f = (Gate(1) + peepholes.Select(0, 1) * c).Sigmoid();
                    c = f * c + i * Gate(2).Tanh();
                    return ((Gate(3) + peepholes.Select(0, 2) * c).Sigmoid() * c.Tanh(), c);
                });
        }
    }

    static void Infer(Tensor x, Tensor weightIh, Tensor weightHh, Tensor peepholes, Tensor? hidden, Tensor? cell, Tensor? lengths)
    {
        if (peepholes.Rank != 2 || peepholes.Shape[0] != 3)
            throw new ShapeException($"LstmPeephole: the peepholes must be (3, H), got {peepholes.Shape}.");
        var units = peepholes.Shape[1];
        Recurrence.Infer("LstmPeephole", x, weightIh, weightHh, units, units, hidden, cell, lengths);
    }
}
