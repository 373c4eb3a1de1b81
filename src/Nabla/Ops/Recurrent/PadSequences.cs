namespace Nabla;

/// <summary>Sequences of different lengths as one tensor, and back.</summary>
public static class PadSequencesOp
{
    extension(Tensor)
    {
        /// <summary>
        /// Sequences one below the other, each filled up to the longest, and their lengths: what recurrent layers take as <c>lengths</c>.
        /// </summary>
        /// <param name="sequences">At least one; equal in all axes but the first.</param>
        /// <param name="padding">What stands behind the ends.</param>
        /// <shape>(T₁, …), (T₂, …), … → (N, max T, …), (N) int64</shape>
        /// <exception cref="ShapeException">No sequence, one without axes, or shapes or dtypes that differ.</exception>
        public static (Tensor Padded, Tensor Lengths) PadSequences(ReadOnlySpan<Tensor> sequences, double padding = 0)
        {
            var longest = Infer(sequences);
            Tensor[] rows = new Tensor[sequences.Length], lengths = new Tensor[sequences.Length];
            for (var i = 0; i < rows.Length; i++)
            {
                rows[i] = sequences[i].Pad(0, 0, longest - sequences[i].Shape[0], padding);
                lengths[i] = Tensor.Scalar(sequences[i].Shape[0], DType.Int64, sequences[i].Device);
            }

            return (Tensor.Stack(rows), Tensor.Stack(lengths));
        }
    }

    extension(Tensor padded)
    {
        /// <summary>Each sequence as far as it goes.</summary>
        /// <shape>padded (N, T, …), lengths (N) int64 → (T₁, …), (T₂, …), …</shape>
        /// <exception cref="ShapeException">Lengths of another shape or dtype, or a length outside 0 … T.</exception>
        /// <exception cref="InvalidOperationException">Inside a captured step: the shapes depend on the data.</exception>
        public Tensor[] UnpadSequences(Tensor lengths)
        {
            NonZeroOp.RequireEager("UnpadSequences");
            if (padded.Rank < 2)
                throw new ShapeException($"UnpadSequences: the tensor must be (N, T, …), got {padded.Shape}.");
            Recurrence.RequireLengths("UnpadSequences", lengths, padded.Shape[0]);
            return [.. lengths.ToArray<long>().Select((length, i) => padded.Select(0, i).Slice(0, 0, checked((int)length)))];
        }
    }

    static int Infer(ReadOnlySpan<Tensor> sequences)
    {
        if (sequences.Length == 0)
            throw new ShapeException("PadSequences: there must be at least one sequence.");
        var longest = 0;
        for (var i = 0; i < sequences.Length; i++)
        {
            Tensor first = sequences[0], next = sequences[i];
            if (next.Rank == 0 || next.Shape.Remove(0) != first.Shape.Remove(0) || next.DType != first.DType)
                throw new ShapeException(
                    $"PadSequences: sequence {i} must be {first.DType.Name()} (T, …) like the first, {first.Shape}, "
                    + $"got {next.DType.Name()} {next.Shape}.");
            longest = Math.Max(longest, next.Shape[0]);
        }

        return longest;
    }
}
