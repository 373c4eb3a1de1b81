namespace Nabla;

/// <summary>How the losses of the elements become the loss of the batch.</summary>
public enum Reduction
{
    /// <summary>Their mean; for classes with weights the weighted mean.</summary>
    Mean,

    /// <summary>Their sum.</summary>
    Sum,

    /// <summary>Not at all: one loss for each element.</summary>
    None,
}

/// <summary>Applies reductions.</summary>
static class Reductions
{
    public static Tensor Reduce(this Tensor losses, Reduction reduction) => reduction switch
    {
        Reduction.Mean => losses.Mean(),
        Reduction.Sum => losses.Sum(),
        _ => losses,
    };

    /// <summary>The loss f(x, target), in one pass where it is summed.</summary>
    public static Tensor Loss<TOp>(Tensor x, Tensor target, Reduction reduction, TOp op = default) where TOp : struct, IBinary => reduction switch
    {
        Reduction.Mean => SumOf.Binary(x, target, op: op) * (1.0 / x.Length),
        Reduction.Sum => SumOf.Binary(x, target, op: op),
        _ => Binary.Apply(x, target, op),
    };

    /// <summary>The loss w f(x, target); w is 1 if not given.</summary>
    public static Tensor Loss<TOp>(Tensor x, Tensor target, Tensor? weights, Reduction reduction, TOp op = default) where TOp : struct, IBinary =>
        weights is null ? Loss(x, target, reduction, op) : (Binary.Apply(x, target, op) * weights).Reduce(reduction);
}
