namespace Nabla.Nn;

/// <summary>The check that layers with weights along the last axis share.</summary>
static class LastAxis
{
    /// <summary>The last axis of the input has as many features as the layer.</summary>
    /// <exception cref="ShapeException">It has not; the message names the layer with its settings.</exception>
    public static void Require(Module layer, Tensor input, int features)
    {
        if (input.Rank == 0 || input.Shape[-1] != features)
            throw new ShapeException($"{layer}: axis {Math.Max(0, input.Rank - 1)} of the input must be {features}, got {input.Shape}.");
    }
}
