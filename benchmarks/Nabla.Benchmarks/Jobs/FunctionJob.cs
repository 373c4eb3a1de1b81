using Nabla.Nn;

namespace Nabla.Benchmarks.Jobs;

/// <summary>A computation without gradients, captured: a prediction or a chain of ops.</summary>
/// <param name="compute">The computation.</param>
/// <param name="reference">Its result in float64.</param>
/// <param name="inputs">What it is computed from.</param>
sealed class FunctionJob(Func<Tensor[], Tensor> compute, Func<double[]> reference, params Tensor[] inputs) : Job
{
    // Float32 rounds by 6e-8; the errors of some fifty layers add up.
    const double Allowed = 1e-5;

    readonly Captured function = Captured.Function(x => [compute(x)]);

    /// <summary>A prediction of a network, in float64 by the same network with its weights converted.</summary>
    public static FunctionJob OfPrediction(Func<Module<Tensor, Tensor>> build, Tensor x)
    {
        var model = Ready();
        return new FunctionJob(inputs => model.Predict(inputs[0]), Exact, x);

        Module<Tensor, Tensor> Ready()
        {
            var built = build();
            built.Initialize(seed: 0);
            Settle(built, x);
            return built;
        }

        double[] Exact()
        {
            var exact = Ready();
            exact.To(DType.Float64);
            return exact.Predict(x.To(DType.Float64)).ToArray<double>();
        }
    }

    // With the first statistics of a batch norm, mean 0 and variance 1, a fresh network's output is little more than its last bias, and a
    // comparison would say nothing about the layers before.
    static void Settle(Module<Tensor, Tensor> model, Tensor x)
    {
        using var pause = Autograd.Pause();
        for (var pass = 0; pass < 40 && model.Buffers().Count > 0; pass++)
        {
            using var scope = new MemoryScope();
            model.Call(x);
        }
    }

    public override void Run() => function.Run(inputs);

    public override StepProfile Profile(double seconds) => function.Profile(seconds, inputs);

    public override IEnumerable<Deviation> Check()
    {
        function.Run(inputs);
        yield return Deviation.Of("output", function.Run(inputs).Outputs[0], reference(), Allowed);      // a replay, as all timed runs are
    }
}
