namespace Nabla;

/// <summary>Sequences of different lengths that were filled up to a common one.</summary>
public static class SequenceEndsOp
{
    extension(Tensor x)
    {
        /// <summary>Each sequence back to front within its own length; what stands behind stays.</summary>
        /// <shape>x (N, T, C), lengths (N) int64 → (N, T, C)</shape>
        /// <exception cref="ShapeException">Lengths of another shape or dtype.</exception>
        public Tensor ReverseSequences(Tensor lengths)
        {
            Infer("ReverseSequences", x, lengths);
            Tensor time = Tensor.Range(x.Shape[1]), ends = lengths.Unsqueeze(1);
            var from = time.Less(ends).Where(ends - time - Whole(1), time) + Starts(x);
            return Rows(x).IndexSelect(0, from.Reshape(-1)).Reshape(x.Shape.ToArray());
        }

        /// <summary>The last step of each sequence.</summary>
        /// <shape>x (N, T, C), lengths (N) int64 → (N, C)</shape>
        /// <exception cref="ShapeException">Lengths of another shape or dtype.</exception>
        /// <exception cref="ArgumentOutOfRangeException">A length is not in 1 … T.</exception>
        public Tensor SequenceEnds(Tensor lengths)
        {
            Infer("SequenceEnds", x, lengths);
            var rows = lengths - Whole(1) + Starts(x).Reshape(-1);
            return Rows(x).IndexSelect(0, lengths.Greater(0).Where(lengths.LessOrEqual(x.Shape[1]).Where(rows, Whole(-1)), Whole(-1)));
        }
    }

    /// <summary>Zeros behind the ends: what stood there, even NaN, reaches no gradient.</summary>
    internal static Tensor Filled(Tensor x, Tensor? lengths) => lengths is null
        ? x
        : Tensor.Range(x.Shape[1]).Less(lengths.Unsqueeze(1)).Unsqueeze(2).Where(x, Tensor.Scalar(0, x.DType, x.Device));

    static void Infer(string who, Tensor x, Tensor lengths)
    {
        if (x.Rank != 3)
            throw new ShapeException($"{who}: the input must be (N, T, C), got {x.Shape}.");
        Recurrence.RequireLengths(who, lengths, x.Shape[0]);
    }

    // Number of each sequence's first row among all rows: (N, 1).
    static Tensor Starts(Tensor x) => Tensor.Range(x.Shape[0]).Unsqueeze(1) * Whole(x.Shape[1]);

    static Tensor Whole(int number) => Tensor.Full([1], number, DType.Int64);

    static Tensor Rows(Tensor x) => x.Reshape(-1, x.Shape[2]);
}
