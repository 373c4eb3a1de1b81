using Nabla.Nn;

namespace Nabla.Benchmarks.Jobs;

/// <summary>A training step: forward, backward, optimiser; captured but for the optimiser.</summary>
sealed class TrainingJob : Job
{
    // Float32 rounds by 6e-8. A loss is the mean of many outputs and stays near that.
    const double LossAllowed = 1e-5;

    // A gradient has gone through all layers twice. Where a ReLU or a maximum lies within rounding of its kink, it takes the other side and
    // one element of the gradient changes altogether: with a share p of such elements ‖error‖ / ‖gradient‖ grows as √p, to some 1e-3 for
    // p = 1e-6. Deep networks with batch norm, whose activations all lie around the kink, show that; PyTorch's own float32 is off
    // by 1e-3 to 4e-3 in the same networks.
    public const double GradientAllowed = 1e-4, KinkedGradientAllowed = 2e-2;

    // A bias in front of a batch norm has the gradient 0. Its error is compared with a thousandth of the network's mean gradient.
    const double SmallGradient = 1e-3;

    readonly Func<Module<Tensor, Tensor>> build;
    readonly double gradientAllowed;
    readonly Func<Module<Tensor, Tensor>, Tensor[], Tensor> loss;
    readonly Module<Tensor, Tensor> model;
    readonly GradientOptimizer optimizer;
    readonly Captured step;
    readonly Tensor[] batch;

    public TrainingJob(
        Func<Module<Tensor, Tensor>> build, Func<Module, GradientOptimizer> makeOptimizer, Func<Module<Tensor, Tensor>, Tensor[], Tensor> loss,
        double gradientAllowed, params Tensor[] batch)
    {
        (this.build, this.loss, this.gradientAllowed, this.batch) = (build, loss, gradientAllowed, batch);
        model = Build();
        optimizer = makeOptimizer(model);
        step = Captured.Step(inputs => [loss(model, inputs)]);
    }

    /// <summary>A classifier's step.</summary>
    public static TrainingJob OfClassifier(
        Func<Module<Tensor, Tensor>> build, Func<Module, GradientOptimizer> makeOptimizer, Tensor x, Tensor y, double gradientAllowed = GradientAllowed) =>
        new(build, makeOptimizer, (m, inputs) => m.Call(inputs[0]).CrossEntropy(inputs[1]), gradientAllowed, x, y);

    public override void Run()
    {
        optimizer.Step(step.Run(batch).Gradients!);
        step.StepNumber++;
    }

    public override StepProfile Profile(double seconds)
    {
        var kernels = step.Profile(seconds / 2, batch);
        var gradients = step.Run(batch).Gradients!;
        return kernels.Then(StepProfile.Of(() => optimizer.Step(gradients), seconds / 2));
    }

    public override IEnumerable<Deviation> Check()
    {
        step.Run(batch);
        var run = step.Run(batch);      // a replay, as all timed steps are
        var exact = Build();
        exact.To(DType.Float64);
        var exactLoss = loss(exact, [.. batch.Select(b => b.DType.IsFloating() ? b.To(DType.Float64) : b)]);
        var exactGradients = exactLoss.Backward();
        yield return Deviation.Of("loss", run.Outputs[0], [exactLoss.Item()], LossAllowed);

        var references = exact.Parameters().Select(p => exactGradients[p.Parameter].ToArray<double>()).ToArray();
        var mean = Deviation.Norm(references.SelectMany(r => r)) / Math.Sqrt(references.Sum(r => (double)r.Length));
        foreach (var ((path, parameter), reference) in model.Parameters().Zip(references))
            yield return Deviation.Of(path, run.Gradients![parameter], reference, gradientAllowed, SmallGradient * mean * Math.Sqrt(reference.Length));
    }

    Module<Tensor, Tensor> Build()
    {
        var built = build();
        built.Initialize(seed: 0);
        return built;
    }
}
