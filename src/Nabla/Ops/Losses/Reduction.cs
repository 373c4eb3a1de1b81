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
}
