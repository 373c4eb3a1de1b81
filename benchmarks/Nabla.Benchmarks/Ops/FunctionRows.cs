using static Nabla.Benchmarks.Ops.OpRow;

namespace Nabla.Benchmarks.Ops;

/// <summary>Functions of one number, on a million.</summary>
static class FunctionRows
{
    public static IEnumerable<OpRow> Of()
    {
        Tensor x = Normal([Side, Side]), positive = Uniform([Side, Side], 0.01, 10), inside = Uniform([Side, Side], -0.99, 0.99);
        var beyond = Uniform([Side, Side], 1, 10);
        (string Name, Tensor X, Func<Tensor, Tensor> F)[] functions =
        [
            ("abs", x, v => v.Abs()), ("neg", x, v => -v), ("sign", x, v => v.Sign()), ("floor", x, v => v.Floor()), ("round", x, v => v.Round()),
            ("trunc", x, v => v.Truncate()), ("frac", x, v => v.Fraction()), ("square", x, v => v.Square()), ("reciprocal", positive, v => v.Reciprocal()),
            ("sqrt", positive, v => v.Sqrt()), ("rsqrt", positive, v => v.Rsqrt()), ("exp", x, v => v.Exp()), ("exp2", x, v => v.Exp2()),
            ("expm1", x, v => v.Expm1()), ("log", positive, v => v.Log()), ("log2", positive, v => v.Log2()), ("log10", positive, v => v.Log10()),
            ("log1p", positive, v => v.Log1p()), ("sin", x, v => v.Sin()), ("cos", x, v => v.Cos()), ("tan", x, v => v.Tan()),
            ("asin", inside, v => v.Asin()), ("acos", inside, v => v.Acos()), ("atan", x, v => v.Atan()), ("sinh", x, v => v.Sinh()),
            ("cosh", x, v => v.Cosh()), ("tanh", x, v => v.Tanh()), ("asinh", x, v => v.Asinh()), ("acosh", beyond, v => v.Acosh()),
            ("atanh", inside, v => v.Atanh()), ("sinc", x, v => v.Sinc()), ("erf", x, v => v.Erf()), ("erfc", x, v => v.ErfComplement()),
            ("erfinv", inside, v => v.ErfInverse()), ("lgamma", positive, v => v.LogGamma()), ("digamma", positive, v => v.Digamma()),
            ("trigamma", positive, v => v.Polygamma(1)), ("pow 3", x, v => v.Power(3)), ("pow 2.5", positive, v => v.Power(2.5)),
            ("clamp", x, v => v.Clamp(-1, 1)), ("isnan", x, v => v.IsNaN()), ("nan_to_num", x, v => v.NanToNum()),
            ("to float64", x, v => v.To(DType.Float64)), ("to int64", x, v => v.To(DType.Int64)), ("logical_not", x, v => v.Greater(0).LogicalNot()),
        ];
        return functions.Select(f => Value(f.Name, () => f.F(f.X)));
    }
}
