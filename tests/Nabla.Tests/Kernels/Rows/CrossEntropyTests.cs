using System.Numerics;
using Nabla.Kernels;

namespace Nabla.Tests.Kernels.Rows;

public unsafe class CrossEntropyTests
{
    [Theory]
    [InlineData(0, 3)]
    [InlineData(7, 1)]
    [InlineData(64, 10)]
    [InlineData(9, 65)]
    [InlineData(300, 1000)]
    public void LossAndGradientEqualANaiveLoop(int rows, int classes)
    {
        Check<float>(rows, classes);
        Check<double>(rows, classes);
    }

    static void Check<T>(int rows, int classes) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var x = Pinned.Random<T>(rows * classes, 1, 90, 110);               // far from 0: a log-sum-exp in one number would lose digits
        var scale = Pinned.Random<T>(rows, 2);
        var target = Pinned.New<long>(rows);
        for (var r = 0; r < rows; r++)
            target[r] = r % 5 == 3 ? -100 : r * 7 % classes;
        T[] loss = Pinned.New<T>(rows), peak = Pinned.New<T>(rows), log = Pinned.New<T>(rows), dx = Pinned.New<T>(x.Length);
        Pinned.SameForAnyThreads(
            () =>
            {
                CrossEntropy.Run(x.Pointer(), target.Pointer(), loss.Pointer(), peak.Pointer(), log.Pointer(), rows, classes);
                CrossEntropy.Gradient(
                    x.Pointer(), target.Pointer(), peak.Pointer(), log.Pointer(), scale.Pointer(), 1, dx.Pointer(), rows, classes);
            },
            loss, dx);
        double[] wide = x.Wide(), expectedLoss = new double[rows], expected = new double[x.Length];
        for (var r = 0; r < rows; r++)
        {
            if (target[r] == -100)
                continue;
            var row = wide.AsSpan(r * classes, classes);
            var sum = 0.0;
            foreach (var v in row) sum += Math.Exp(v - 100);
            expectedLoss[r] = Math.Log(sum) + 100 - row[(int)target[r]];
            for (var c = 0; c < classes; c++)
                expected[r * classes + c] = (Math.Exp(row[c] - 100) / sum - (c == target[r] ? 1 : 0)) * double.CreateChecked(scale[r]);
        }

        Pinned.Close(expectedLoss, loss, 20);
        Pinned.Close(expected, dx, 20);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(-1)]
    public void ATargetThatIsNoClassIsAnError(long target)
    {
        float[] x = Pinned.New<float>(20), outputs = Pinned.New<float>(6);
        var targets = Pinned.New<long>(2);
        targets[1] = target;
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => CrossEntropy.Run(
            x.Pointer(), targets.Pointer(), outputs.Pointer(), outputs.Pointer() + 2, outputs.Pointer() + 4, 2, 10));
        Assert.StartsWith($"CrossEntropy: the target of row 1 must be a class 0 … 9, got {target}.", error.Message);
    }
}
