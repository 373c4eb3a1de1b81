using Nabla.LinearAlgebra;
using static Nabla.Benchmarks.Ops.OpRow;

namespace Nabla.Benchmarks.Ops;

/// <summary>Linear algebra on many small matrices and on one large, and Fourier transforms of 1,000 signals.</summary>
static class MatrixRows
{
    public static IEnumerable<OpRow> Of() =>
        from kind in (OpRow[][])
        [
            Rows("256 of 16", [256, 16, 16], DType.Float32), Rows("128", [128, 128], DType.Float32), Rows("512", [512, 512], DType.Float32),
            Rows("128 float64", [128, 128], DType.Float64),
        ]
        from row in kind
        select row;

    static OpRow[] Rows(string kind, Shape shape, DType dtype)
    {
        var x = (Normal(shape) / Math.Sqrt(shape[-1])).To(dtype);
        var identity = Tensor.Identity(shape[-1], dtype);
        Tensor a = x + identity * 3, s = x.MatMul(x.T) + identity, b = Normal(shape, 2).To(dtype), lower = a.Lower();
        OpRow[] Both(string name, Tensor v, Func<Tensor, Tensor> op) => [Value($"{name} {kind}", () => op(v)), Gradient($"{name} gradient {kind}", v, op)];
        return
        [
            .. Both("solve", a, v => v.Solve(b)), .. Both("triangular solve", lower, v => v.TriangularSolve(b)), .. Both("inverse", a, v => v.Inverse()),
            .. Both("cholesky", s, v => v.Cholesky()), .. Both("qr", a, v => Total(v.Qr())), .. Both("log-determinant", a, v => v.LogDeterminant()),
            Value($"symmetric eigen {kind}", () => s.SymmetricEigen()), Value($"svd {kind}", () => x.Svd()),
        ];
    }

    static Tensor Total((Tensor Q, Tensor R) parts) => parts.Q + parts.R;

    public static IEnumerable<OpRow> Fourier() =>
        from kind in (OpRow[][])[FourierOf("", DType.Float32), FourierOf(" float64", DType.Float64)]
        from row in kind
        select row;

    static OpRow[] FourierOf(string kind, DType dtype)
    {
        Tensor Signals(int length) => Normal([Side, length]).To(dtype);
        ComplexTensor Complex(int length) => new(Signals(length), Signals(length));
        Tensor real = Signals(1024), first = Normal([1024, Side]).To(dtype);
        ComplexTensor even = Complex(1024), round = Complex(1000), prime = Complex(1009), half = real.Rfft(), columns = new(first, first);
        return
        [
            Value("complex" + kind, () => even.Fft()), Value("complex of real numbers" + kind, () => real.Fft()), Value("real" + kind, () => real.Rfft()),
            Value("real inverse" + kind, () => half.Irfft()), Value("complex of 1000" + kind, () => round.Fft()), Value("complex of 1009" + kind, () => prime.Fft()),
            Value("complex along the first axis" + kind, () => columns.Fft(axis: 0)),
        ];
    }
}
