using Nabla.Testing;

namespace Nabla.Tests.Ops;

public static partial class OpCases
{
    static ComplexTensor Complex(Tensor[] x) => new(x[0], x[1]);

    static Tensor Both(ComplexTensor z) => Tensor.Stack([z.Real, z.Imaginary]);

    // Real parts, then imaginary parts, of Σ over j of x[j] e^(∓2πi jk / n) for k < count, of the last axis; x may have but a real part.
    static Grid Dft(Grid re, Grid? im, int n, int count, bool inverse = false, double scale = 1)
    {
        int[] lead = re.Shape[..^1];
        return Grid.From([2, .. lead, count], i =>
        {
            var sum = 0.0;
            for (var j = 0; j < Math.Min(n, re.Shape[^1]); j++)
            {
                int[] at = [.. i[1..^1], j];
                var (sin, cos) = Math.SinCos((inverse ? 2 : -2) * Math.PI * j * i[^1] / n);
                sum += i[0] == 0 ? re[at] * cos - (im?[at] ?? 0) * sin : re[at] * sin + (im?[at] ?? 0) * cos;
            }

            return sum * scale;
        });
    }

    static Grid Part(Grid both, int k) => Grid.From(both.Shape[1..], i => both[[k, .. i]]);

    // The first n / 2 + 1 elements made n by x[n − j] = x̄[j], then transformed: the real part.
    static Grid Mirrored(Grid re, Grid im, int n, bool inverse, double scale)
    {
        int[] whole = [.. re.Shape[..^1], n];
        Grid Whole(Grid x, bool even) => Grid.From(whole, i =>
        {
            var other = i[^1] > n / 2;
            var (at, self) = (other ? n - i[^1] : i[^1], 2 * i[^1] % n == 0);
            return at >= x.Shape[^1] || (self && !even) ? 0 : x[[.. i[..^1], at]] * (other && !even ? -1 : 1);
        });
        return Part(Dft(Whole(re, true), Whole(im, false), n, n, inverse, scale), 0);
    }

    static Grid Swapped(Grid x) => Grid.From([.. x.Shape[..^2], x.Shape[^1], x.Shape[^2]], i => x[[.. i[..^2], i[^1], i[^2]]]);

    // Both parts of transforms of two axes: the last, then the one before it.
    static Grid Dft2(Grid re, Grid? im, int count, bool inverse = false, double scale = 1)
    {
        var rows = Dft(re, im, re.Shape[^1], count, inverse, scale);
        return Swapped(Dft(Swapped(Part(rows, 0)), Swapped(Part(rows, 1)), re.Shape[^2], re.Shape[^2], inverse, scale == 1 ? 1 : 1.0 / re.Shape[^2]));
    }

    // A row of a matrix of complex numbers was transformed: now its columns are, and its rows are half of a mirrored one.
    static Grid Mirrored2(Grid re, Grid im, int n, bool inverse)
    {
        var m = re.Shape[^2];
        var columns = Dft(Swapped(re), Swapped(im), m, m, inverse, inverse ? 1.0 / m : 1);
        return Mirrored(Swapped(Part(columns, 0)), Swapped(Part(columns, 1)), n, inverse, inverse ? 1.0 / n : 1);
    }

    static Grid WindowOf(int n, Func<double, double> at) => Grid.From([n], i => at(i[0]));

