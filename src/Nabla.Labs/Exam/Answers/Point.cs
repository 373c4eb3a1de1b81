using Nabla.Nn;

namespace Nabla.Labs.Exam.Answers;

/// <summary>A model that is nothing but a vector of weights: what the traces of optimisers move about.</summary>
sealed class Point : Module
{
    public Point(Tensor start)
    {
        Weights = new Parameter(start.Shape, Init.Constant(0));
        To(start.DType);
        Weights.Load(start);
    }

    public Parameter Weights { get; }

    /// <summary>
    /// Where an optimiser goes from <paramref name="start"/>: the weights after each step against the gradient of a loss.
    /// </summary>
    /// <shape>(N) → (steps, N)</shape>
    public static Tensor Trace(Tensor start, int steps, Func<Tensor, Tensor> loss, Func<Module, GradientOptimizer> optimizer)
    {
        var point = new Point(start);
        var mover = optimizer(point);
        var places = new Tensor[steps];
        for (var i = 0; i < steps; i++)
        {
            mover.Step(loss(point.Weights).Backward());
            places[i] = Tensor.From<double>(point.Weights.Value.ToArray<double>(), start.Shape);
        }

        return Tensor.Stack(places);
    }
}
