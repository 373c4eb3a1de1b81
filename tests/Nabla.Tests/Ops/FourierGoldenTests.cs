using System.Globalization;
using Nabla.Testing;

namespace Nabla.Tests.Ops;

/// <summary>Fourier transforms, windows and complex numbers against PyTorch's (eng/golden/torch_fourier.py), with gradients.</summary>
public class FourierGoldenTests
{
    static readonly Dictionary<string, Func<Tensor[], Tensor[]>> Calls = new()
    {
        ["fft of real"] = x => Both(x[0].Fft()),
        ["ifft of real"] = x => Both(x[0].Ifft()),
        ["fft cut, axis 1"] = x => Both(Complex(x).Fft(4, 1)),
        ["fft filled, axis 0"] = x => Both(Complex(x).Fft(9, 0)),
        ["rfft filled, axis 1"] = x => Both(x[0].Rfft(10, 1)),
        ["irfft odd, axis 1"] = x => [Complex(x).Irfft(7, 1)],
        ["irfft filled"] = x => [Complex(x).Irfft(12)],
        ["irfft cut"] = x => [Complex(x).Irfft(5)],
        ["hfft odd"] = x => [Complex(x).Hfft(7)],
        ["fft2"] = x => Both(Complex(x).FftN(axes: [-2, -1])),
        ["ifft2"] = x => Both(Complex(x).IfftN(axes: [-2, -1])),
        ["rfft2"] = x => Both(x[0].RfftN(axes: [-2, -1])),
        ["irfft2"] = x => [Complex(x).IrfftN(axes: [-2, -1])],
        ["fftn"] = x => Both(Complex(x).FftN()),
        ["fftn lengths"] = x => Both(Complex(x).FftN([3, 6])),
        ["ifftn axes"] = x => Both(Complex(x).IfftN(axes: [0, 2], norm: FourierNorm.Ortho)),
        ["rfftn"] = x => Both(x[0].RfftN()),
        ["irfftn"] = x => [Complex(x).IrfftN([3, 5], [0, 2])],
        ["hfft2"] = x => [Complex(x).HfftN(axes: [-2, -1])],
        ["ihfft2"] = x => Both(x[0].IhfftN(axes: [-2, -1])),
        ["hfftn"] = x => [Complex(x).HfftN()],
        ["ihfftn"] = x => Both(x[0].IhfftN()),
        ["fftfreq 6"] = _ => [Tensor.FftFrequencies(6, 0.5, DType.Float64)],
        ["fftfreq 7"] = _ => [Tensor.FftFrequencies(7, dtype: DType.Float64)],
        ["rfftfreq 6"] = _ => [Tensor.RfftFrequencies(6, 0.25, DType.Float64)],
        ["rfftfreq 7"] = _ => [Tensor.RfftFrequencies(7, dtype: DType.Float64)],
        ["fftshift"] = x => [x[0].FftShift()],
        ["ifftshift"] = x => [x[0].IfftShift(1)],
        ["hamming alpha"] = _ => [Tensor.HammingWindow(7, true, 0.6, DType.Float64)],
        ["kaiser beta"] = _ => [Tensor.KaiserWindow(7, true, 5, DType.Float64)],
        ["abs"] = x => [Complex(x).Abs()],
        ["angle"] = x => [Complex(x).Angle()],
        ["exp"] = x => Both(Complex(x).Exp()),
        ["log"] = x => Both(Complex(x).Log()),
        ["product"] = x => Both(Complex(x) * Complex(x[2..])),
        ["quotient"] = x => Both(Complex(x) / Complex(x[2..])),
        ["matmul"] = x => Both(Complex(x).MatMul(Complex(x[2..]))),
        ["stft"] = x => Both(x[0].Stft(8, window: Hann(x))),
        ["stft plain"] = x => Both(x[0].Stft(6, 4, centered: false)),
        ["stft normalized"] = x => Both(x[0].Stft(8, 3, x[1], normalized: true)),
        ["istft"] = x => [Complex(x).Istft(8, window: Hann(x))],
        ["istft length"] = x => [Complex(x).Istft(8, 2, Hann(x), samples: 11)],
        ["istft normalized"] = x => [Complex(x).Istft(8, 3, Hann(x) + 0.5, normalized: true)],
    };

