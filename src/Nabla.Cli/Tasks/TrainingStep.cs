using Nabla.Nn;

namespace Nabla.Cli.Tasks;

/// <summary>A training step as a task does it, on random data: what it costs does not depend on the values.</summary>
/// <param name="Model">What is trained, in a word or two.</param>
/// <param name="Batch">Samples of the step.</param>
/// <param name="Loss">Forward and backward.</param>
/// <param name="Optimizer">The rest of the step.</param>
/// <param name="Inputs">What <paramref name="Loss"/> is computed from.</param>
sealed record TrainingStep(string Model, int Batch, Captured Loss, GradientOptimizer Optimizer, params Tensor[] Inputs)
{
    /// <summary>A classifier's step on a batch of images of the given shape.</summary>
    public static TrainingStep OfClassifier(
        string name, Module<Tensor, Tensor> model, Func<Module, GradientOptimizer> optimizer, double labelSmoothing, Shape images, int classes)
    {
        model.Initialize(seed: 0);
        var random = new Rng(0);
        return new TrainingStep(
            name, images[0], Captured.Step(inputs => [model.Call(inputs[0]).CrossEntropy(inputs[1], labelSmoothing: labelSmoothing)]),
            optimizer(model), random.Normal(images), (random.Uniform([images[0]]) * classes).To(DType.Int64));
    }

    /// <summary>The kernels of the step, measured for about so long.</summary>
    public StepProfile Profile(double seconds)
    {
        var kernels = Loss.Profile(seconds * 3 / 4, Inputs);
        var gradients = Loss.Run(Inputs).Gradients!;
        return kernels.Then(StepProfile.Of(() => Optimizer.Step(gradients), seconds / 4));
    }
}
