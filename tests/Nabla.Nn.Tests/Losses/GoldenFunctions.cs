using Nabla.Testing;

namespace Nabla.Nn.Tests.Losses;

/// <summary>A function of several tensors that PyTorch has as well.</summary>
/// <param name="Name">The row's name in Golden/functions; golden.function in eng/golden/golden.py makes its tensors.</param>
/// <param name="Call">The same function of the row's inputs and of what is given to all rows.</param>
sealed record GoldenFunction(string Name, Func<Tensor[], Func<string, Tensor>, Tensor> Call)
{
    /// <summary>A few sums of at most 40 terms, each some units in the last place of float64 (1e-16).</summary>
    public double Tolerance { get; init; } = 1e-13;

    /// <summary>The same in float32 (6e-8).</summary>
    public double FloatTolerance { get; init; } = 5e-6;

    /// <summary>Whether the row means something in float32: its inputs are not rounded onto or off a kink.</summary>
    public bool Single { get; init; } = true;
}

/// <summary>The table of these functions. The rows stand in the other files of this class, by family.</summary>
static partial class GoldenFunctions
{
    public static readonly IReadOnlyList<GoldenFunction> All = Rows.Of<GoldenFunction>(typeof(GoldenFunctions));

    // The rows NAME mean, NAME sum and NAME none.
    static IEnumerable<GoldenFunction> Each(string name, Func<Tensor[], Func<string, Tensor>, Reduction, Tensor> call) =>
        from reduction in Enum.GetValues<Reduction>()
        select new GoldenFunction($"{name} {reduction.ToString().ToLowerInvariant()}", (x, given) => call(x, given, reduction));
}
