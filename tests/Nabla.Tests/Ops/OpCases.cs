using Nabla.Testing;

namespace Nabla.Tests.Ops;

/// <summary>The table of all ops. A new op is a row here before anything else; the rows stand in the other files of this class, by family.</summary>
public static partial class OpCases
{
    public static IReadOnlyList<ElementCase> Elements { get; } = [.. Unary, .. Binary, .. Comparisons];

    public static IReadOnlyList<OpCase> Ops { get; } =
        [.. Elements.Select(row => row.AsOp()), .. Movement, .. Linear, .. Reductions, .. Softmax, .. Losses, .. Convolution, .. Pooling,
            .. Normalization, .. Indexing];

    public static IReadOnlyList<ErrorCase> Errors { get; } = [.. Wrong, .. WrongReductions, .. WrongConvolution, .. WrongIndexing];

    /// <summary>The public methods that have a row.</summary>
    public static IReadOnlySet<string> CoveredMethods { get; } = Ops.Select(row => row.Method).ToHashSet();
}
