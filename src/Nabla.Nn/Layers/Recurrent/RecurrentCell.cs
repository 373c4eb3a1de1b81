namespace Nabla.Nn;

/// <summary>What cells, recurrent layers of a single step, have in common.</summary>
static class RecurrentCell
{
    /// <summary>A weight or bias, first uniform in ±1/√hidden.</summary>
    public static Parameter Weight(Shape shape, int hidden) => new(shape, Init.Uniform(1 / Math.Sqrt(hidden)));

    /// <summary>The input (N, inputs) as a sequence of one step.</summary>
    /// <exception cref="ShapeException">Another shape.</exception>
    public static Tensor Sequence(Module cell, Tensor input, int inputs) => input.Rank == 2 && input.Shape[1] == inputs
        ? input.Unsqueeze(1)
        : throw new ShapeException($"{cell}: the input must be (N, {inputs}), got {input.Shape}.");
}
