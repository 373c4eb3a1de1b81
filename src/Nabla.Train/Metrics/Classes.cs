namespace Nabla.Train.Metrics;

/// <summary>Reads classes out of a classifier's outputs and targets.</summary>
static class Classes
{
    /// <summary>Checks the shapes and gives the number of classes.</summary>
    /// <shape>output (N, C), target (N) of int64</shape>
    public static int Check(string who, Tensor output, Tensor target)
    {
        if (output.Rank != 2 || output.DType != DType.Float32)
            throw new ShapeException($"{who}: the output must be float32 scores (N, C), got {output.DType.Name()} {output.Shape}.");
        if (target.Rank != 1 || target.Shape[0] != output.Shape[0] || target.DType != DType.Int64)
            throw new ShapeException(
                $"{who}: the target must be int64 classes ({output.Shape[0]}), got {target.DType.Name()} {target.Shape}.");
        return output.Shape[1];
    }

    /// <summary>The class with the highest score, the first of equals; NaN is never the highest.</summary>
    public static int Highest(ReadOnlySpan<float> scores)
    {
        var best = 0;
        for (var c = 1; c < scores.Length; c++)
            if (scores[c] > scores[best] || float.IsNaN(scores[best]))
                best = c;
        return best;
    }
}
