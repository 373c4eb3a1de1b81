using Nabla.Nn;
using Nabla.Train.Data;

namespace Nabla.Train.Callbacks;

/// <summary>Ends training with an error that names the step and the first layer, as soon as a loss is not finite.</summary>
public sealed class StopOnNaN : Callback
{
    /// <inheritdoc/>
    public override int Order => -100;

    /// <inheritdoc/>
    public override void OnGradients(Trainer trainer, Gradients gradients)
    {
        if (double.IsFinite(trainer.Loss))
            return;
        throw new TrainingException(
            $"Training stopped at step {trainer.Step + 1} (epoch {trainer.Epoch}): the loss is {Text(trainer.Loss)}. "
            + Find(trainer, trainer.Batch!) + " A lower learning rate or a look at the data may help.");
    }

    // The parameters are still those that gave this loss, so a second forward pass on the same batch goes wrong at the same place.
    static string Find(Trainer trainer, Batch batch)
    {
        for (var i = 0; i < batch.Fields.Count; i++)
            if (FirstBad(batch.Fields[i]) is { } bad)
                return $"The batch itself holds {Text(bad.Value)} in sample {batch.Samples[(int)(bad.Index / (batch.Fields[i].Length / batch.Count))]}.";

        string? found = null;
        trainer.Model.Step = trainer.Step;      // the same masks again
        using (trainer.Model.Observe((layer, _, output) => found ??= Explain(layer, output)))
        using (Autograd.Pause())
            trainer.Forward(batch);
        return found ?? "Every layer's output is finite, so the loss function itself gave it.";
    }

    static string? Explain(Module layer, object? output)
    {
        if (output is not Tensor tensor || FirstBad(tensor) is not { } bad)
            return null;
        var name = layer.Path.Length > 0 ? $"layer {layer.Path} ({layer})" : layer.ToString();
        var weights = layer.Parameters().Where(p => FirstBad(p.Parameter.Value) is not null).Select(p => p.Path).FirstOrDefault();
        return $"The first output that is not finite is that of {name}: {Text(bad.Value)} at {Place(bad.Index, tensor.Shape)}; "
            + (weights is null ? "its parameters are finite." : $"its {weights} is not finite either.");
    }

    static (long Index, double Value)? FirstBad(Tensor tensor)
    {
        if (!tensor.DType.IsFloating())
            return null;
        var values = tensor.ToDoubles();
        var index = Array.FindIndex(values, v => !double.IsFinite(v));
        return index < 0 ? null : (index, values[index]);
    }

    static string Place(long index, Shape shape)
    {
        var place = new long[shape.Rank];
        for (var axis = shape.Rank - 1; axis >= 0; index /= shape[axis--])
            place[axis] = index % shape[axis];
        return $"({string.Join(", ", place)})";
    }

    static string Text(double value) => double.IsNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
}
