using Nabla.Testing;

namespace Nabla.Tests.Ops;

public static partial class OpCases
{
    static IEnumerable<OpCase> Reductions =>
    [
        new("Sum", "", x => x[0].Sum(), x => x[0].Reduce(v => v.Sum()).Drop(), In(2, 3, 4)),
        new("Sum", "one axis", x => x[0].Sum(1), x => x[0].Reduce(v => v.Sum(), 1).Drop(1), In(2, 3, 4)),
        new("Sum", "two axes apart, kept", x => x[0].Sum([0, -1], keepAxes: true), x => x[0].Reduce(v => v.Sum(), 0, 2), In(2, 3, 4)),
        new("Mean", "", x => x[0].Mean(), x => x[0].Reduce(v => v.Average()).Drop(), In(2, 3, 4)),
        new("Mean", "one axis", x => x[0].Mean(-2, keepAxes: true), x => x[0].Reduce(v => v.Average(), 1), In(2, 3, 4)),
    ];

    static IEnumerable<OpCase> Indexing =>
    [
        new("Dropout", "probability 0", x => x[0].Dropout(0, new Rng(1)), x => x[0], In(3, 4)),
        new("Dropout", "probability 1", x => x[0].Dropout(1, new Rng(1)), x => new(3, 4), In(3, 4)),
    ];

    static IEnumerable<ErrorCase> Wrong =>
    [
        new("CrossEntropy", "CrossEntropy: the int64 targets must be (6) for logits (6, 5), got (5).",
            () => Zeros(6, 5).CrossEntropy(Tensor.Zeros([5], DType.Int64))),
    ];
}
