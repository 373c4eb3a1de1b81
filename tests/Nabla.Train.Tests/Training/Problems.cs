using Nabla.Nn;
using Nabla.Train.Data;

namespace Nabla.Train.Tests.Training;

/// <summary>Small things to learn.</summary>
static class Problems
{
    public static TensorDataset Xor { get; } =
        new(Tensor.Of([[0f, 0f], [0f, 1f], [1f, 0f], [1f, 1f]]), Tensor.Of([[0f], [1f], [1f], [0f]]));

    public static Tensor MeanSquaredError(Tensor output, Tensor target) => (output - target).Square().Sum() * (1.0 / output.Length);

    public static Sequential Network(int inputs, int hidden, int outputs, ulong seed = 1)
    {
        var model = new Sequential(new Linear(inputs, hidden), new Tanh(), new Linear(hidden, outputs));
        model.Initialize(seed);
        return model;
    }

    /// <summary>y = sin of a random projection of ten random numbers, 200 samples.</summary>
    public static TensorDataset Waves()
    {
        var x = new Rng(7).Normal([200, 10]);
        return new TensorDataset(x, x.MatMul(new Rng(8).Normal([10, 1], 0, 0.3)).Sin());
    }

    public static float[][] Weights(Module model) => [.. model.Parameters().Select(p => p.Parameter.Value.ToArray<float>())];
}
