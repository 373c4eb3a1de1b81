using System.Numerics;
using Xunit;

namespace Nabla.Testing;

/// <summary>What every row of the tables of ops must pass.</summary>
public static class OpCheck
{
    static readonly double[] Specials =
        [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.0, -0.0, 1, -1, 0.5, -2.5, 3, 20, -20, 1e-30, -1e-30, 1e30, -1e30];

    /// <summary>The value agrees with the reference.</summary>
    public static void Value(OpCase row)
    {
        var inputs = row.Draw();
        var expected = row.Reference([.. inputs.Select(Grid.Of)]);
        Close(expected, row.Call(inputs), row.Tolerance, "value");
    }

    /// <summary>Inputs that are transposed, cut out or reversed in memory change nothing.</summary>
    public static void Views(OpCase row)
    {
        var inputs = row.Draw();
        var expected = Grid.Of(row.Call(inputs));
        Close(expected, row.Call([.. inputs.Select(Transposed)]), row.Tolerance, "transposed inputs");
        Close(expected, row.Call([.. inputs.Select(Sliced)]), row.Tolerance, "sliced inputs");
        Close(expected, row.Call([.. inputs.Select(Flipped)]), row.Tolerance, "flipped inputs");
    }

    /// <summary>Float32 agrees with float64 on the same numbers.</summary>
    public static void Float(OpCase row)
    {
        Tensor[] single = [.. row.Draw().Select(x => x.DType == DType.Float64 ? x.To(DType.Float32) : x)];
        var actual = row.Call(single);
        var expected = row.Call([.. single.Select(x => x.DType == DType.Float32 ? x.To(DType.Float64) : x)]);
        if (expected.DType == DType.Float64)
            Assert.Equal(DType.Float32, actual.DType);
        Close(Grid.Of(expected), actual, row.FloatTolerance, "float32");
    }

    /// <summary>First and second derivatives agree with differences; fused kernels agree with recorded rules.</summary>
    public static void Gradient(OpCase row) =>
        GradientTally.Count(row, row.Order > 0 ? GradCheck.Run(row.Call, row.Draw(), row.Order, instead: row.DerivativesOf) : []);

    /// <summary>All lengths around the width of the registers, in both precisions, so that tails are met.</summary>
    public static void Lengths(ElementCase row)
    {
        for (var length = 0; length <= 4 * Vector<float>.Count + 1; length++)
        {
            Tensor[] inputs = [.. Enumerable.Range(0, row.Inputs).Select(i => GradCheck.Values([length], row.Low, row.High, 5 + i))];
            Elements(row, inputs, row.Tolerance, $"length {length}");
            Elements(row, [.. inputs.Select(x => x.To(DType.Float32))], row.FloatTolerance, $"length {length} of float32");
        }
    }

    /// <summary>NaN, infinities, zeros of both signs, tiny and huge numbers, in all pairs.</summary>
    public static void Special(ElementCase row)
    {
        if (!row.Special)
            return;
        var first = Tensor.Of<double>([.. Specials.SelectMany(a => Specials.Select(_ => a))]);
        var second = Tensor.Of<double>([.. Specials.SelectMany(_ => Specials)]);
        Tensor[] inputs = row.Inputs == 1 ? [Tensor.Of<double>(Specials)] : [.. new[] { first, second, first }.Take(row.Inputs)];
        Elements(row, inputs, row.Tolerance, "special values");
        Elements(row, [.. inputs.Select(x => x.To(DType.Float32))], row.FloatTolerance, "special values of float32");
    }

    static void Elements(ElementCase row, Tensor[] inputs, double tolerance, string what)
    {
        var single = inputs[0].DType == DType.Float32;
        Grid[] grids = [.. inputs.Select(Grid.Of)];
        var expected = Grid.From(grids[0].Shape, i => Round(row.Scalar([.. grids.Select(x => x[i])]), single));
        Close(expected, row.Call(inputs), tolerance, what);
    }

    // What float32 cannot hold becomes infinite or 0; the numbers below its normal range are lost by design of some kernels.
    static double Round(double value, bool single) => single ? (float)value : value;

    public static void Close(Grid expected, Tensor actual, double tolerance, string what)
    {
        Assert.True(actual.Shape == Shape.Of(expected.Shape), $"{what}: expected shape ({string.Join(", ", expected.Shape)}), got {actual.Shape}");
        var values = Grid.Of(actual).Values;
        for (var i = 0; i < values.Length; i++)
        {
            var (e, a) = (expected.Values[i], values[i]);
            var same = e.Equals(a) || (double.IsFinite(e) && Math.Abs(e - a) <= tolerance * (1 + Math.Abs(e)));
            Assert.True(same, $"{what}: element {i} must be {e:R}, got {a:R}");
        }
    }

    static Tensor Transposed(Tensor x)
    {
        int[] reversed = [.. Enumerable.Range(0, x.Rank).Reverse()];
        return x.Permute(reversed).Contiguous().Permute(reversed);
    }

    // Surrounded by other numbers along every axis.
    static Tensor Sliced(Tensor x)
    {
        for (var axis = 0; axis < x.Rank; axis++)
        {
            var around = Tensor.Full(x.Shape.With(axis, 1), 77, x.DType);
            var size = x.Shape[axis];
            x = Tensor.Concat([around, x, around], axis).Slice(axis, 1, size);
        }

        return x;
    }

    static Tensor Flipped(Tensor x)
    {
        for (var axis = 0; axis < x.Rank; axis++)
            x = x.Flip(axis);
        var copy = x.Contiguous();
        for (var axis = 0; axis < x.Rank; axis++)
            copy = copy.Flip(axis);
        return copy;
    }
}
