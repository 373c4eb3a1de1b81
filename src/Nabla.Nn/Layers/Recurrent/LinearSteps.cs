namespace Nabla.Nn;

/// <summary>The linear recurrence h = a h + b along time, from a first state.</summary>
static class LinearSteps
{
    /// <summary>All h; a and b are (N, T, H), the first state (N, H), 0 if not given.</summary>
    /// <exception cref="ShapeException">The input is no sequence, or the state of another shape.</exception>
    public static Tensor Run(Module layer, Tensor a, Tensor b, Tensor? first)
    {
        if (b.Rank != 3 || b.Shape[1] == 0)
            throw new ShapeException($"{layer}: the input must be (N, T, inputs) with T at least 1, got an input for {b.Shape}.");
        if (first is null)
            return b.LinearScan(a, 1);
        if (first.Shape != b.Shape.Remove(1))
            throw new ShapeException($"{layer}: the state must be {b.Shape.Remove(1)}, got {first.Shape}.");

        // The state stands as one more step in front; its own factor is not used.
        var all = Tensor.Concat([first.Unsqueeze(1), b], 1).LinearScan(Tensor.Concat([a.Slice(1, 0, 1), a], 1), 1);
        return all.Slice(1, 1, b.Shape[1]);
    }
}
