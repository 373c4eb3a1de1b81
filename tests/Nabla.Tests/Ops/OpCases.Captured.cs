using Nabla.Testing;

namespace Nabla.Tests.Ops;

public static partial class OpCases
{
    /// <summary>The families whose rows also run inside a captured step.</summary>
    public static IReadOnlyList<IEnumerable<OpCase>> CapturedFamilies =>
    [
        Sorting, RunningResults, Scatters, Pieces, WholeNumbers, Spectra, Windowed, SequenceLosses, NumbersOfIntegers, Missing, Parts,
        ExtremesOfIntegers, Creation, Curves, Pairs,
    ];
}
