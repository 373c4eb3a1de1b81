using Nabla.Testing;

namespace Nabla.Nn.Tests.Layers;

/// <summary>A layer that PyTorch has as well.</summary>
/// <param name="File">The golden file; golden.layer in eng/golden/golden.py makes the tensors of a row.</param>
/// <param name="Name">The row's name there.</param>
/// <param name="Create">The same layer.</param>
sealed record GoldenLayer(string File, string Name, Func<Module<Tensor, Tensor>> Create)
{
    /// <summary>Whether PyTorch as well has the features on the last axis, so that nothing is permuted from (N, C, …) to (N, …, C).</summary>
    public bool FeaturesLast { get; init; }

    /// <summary>Sums of up to 100 products, in other orders of summation: some 10 units in the last place of float64 (1e-16).</summary>
    public double Tolerance { get; init; } = 1e-13;

    /// <summary>The same in float32 (6e-8).</summary>
    public double FloatTolerance { get; init; } = 1e-5;
}

/// <summary>The table of layers that are compared with PyTorch. The rows stand in the other files of this class, by family.</summary>
static partial class GoldenLayers
{
    public static readonly IReadOnlyList<GoldenLayer> All = Rows.Of<GoldenLayer>(typeof(GoldenLayers));
}
