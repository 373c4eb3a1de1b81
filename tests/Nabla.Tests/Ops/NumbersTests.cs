using Nabla.Testing;

namespace Nabla.Tests.Ops;

/// <summary>What the table of ops cannot say of numbers, samples and distances.</summary>
public class NumbersTests
{
    [Fact]
    public void NeighboursAreThoseOfTheDType()
    {
        var single = Tensor.Of(1f, 0f, float.PositiveInfinity, -1f).NextAfter(Tensor.Of(2f, -1f, 0f, float.NaN));
        Assert.Equal([MathF.BitIncrement(1), -float.Epsilon, float.MaxValue, float.NaN], single.ToArray<float>());
        Assert.Equal([double.MaxValue, 1], Tensor.Of(double.PositiveInfinity, 1).NextAfter(Tensor.Of(0.0, 1)).ToArray<double>());
    }

    [Fact]
    public void LdexpIsExactWhereThePowerOverflows() =>
        Assert.Equal([Math.ScaleB(1.5, 1000), Math.ScaleB(1.5, -1000)], Tensor.Of(Math.ScaleB(1.5, -500), Math.ScaleB(1.5, 500)).Ldexp(Tensor.Of(1500L, -1500L)).ToArray<double>());

    [Fact]
    public void DivisorsOfTheLeastNumberDoNotOverflow()
    {
        var least = Tensor.Of(long.MinValue, long.MinValue, 6);
        Assert.Equal([1, 4, 6], least.GreatestCommonDivisor(Tensor.Of(-1L, 12, 0)).ToArray<long>());
        Assert.Equal([long.MinValue, 0, 0], least.BitwiseLeftShift(Tensor.Of(0L, 1, 64)).ToArray<long>());
        Assert.Equal([-1, -1, 0], least.BitwiseRightShift(Tensor.Of(63L, 99, -1)).ToArray<long>());
    }

    [Fact]
    public void TheLeastNumberOverMinusOneIsItself()
    {
        // More than a register, so that both it and the rest behind it divide.
        foreach (var count in new[] { 1, 7, 33 })
        {
            var (least, minusOne) = (Tensor.Of([.. Enumerable.Repeat(5L, count - 1), long.MinValue]), Tensor.Full([count], -1, DType.Int64));
            long[] expected = [.. Enumerable.Repeat(-5L, count - 1), long.MinValue];
            Assert.Equal(expected, least.FloorDivide(minusOne).ToArray<long>());
            Assert.Equal(new long[count], least.Remainder(minusOne).ToArray<long>());
            Assert.Equal(new long[count], least.Fmod(minusOne).ToArray<long>());
        }

        Assert.Equal([int.MinValue, int.MaxValue], Tensor.Of(int.MinValue, -int.MaxValue).FloorDivide(Tensor.Of(-1, -1)).ToArray<int>());
        Assert.Equal([0, 0], Tensor.Of(int.MinValue, -int.MaxValue).Remainder(Tensor.Of(-1, -1)).ToArray<int>());
        Assert.Throws<DivideByZeroException>(() => Tensor.Of(3L).FloorDivide(Tensor.Of(0L)));
    }