    static IEnumerable<OpCase> Spectra =>
    [
        new("Fft", "real", x => Both(x[0].Fft()), x => Dft(x[0], null, 6, 6), In(3, 6)),
        new("Fft", "complex", x => Both(Complex(x).Fft()), x => Dft(x[0], x[1], 12, 12), In(3, 12), In(3, 12)),
        new("Fft", "a prime number", x => Both(Complex(x).Fft()), x => Dft(x[0], x[1], 17, 17), In(2, 17), In(2, 17)),
        new("Fft", "many signals", x => Both(x[0].Fft()), x => Dft(x[0], null, 5, 5), In(37, 5)),
        new("Fft", "first axis, filled", x => Both(Complex(x).Fft(9, 0)), x => Dft(Swapped(x[0]), Swapped(x[1]), 9, 9) is var y ? Swapped(y) : y, In(7, 19), In(7, 19)),
        new("Ifft", "complex", x => Both(Complex(x).Ifft()), x => Dft(x[0], x[1], 6, 6, true, 1.0 / 6), In(3, 6), In(3, 6)),
        new("Ifft", "real, orthonormal", x => Both(x[0].Ifft(norm: FourierNorm.Ortho)), x => Dft(x[0], null, 5, 5, true, 1 / Math.Sqrt(5)), In(3, 5)),
        new("Rfft", "even", x => Both(x[0].Rfft()), x => Dft(x[0], null, 8, 5), In(3, 8)),
        new("Rfft", "odd, cut", x => Both(x[0].Rfft(7, norm: FourierNorm.Forward)), x => Dft(x[0], null, 7, 4, scale: 1.0 / 7), In(3, 9)),
        new("Irfft", "even", x => Complex(x).Irfft(), x => Mirrored(x[0], x[1], 8, true, 1.0 / 8), In(3, 5), In(3, 5)),
        new("Irfft", "odd, filled", x => Complex(x).Irfft(11), x => Mirrored(x[0], x[1], 11, true, 1.0 / 11), In(3, 4), In(3, 4)),
        new("Hfft", "", x => Complex(x).Hfft(), x => Mirrored(x[0], x[1], 6, false, 1), In(3, 4), In(3, 4)),
        new("Ihfft", "", x => Both(x[0].Ihfft()), x => Dft(x[0], null, 6, 4, true, 1.0 / 6), In(3, 6)),
        new("FftN", "real", x => Both(x[0].FftN(axes: [-2, -1])), x => Dft2(x[0], null, 4), In(2, 3, 4)),
        new("FftN", "complex", x => Both(Complex(x).FftN([3, 4])), x => Dft2(x[0], x[1], 4), In(2, 3, 4), In(2, 3, 4)),
        new("IfftN", "", x => Both(Complex(x).IfftN(axes: [1, 2])), x => Dft2(x[0], x[1], 4, true, 0.25), In(2, 3, 4), In(2, 3, 4)),
        new("RfftN", "", x => Both(x[0].RfftN()), x => Dft2(x[0], null, 3), In(3, 4)),
        new("IhfftN", "", x => Both(x[0].IhfftN()), x => Dft2(x[0], null, 3, true, 0.25), In(3, 4)),
        new("IrfftN", "", x => Complex(x).IrfftN(), x => Mirrored2(x[0], x[1], 4, true), In(5, 3), In(5, 3)),
        new("HfftN", "", x => Complex(x).HfftN([5, 5]), x => Mirrored2(x[0], x[1], 5, false), In(5, 3), In(5, 3)),
        new("FftFrequencies", "", x => x[0] * Tensor.FftFrequencies(5, 0.5, x[0].DType), x => Grid.From([5], i => x[0][i] * (i[0] < 3 ? i[0] : i[0] - 5) / 2.5), In(5)),
        new("RfftFrequencies", "", x => x[0] * Tensor.RfftFrequencies(6, dtype: x[0].DType), x => Grid.From([4], i => x[0][i] * i[0] / 6), In(4)),
        new("FftShift", "", x => x[0].FftShift(), x => Grid.From([4, 5], i => x[0][(i[0] + 2) % 4, (i[1] + 3) % 5]), In(4, 5)),
        new("IfftShift", "an axis", x => x[0].IfftShift(1), x => Grid.From([4, 5], i => x[0][i[0], (i[1] + 2) % 5]), In(4, 5)),
    ];

    static IEnumerable<OpCase> Windowed =>
    [
        new("BartlettWindow", "", x => x[0] * Tensor.BartlettWindow(6, dtype: x[0].DType), x => WindowOf(6, j => x[0][(int)j] * (1 - Math.Abs(j / 3 - 1))), In(6)),
        new("HannWindow", "", x => x[0] * Tensor.HannWindow(6, false, x[0].DType), x => WindowOf(6, j => x[0][(int)j] * Math.Pow(Math.Sin(Math.PI * j / 5), 2)), In(6)),
        new("HammingWindow", "", x => x[0] * Tensor.HammingWindow(6, dtype: x[0].DType), x => WindowOf(6, j => x[0][(int)j] * (0.54 - 0.46 * Math.Cos(Math.PI * j / 3))), In(6)),
        new("BlackmanWindow", "", x => x[0] * Tensor.BlackmanWindow(6, dtype: x[0].DType),
            x => WindowOf(6, j => x[0][(int)j] * (0.42 - 0.5 * Math.Cos(Math.PI * j / 3) + 0.08 * Math.Cos(2 * Math.PI * j / 3))), In(6)),
        new("KaiserWindow", "0: ones", x => x[0] * Tensor.KaiserWindow(6, beta: 0, dtype: x[0].DType), x => x[0], In(6)),
        new("Stft", "", x => Both(x[0].Stft(6, 2, x[1], centered: false)), x => Stft(x[0], x[1], 6, 2), In(2, 11), In(6)),
        new("Stft", "centred", x => Both(x[0].Stft(6, 2, x[1])), x => Stft(Grid.From([2, 17], i => x[0][i[0], 10 - Math.Abs(10 - Math.Abs(i[1] - 3))]), x[1], 6, 2), In(2, 11), In(6)),
        new("Istft", "undoes Stft", x => x[0].Stft(8, 2, x[1]).Istft(8, 2, x[1], samples: 17), x => x[0], In(2, 17), new([8], 0.5, 1.5)) { Order = 0 },
        new("Istft", "plain", x => new ComplexTensor(x[0], x[1]).Istft(4, 2, centered: false), x => Joined(Mirrored(x[0], x[1], 4, true, 0.25), 2), In(3, 3), In(3, 3)),
    ];

