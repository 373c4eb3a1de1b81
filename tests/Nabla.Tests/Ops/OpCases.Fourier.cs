using Nabla.Testing;

namespace Nabla.Tests.Ops;

public static partial class OpCases
{
    // The rounding of a spectrum is that of its largest sums: some 100 products of numbers up to 2, each 6e-8.
    const double SpectrumTolerance = 1e-5;

    static IEnumerable<OpCase> Fourier =>
    [
        new("FftConv", "1-D", x => x[0].FftConv(x[1]), x => Convolve(Window.Plain(1), x[0], x[1], null), In(3, 9, 2), In(3, 4, 2)) { FloatTolerance = SpectrumTolerance },
        new("FftConv", "2-D, bias, padding", x => x[0].FftConv(x[1], x[2], (1, 2)),
            x => Convolve(new([1, 1], [1, 2], [1, 1]), x[0], x[1], x[2]), In(2, 5, 7, 3), In(9, 3, 3, 3), In(9)) { FloatTolerance = SpectrumTolerance },
        new("FftConv", "depthwise", x => x[0].FftConv(x[1], padding: 2, groups: 9),
            x => Convolve(new([1, 1], [2, 2], [1, 1], 9), x[0], x[1], null), In(1, 6, 5, 9), In(9, 5, 5, 1)) { FloatTolerance = SpectrumTolerance },
        new("FftConv", "groups", x => x[0].FftConv(x[1], padding: 1, groups: 2),
            x => Convolve(new([1, 1], [1, 1], [1, 1], 2), x[0], x[1], null), In(3, 4, 5, 4), In(6, 2, 3, 2)) { FloatTolerance = SpectrumTolerance },
        new("FftConv", "3-D", x => x[0].FftConv(x[1], padding: (0, 1, 1)),
            x => Convolve(new([1, 1, 1], [0, 1, 1], [1, 1, 1]), x[0], x[1], null), In(2, 3, 4, 3, 2), In(2, 2, 3, 2, 2)) { FloatTolerance = SpectrumTolerance },
        new("FftConv", "more padding than the kernel reaches", x => x[0].FftConv(x[1], padding: 3),
            x => Convolve(new([1], [3], [1]), x[0], x[1], null), In(2, 5, 2), In(2, 2, 2)) { FloatTolerance = SpectrumTolerance },
        new("FftConvolve", "1-D, full", x => x[0].FftConvolve(x[1]), x => Convolved(x[0], x[1], [9], _ => 0), In(6), In(4)) { FloatTolerance = SpectrumTolerance },
        new("FftConvolve", "2-D, same", x => x[0].FftConvolve(x[1], ConvolveSize.Same),
            x => Convolved(x[0], x[1], [6, 5], k => (k - 1) / 2), In(6, 5), In(3, 4)) { FloatTolerance = SpectrumTolerance },
    ];

    static IEnumerable<ErrorCase> WrongFourier =>
    [
        new("FftConv", "FftConv2d(3 → 4, 3×3): axis 3 of the input must be 3, got (1, 8, 8, 2).", () => Zeros(1, 8, 8, 2).FftConv(Zeros(4, 3, 3, 3))),
        new("FftConvolve", "FftConvolve: for Valid the kernel must fit into the signal, got (4) and (3).", () => Zeros(3).FftConvolve(Zeros(4), ConvolveSize.Valid)),
    ];
}
