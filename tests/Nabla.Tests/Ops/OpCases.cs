using Nabla.Testing;

namespace Nabla.Tests.Ops;

/// <summary>The table of all ops. A new op is a row here before anything else; the rows stand in the other files of this class, by family.</summary>
public static partial class OpCases
{
    public static IReadOnlyList<ElementCase> Elements { get; } = Rows.Of<ElementCase>(typeof(OpCases));

    public static IReadOnlyList<OpCase> Ops { get; } = [.. Elements.Select(row => row.AsOp()), .. Rows.Of<OpCase>(typeof(OpCases))];

    public static IReadOnlyList<ErrorCase> Errors { get; } = Rows.Of<ErrorCase>(typeof(OpCases));

    /// <summary>The public methods of ops that a row is about and really calls: GeluOp.Gelu.</summary>
    public static IReadOnlySet<string> CoveredMethods { get; } = Ops
        .SelectMany(row => OpMethods.CalledBy(row.Call).Where(method => method.EndsWith($".{row.Method}", StringComparison.Ordinal)))
        .ToHashSet();
}
