namespace Nabla;

sealed partial class Recording
{
    public override void Recur<TCell>(RecurrentInputs inputs, RecurrentOutputs outputs) =>
        Add(KernelWork.OfSteps(inputs), k => k.Recur<TCell>(inputs, outputs), [.. All(inputs, outputs)], typeof(TCell));

    public override void RecurGradient<TCell>(
        RecurrentInputs inputs, RecurrentOutputs outputs, Tensor g, Tensor? lastCell, RecurrentGradients gradients) =>
        Add(
            KernelWork.OfStepsBack(inputs), k => k.RecurGradient<TCell>(inputs, outputs, g, lastCell, gradients),
            [.. All(inputs, outputs), g, lastCell, gradients.Sums, gradients.Hidden, gradients.Cell, gradients.ByH],
            typeof(TCell));

    static Tensor?[] All(RecurrentInputs inputs, RecurrentOutputs outputs) =>
    [
        inputs.X, inputs.WeightIh, inputs.WeightHh, inputs.BiasIh, inputs.BiasHh, inputs.Hidden, inputs.Cell, inputs.Lengths,
        inputs.Projection, inputs.Peepholes, outputs.Y, outputs.Kept, outputs.Before, outputs.Cells, outputs.Inner,
    ];
}
