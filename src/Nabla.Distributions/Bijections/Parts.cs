namespace Nabla.Distributions;

/// <summary>What maps made of maps share.</summary>
static class Parts
{
    /// <summary>The sum over the last axes.</summary>
    public static Tensor SumLast(Tensor x, int axes)
    {
        for (; axes > 0; axes--)
            x = x.Sum(-1);
        return x;
    }

    /// <summary>Whether all of the last axes are true.</summary>
    public static Tensor AllLast(Tensor x, int axes)
    {
        for (; axes > 0; axes--)
            x = x.All([-1]);
        return x;
    }

    /// <summary>The truth values with axes of size 1 behind, so that they broadcast with values.</summary>
    public static Tensor Widened(Tensor x, int axes)
    {
        for (; axes > 0; axes--)
            x = x.Unsqueeze(-1);
        return x;
    }

    /// <summary>The shape of values together with that of parameters.</summary>
    public static Shape Joint(Map who, Shape x, Shape parameters) => Shape.Broadcast(x, parameters)
        ?? throw new ShapeException($"{who}: values {x} and parameters {parameters} do not broadcast.");

    /// <summary>
    /// Of numbers with sum 1, what is left from each of them on. The value is the sum of those, which keeps its digits; the gradient is
    /// that of 1 less the numbers before, so that it reads the last number nowhere: with the others it is given.
    /// </summary>
    public static Tensor Left(Tensor x)
    {
        var before = 1 - (x.CumulativeSum(-1) - x);
        return before + (x.Detach().Flip(-1).CumulativeSum(-1).Flip(-1) - before.Detach());
    }

    /// <summary>An axis counted from the end, −1 or below.</summary>
    public static int Behind(string who, int axis) => axis < 0 ? axis : throw new ArgumentOutOfRangeException(
        nameof(axis), $"{who}: the axis is counted from the end, −1 or below, got {axis}.");
}