    static FourierGoldenTests()
    {
        foreach (var n in (int[])[1, 2, 5, 8, 12, 17, 26, 33, 60, 64, 97])
        {
            Calls[Name("fft", n)] = x => Both(Complex(x).Fft());
            Calls[Name("rfft", n)] = x => Both(x[0].Rfft());
            Calls[Name("irfft", n)] = x => [Complex(x).Irfft(n)];
        }

        foreach (var norm in Enum.GetValues<FourierNorm>())
        {
            Calls[Name("fft", norm)] = x => Both(Complex(x).Fft(norm: norm));
            Calls[Name("ifft", norm)] = x => Both(Complex(x).Ifft(norm: norm));
            Calls[Name("rfft", norm)] = x => Both(x[0].Rfft(norm: norm));
            Calls[Name("irfft", norm)] = x => [Complex(x).Irfft(norm: norm)];
            Calls[Name("hfft", norm)] = x => [Complex(x).Hfft(norm: norm)];
            Calls[Name("ihfft", norm)] = x => Both(x[0].Ihfft(norm: norm));
        }

        foreach (var (periodic, name) in new[] { (true, "True"), (false, "False") })
            foreach (var (n, even) in new[] { (9, ""), (8, " even") })
            {
                Calls[$"bartlett {name}{even}"] = _ => [Tensor.BartlettWindow(n, periodic, DType.Float64)];
                Calls[$"blackman {name}{even}"] = _ => [Tensor.BlackmanWindow(n, periodic, DType.Float64)];
                Calls[$"hamming {name}{even}"] = _ => [Tensor.HammingWindow(n, periodic, dtype: DType.Float64)];
                Calls[$"hann {name}{even}"] = _ => [Tensor.HannWindow(n, periodic, DType.Float64)];
                Calls[$"kaiser {name}{even}"] = _ => [Tensor.KaiserWindow(n, periodic, dtype: DType.Float64)];
            }
    }

    public static TheoryData<string> Names => [.. Calls.Keys];

    [Fact]
    public void EveryCaseOfTheFileIsCompared()
    {
        using var golden = new GoldenFile("fourier");
        Assert.Equal(golden.Under("").Keys.Select(key => key.Split('/')[0]).Distinct().Order(), Calls.Keys.Order());
    }

    // Sums of up to 97 numbers near 1 round to about 1e-15 and 1e-6 of the largest.
    [Theory, MemberData(nameof(Names))]
    public void DoubleAgreesWithPyTorch(string name) => Compare(name, DType.Float64, 1e-13);

    [Theory, MemberData(nameof(Names))]
    public void FloatAgreesWithPyTorch(string name) => Compare(name, DType.Float32, 1e-5);

    static void Compare(string name, DType dtype, double tolerance)
    {
        using var golden = new GoldenFile("fourier");
        Tensor[] Numbered(string part) => [.. golden.Under($"{name}/{part}.").OrderBy(pair => pair.Key).Select(pair => pair.Value.To(dtype))];
        var (inputs, expected, g, d) = (Array.ConvertAll(Numbered("in"), x => x.Track()), Numbered("out"), Numbered("g"), Numbered("d"));
        var outputs = Calls[name](inputs);
        var loss = Tensor.Scalar(0, dtype);
        for (var k = 0; k < outputs.Length; k++)
        {
            GoldenFile.AssertClose(expected[k], outputs[k], tolerance, $"{name}: output {k}");
            if (inputs.Length > 0)
                loss += (outputs[k] * g[k]).Sum();
        }

        var gradients = inputs.Length > 0 ? loss.Backward() : null;
        for (var k = 0; k < inputs.Length; k++)
            GoldenFile.AssertClose(d[k], gradients![inputs[k]], tolerance, $"{name}: gradient {k}");
    }

    static string Name(string op, object setting) => string.Create(CultureInfo.InvariantCulture, $"{op} {setting.ToString()!.ToLowerInvariant()}");

    static ComplexTensor Complex(Tensor[] x) => new(x[0], x[1]);

    static Tensor[] Both(ComplexTensor z) => [z.Real, z.Imaginary];

    static Tensor Hann(Tensor[] x) => Tensor.HannWindow(8, dtype: x[0].DType);
}