    [Fact]
    public void ConstantsThatIntegersCannotHoldAreRefused()
    {
        var small = Tensor.Of(1, 2);
        Assert.Equal("Offset: int32 cannot hold 5000000000; convert with To(DType.Int64).", Assert.Throws<ShapeException>(() => small + 5e9).Message);
        Assert.Equal("MaskedFill: int32 cannot hold 0.5; convert with To(DType.Float32).", Assert.Throws<ShapeException>(() => small.MaskedFill(small.Greater(1), 0.5)).Message);
        Assert.Equal("Pad: int64 cannot hold NaN; convert with To(DType.Float32).", Assert.Throws<ShapeException>(() => Tensor.Of(1L).Pad(0, 1, 1, double.NaN)).Message);
        Assert.Equal("IndexFill: int32 cannot hold 5000000000; convert with To(DType.Float32).", Assert.Throws<ShapeException>(() => small.IndexFill(0, Tensor.Of(0L), 5e9)).Message);
        Assert.StartsWith("Tensor.Full: int32 cannot hold 5000000000.", Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.Scalar(5e9, DType.Int32)).Message, StringComparison.Ordinal);
        Assert.StartsWith("Tensor.Full: int64 cannot hold NaN.", Assert.Throws<ArgumentOutOfRangeException>(() => Tensor.Full([2], double.NaN, DType.Int64)).Message, StringComparison.Ordinal);
        Assert.Equal("Divide: elements must be floating-point, got int32; convert with To(DType.Float32).", Assert.Throws<ShapeException>(() => small / 1).Message);
        Assert.Equal([5000000001, 5000000002], (small.To(DType.Int64) + 5e9).ToArray<long>());
    }

    [Fact]
    public void IntegersAreClampedAtOneEnd()
    {
        var x = Tensor.Of(int.MinValue, -3, 5, int.MaxValue);
        Assert.Equal([-1, -1, 5, int.MaxValue], x.Clamp(-1, double.PositiveInfinity).ToArray<int>());
        Assert.Equal([int.MinValue, -3, 2, 2], x.Clamp(double.NegativeInfinity, 2).ToArray<int>());
        Assert.Equal([long.MinValue, 7, 9], Tensor.Of(long.MinValue, 7, long.MaxValue).Clamp(double.NegativeInfinity, 9).ToArray<long>());
        Assert.Equal([-1, 7, long.MaxValue], Tensor.Of(long.MinValue, 7, long.MaxValue).Clamp(-1, double.PositiveInfinity).ToArray<long>());
    }

    [Fact]
    public void HugeIntegersArePrintedExactly() =>
        Assert.StartsWith("[9007199254740993, ", Tensor.Of(9007199254740993, -1).ToString(), StringComparison.Ordinal);

    [Fact]
    public void ABiasIsAddedToIntegerProducts() =>
        Assert.Equal([14, 25], Tensor.Of<long>(1, 2, 3).Linear(Tensor.From<long>([1, 2, 2, 3, 4, 3], [2, 3]), Tensor.Of<long>(3, 5)).ToArray<long>());

    [Fact]
    public void AChainIsMultipliedInTheBestOrder()
    {
        // Cormen et al., Introduction to Algorithms, section 15.2: ((A₁ (A₂ A₃)) ((A₄ A₅) A₆)).
        var cuts = ChainMatMulOp.Cuts([30, 35, 15, 5, 10, 20, 25]);
        Assert.Equal((2, 0, 4), (cuts[0, 5], cuts[0, 2], cuts[3, 5]));
    }

    [Fact]
    public void NearVectorsKeepTheirDigits()
    {
        // 1e4 away from the origin and 2⁻¹⁰ apart: a product of float32 leaves no digit of the distance.
        var a = Tensor.Full([4, 40], 10000);
        var b = a + Tensor.LinSpace(0, 39, 40) * (1.0 / 1024);
        var expected = Math.Sqrt(Enumerable.Range(0, 40).Sum(k => (double)k * k)) / 1024;
        Assert.All(a.DistanceMatrix(b).ToArray<float>(), d => Assert.Equal(expected, d, expected * 1e-6));
    }

    [Fact]
    public void HardSamplesFallOnEachClassAsOftenAsTheirProbability()
    {
        const int Count = 40000;
        var probabilities = new[] { 0.1, 0.2, 0.3, 0.4 };
        var scores = Tensor.Of(probabilities).Log().BroadcastTo([Count, 4]);
        var counts = scores.GumbelSoftmax(new Rng(8), 0.5, hard: true).Sum(0).ToArray<double>();

        // χ² with 3 degrees of freedom is below 16.3 in 999 of 1000 cases.
        Assert.InRange(counts.Zip(probabilities, (n, p) => Math.Pow(n - Count * p, 2) / (Count * p)).Sum(), 0, 16.3);
        Assert.Equal(Count, counts.Sum());
    }

    [Fact]
    public void HardSamplesHaveTheGradientOfSoftOnes()
    {
        var x = GradCheck.Values([3, 5], -1, 1, 4).Track();
        Tensor Gradient(bool hard) => (x.GumbelSoftmax(new Rng(2), 0.7, hard) * Tensor.Range(5, DType.Float64)).Sum().Backward()[x];
        Assert.Equal(Gradient(false).ToArray<double>(), Gradient(true).ToArray<double>());
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(1, 1)]
    [InlineData(-1, 5)]
    public void CapturedSegmentsThatDoNotFitAreNoticed(long first, long second)
    {
        var step = Captured.Function(x => [x[0].SegmentSum(x[1])]);
        var x = Tensor.Of(1.0, 2, 3, 4);
        Assert.Equal([3, 7], step.Run(x, Tensor.Of(2L, 2)).Outputs[0].ToArray<double>());
        Assert.Throws<ArgumentOutOfRangeException>(() => step.Run(x, Tensor.Of(first, second)));
    }

    [Fact]
    public void AClonedParameterStaysWhenItsMemoryIsWritten()
    {
        var p = Tensor.Of(1.0, 2);
        var copy = p.Clone();
        p.Backend.Fill(p, 7);
        Assert.Equal([1, 2], copy.ToArray<double>());
    }
}
