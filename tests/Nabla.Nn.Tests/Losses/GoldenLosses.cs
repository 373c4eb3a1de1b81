using Nabla.Testing;

namespace Nabla.Nn.Tests.Losses;

/// <summary>A loss that PyTorch has as well.</summary>
/// <param name="File">The golden file with NAME/x, NAME/target, NAME/y, NAME/dx and "weights".</param>
/// <param name="Name">The row's name there.</param>
/// <param name="Call">The same loss, of input, target and class weights.</param>
sealed record GoldenLoss(string File, string Name, Func<Tensor, Tensor, Tensor, Tensor> Call);

/// <summary>The table of losses that are compared with PyTorch. The rows stand in the files of this class, by family.</summary>
static partial class GoldenLosses
{
    public static readonly IReadOnlyList<GoldenLoss> All = Rows.Of<GoldenLoss>(typeof(GoldenLosses));

    static IEnumerable<GoldenLoss> Basic =>
    [
        new("losses", "cross entropy", (x, t, _) => x.CrossEntropy(t)),
        new("losses", "cross entropy sum", (x, t, _) => x.CrossEntropy(t, Reduction.Sum)),
        new("losses", "cross entropy none", (x, t, _) => x.CrossEntropy(t, Reduction.None)),
        new("losses", "cross entropy smoothed", (x, t, _) => x.CrossEntropy(t, labelSmoothing: 0.1)),
        new("losses", "cross entropy weighted", (x, t, w) => x.CrossEntropy(t, classWeights: w)),
        new("losses", "cross entropy weighted smoothed", (x, t, w) => x.CrossEntropy(t, classWeights: w, labelSmoothing: 0.2)),
        new("losses", "cross entropy ignored", (x, t, _) => x.CrossEntropy(t, ignoredClass: -100)),
        new("losses", "cross entropy shares", (x, t, _) => x.CrossEntropy(t)),
        new("losses", "cross entropy pixels", (x, t, _) => x.CrossEntropy(t)),
        new("losses", "mse", (x, t, _) => x.MeanSquaredError(t)),
        new("losses", "mse sum", (x, t, _) => x.MeanSquaredError(t, Reduction.Sum)),
        new("losses", "bce", (x, t, _) => x.BinaryCrossEntropyWithLogits(t)),
    ];
}