    static Grid Stft(Grid x, Grid window, int n, int hop) =>
        Dft(Grid.From([2, (x.Shape[1] - n) / hop + 1, n], i => x[i[0], i[1] * hop + i[2]] * window[i[2]]), null, n, n / 2 + 1);

    // The mean of the pieces that hold a sample.
    static Grid Joined(Grid pieces, int hop) => Grid.From([pieces.Shape[1] + hop * (pieces.Shape[0] - 1)], i => Enumerable.Range(0, pieces.Shape[0])
        .Where(m => i[0] - m * hop >= 0 && i[0] - m * hop < pieces.Shape[1]).Average(m => pieces[m, i[0] - m * hop]));

    static IEnumerable<OpCase> ComplexNumbers =>
    [
        new("Conjugate", "", x => Both(Complex(x).Conjugate()), x => Grid.From([2, 3], i => i[0] == 0 ? x[0][i[1]] : -x[1][i[1]]), In(3), In(3)),
        new("Abs", "complex", x => Complex(x).Abs(), x => Grid.From([3], i => Math.Sqrt(x[0][i] * x[0][i] + x[1][i] * x[1][i])), In(3), In(3)),
        new("SquaredAbs", "", x => Complex(x).SquaredAbs(), x => Grid.From([3], i => x[0][i] * x[0][i] + x[1][i] * x[1][i]), In(3), In(3)),
        new("Angle", "", x => Complex(x).Angle(), x => Grid.From([3], i => Math.Atan2(x[1][i], x[0][i])), In(3), In(3)),
        new("Exp", "complex", x => Both(Complex(x).Exp()), x => Grid.From([2, 3], i => Math.Exp(x[0][i[1]]) * (i[0] == 0 ? Math.Cos(x[1][i[1]]) : Math.Sin(x[1][i[1]]))), In(3), In(3)),
        new("Log", "complex", x => Both(Complex(x).Log()), x => Grid.From([2, 3], i => i[0] == 0
            ? 0.5 * Math.Log(x[0][i[1]] * x[0][i[1]] + x[1][i[1]] * x[1][i[1]]) : Math.Atan2(x[1][i[1]], x[0][i[1]])), In(3), In(3)),
        new("MatMul", "complex", x => Both(Complex(x).MatMul(new(x[2], x[3]))), x => Grid.From([2, 2, 2], i => Enumerable.Range(0, 3).Sum(k =>
            i[0] == 0 ? x[0][i[1], k] * x[2][k, i[2]] - x[1][i[1], k] * x[3][k, i[2]] : x[0][i[1], k] * x[3][k, i[2]] + x[1][i[1], k] * x[2][k, i[2]])),
            In(2, 3), In(2, 3), In(3, 2), In(3, 2)),
    ];

    static IEnumerable<ErrorCase> WrongSpectra =>
    [
        new("Fft", "Fft: elements must be floating-point, got int64; convert with To(DType.Float32).", () => Tensor.Zeros([4], DType.Int64).Fft()),
        new("Irfft", "Irfft: the length of axis 1 must be at least 1, got 0 for (3, 1).", () => new ComplexTensor(Zeros(3, 1)).Irfft()),
        new("FftN", "FftN: there must be axes, each once, and as many lengths, got axes [1, 1] and 2 lengths for (3, 4).", () => Zeros(3, 4).FftN(axes: [1, -1])),
        new("Stft", "Stft(n = 8): the last axis must hold a piece, got (7).", () => Zeros(7).Stft(8, centered: false)),
        new("Stft", "Stft(n = 4): the window must be a vector of at most 4 and of the signal's dtype, got (5) float32.", () => Zeros(7).Stft(4, window: Zeros(5))),
        new("Istft", "Istft(n = 8): the input must be (…, frames, 5), got (3, 4).", () => new ComplexTensor(Zeros(3, 4)).Istft(8)),
        new("ComplexTensor", "ComplexTensor: both parts must be floating-point and of one shape, got (3) float32 and (4) float32.", () => _ = new ComplexTensor(Zeros(3), Zeros(4))),
    ];
}
