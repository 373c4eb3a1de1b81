using static Nabla.Benchmarks.Ops.OpRow;

namespace Nabla.Benchmarks.Ops;

/// <summary>Functions of two numbers, on a million pairs.</summary>
static class PairRows
{
    public static IEnumerable<OpRow> Of()
    {
        Tensor a = Normal([Side, Side], 1), b = Normal([Side, Side], 2), row = Normal([Side], 3), column = Normal([Side, 1], 4);
        Tensor positive = Uniform([Side, Side], 0.5, 5, 5), large = Normal([4 * Side, Side], 6), mask = a.Greater(0);
        Tensor whole = Integers([Side, Side], 1000, 7), other = Integers([Side, Side], 1000, 8);
        return
        [
            Value("add", () => a + b), Value("mul", () => a * b), Value("div", () => a / b), Value("add row", () => a + row),
            Value("add column", () => a + column), Value("mul constant", () => a * 2), Value("add 4M", () => large + large),
            Value("maximum", () => a.Maximum(b)), Value("atan2", () => a.Atan2(b)), Value("hypot", () => a.Hypot(b)),
            Value("fmod", () => a.Fmod(positive)), Value("remainder", () => a.Remainder(positive)), Value("floor_divide", () => a.FloorDivide(positive)),
            Value("logaddexp", () => a.LogAddExp(b)), Value("lerp", () => a.Lerp(b, 0.3)), Value("xlogy", () => a.XLogY(positive)),
            Value("where", () => mask.Where(a, b)), Value("masked_fill", () => a.MaskedFill(mask, 0)), Value("greater", () => a.Greater(b)),
            Value("equal", () => a.EqualTo(b)), Value("greater constant", () => a.Greater(0)), Value("logical_and", () => mask.LogicalAnd(mask)),
            Value("add int64", () => whole + other), Value("bitwise_and int64", () => whole.BitwiseAnd(other)), Value("add transposed", () => a + b.T),
        ];
    }
}
