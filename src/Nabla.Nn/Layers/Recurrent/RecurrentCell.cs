namespace Nabla.Nn;

/// <summary>What cells, recurrent layers of a single step, have in common.</summary>
static class RecurrentCell
{
    /// <summary>A weight or bias, first uniform in ±1/√hidden.</summary>
    public static Parameter Weight(Shape shape, int hidden) => new(shape, Init.Uniform(1 / Math.Sqrt(hidden)));

    /// <summary>The input.</summary>
    /// <exception cref="ShapeException">It is not (N, inputs); the message names the layer with its settings.</exception>
    public static Tensor Checked(Module cell, Tensor input, int inputs) => input.Rank == 2 && input.Shape[1] == inputs
        ? input
        : throw new ShapeException($"{cell}: the input must be (N, {inputs}), got {input.Shape}.");
}
