using Nabla.Testing;

namespace Nabla.Nn.Tests.Layers;

/// <summary>What recurrent layers promise beside the values of their formulas.</summary>
public class RecurrentTests
{
    static T Made<T>(T layer) where T : Module
    {
        layer.Initialize(2);
        layer.To(DType.Float64);
        return layer;
    }

    [Fact]
    public void PiecesWithDetachedStatesGiveTheOutputsOfTheWholeAndGradientsOfTheirOwn()
    {
        var lstm = Made(new Lstm(3, 5, layers: 2));
        var x = GradCheck.Values([2, 9, 3], -1, 1, 3).Track();
        var (outputs, h, c) = (new List<Tensor>(), (Tensor?)null, (Tensor?)null);
        foreach (var start in (int[])[0, 3, 6])
        {
            var (y, newH, newC) = lstm.CallWithState(x.Slice(1, start, 3), h?.Detach(), c?.Detach());
            outputs.Add(y);
            (h, c) = (newH, newC);
        }

        GoldenFile.AssertClose(lstm.Call(x), Tensor.Concat([.. outputs], 1), 1e-14, "pieces");
        var gradient = outputs[^1].Sum().Backward()[x];
        Assert.All(gradient.Slice(1, 0, 6).ToArray<double>(), g => Assert.Equal(0, g));
        Assert.All(gradient.Slice(1, 6, 3).ToArray<double>(), g => Assert.NotEqual(0, g));
    }

    [Fact]
    public void SequencesOfDifferentLengthsGiveWhatEachGivesAlone()
    {
        var gru = Made(new Gru(3, 40, layers: 2, bidirectional: true));
        var x = GradCheck.Values([37, 12, 3], -1, 1, 5);
        var lengths = (GradCheck.Values([37], 1, 12.99, 6)).To(DType.Int64);
        var (y, h) = gru.CallWithState(x, lengths: lengths);
        foreach (var (number, length) in lengths.ToArray<long>().Index())
        {
            var (alone, last) = gru.CallWithState(x.Slice(0, number, 1).Slice(1, 0, (int)length));
            GoldenFile.AssertClose(alone, y.Slice(0, number, 1).Slice(1, 0, (int)length), 1e-14, $"sequence {number}");
            GoldenFile.AssertClose(last, h.Slice(1, number, 1), 1e-14, $"last state of {number}");
            Assert.All(y.Slice(0, number, 1).Slice(1, (int)length, 12 - (int)length).ToArray<double>(), v => Assert.Equal(0, v));
        }
    }

    [Fact]
    public void NanBehindTheEndOfASequenceReachesNothing()
    {
        var lstm = Made(new Lstm(2, 3));
        var lengths = Tensor.Of<long>(2, 4);
        Tensor With(double padding)
        {
            var values = GradCheck.Values([2, 4, 2], -1, 1, 5).ToArray<double>();
            values.AsSpan(4, 4).Fill(padding);
            return Tensor.From<double>(values, [2, 4, 2]).Track();
        }

        double[][] Run(Tensor x)
        {
            var (y, h, c) = lstm.CallWithState(x, lengths: lengths);
            var gradients = (y.Sum() + h.Sum() + c.Sum()).Backward();
            return [.. new[] { y, h, c, gradients[x] }.Concat(lstm.Parameters().Select(p => gradients[p.Parameter])).Select(t => t.ToArray<double>())];
        }

        Assert.Equal(Run(With(0)), Run(With(double.NaN)));
    }

    [Fact]
    public void ACapturedStepFollowsOtherLengths()
    {
        var lstm = new Lstm(3, 4, bidirectional: true);
        lstm.Initialize(4);
        Tensor Loss(Tensor x, Tensor lengths) => lstm.CallWithState(x, lengths: lengths) is var (y, h, c) ? y.Square().Sum() + (h * c).Sum() : x;
        var step = Captured.Step(inputs => [Loss(inputs[0], inputs[1])]);
        foreach (var lengths in (long[][])[[1, 5, 3], [5, 5, 5], [2, 4, 1]])
        {
            var x = GradCheck.Values([3, 5, 3], -1, 1, (int)lengths[0]).To(DType.Float32);
            var run = step.Run(x, Tensor.Of<long>(lengths));
            var expected = Loss(x, Tensor.Of<long>(lengths)).Backward();
            foreach (var (path, p) in lstm.Parameters())
                Assert.True(expected[p].ToArray<float>().SequenceEqual(run.Gradients![p].ToArray<float>()), $"{path} for {string.Join(", ", lengths)}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void ALengthOutsideTheSequenceIsNamed(long length)
    {
        var e = Assert.Throws<ArgumentOutOfRangeException>(() => new Lstm(2, 3).CallWithState(Tensor.Ones([2, 4, 2]), lengths: Tensor.Of<long>(4, length)));
        Assert.StartsWith($"Lengths of sequences must be in 1 … 4, got {length} for sequence 1.", e.Message, StringComparison.Ordinal);
    }

    // K_i = C diag(a)^i B
    [Fact]
    public void ALinearRecurrenceIsAConvolution()
    {
        var layer = Made(new LinearRecurrence(2, 5, 3));
        var x = GradCheck.Values([1, 7, 2], -1, 1, 9);
        var y = layer.Call(x);
        for (var t = 0; t < 7; t++)
        {
            var sum = Tensor.Zeros([3], DType.Float64);
            for (var i = 0; i <= t; i++)
            {
                var kernel = layer.Output.Weight.Value.MatMul(layer.Decay.Value.Power(i).Unsqueeze(1) * layer.Input.Weight);
                sum += kernel.MatMul(x.Select(0, 0).Select(0, t - i).Unsqueeze(1)).Squeeze(1);
            }

            GoldenFile.AssertClose(sum, y.Select(0, 0).Select(0, t), 1e-13, $"step {t}");
        }
    }

    [Fact]
    public void LinearLayersInPiecesGiveWhatTheWholeGives()
    {
        var x = GradCheck.Values([2, 7, 3], -1, 1, 3);
        (Tensor, Tensor) Pieces(Func<Tensor, Tensor?, (Tensor, Tensor)> call)
        {
            var (first, state) = call(x.Slice(1, 0, 4), null);
            return (call(x, null).Item1, Tensor.Concat([first, call(x.Slice(1, 4, 3), state).Item1], 1));
        }

        var (whole, pieces) = Pieces(Made(new MinGru(3, 4)).CallWithState);
        GoldenFile.AssertClose(whole, pieces, 1e-14, "minimal GRU");
        (whole, pieces) = Pieces(Made(new LinearRecurrence(3, 4, 2)).CallWithState);
        GoldenFile.AssertClose(whole, pieces, 1e-14, "linear recurrence");
    }

    // h = (1 − z) h + z (V x + d), step by step
    [Fact]
    public void AMinimalGruFollowsItsFormula()
    {
        var layer = Made(new MinGru(3, 4));
        var x = GradCheck.Values([2, 6, 3], -1, 1, 3);
        Tensor z = layer.Gate.Call(x).Sigmoid(), v = layer.Candidate.Call(x), y = layer.Call(x), h = Tensor.Zeros([2, 4], DType.Float64);
        for (var t = 0; t < 6; t++)
        {
            h = (1 - z.Select(1, t)) * h + z.Select(1, t) * v.Select(1, t);
            GoldenFile.AssertClose(h, y.Select(1, t), 1e-14, $"step {t}");
        }
    }

    [Fact]
    public void ACellStepByStepIsTheLayer()
    {
        var (layer, cell) = (Made(new Lstm(3, 4)), Made(new LstmCell(3, 4)));
        foreach (var ((_, from), (_, to)) in layer.Parameters().Zip(cell.Parameters()))
            to.Load(from.Value.Detach());
        var x = GradCheck.Values([2, 5, 3], -1, 1, 3);
        var (y, h, c) = (layer.Call(x), (Tensor?)null, (Tensor?)null);
        for (var t = 0; t < 5; t++)
        {
            (h, c) = cell.Next(x.Select(1, t), h, c);
            GoldenFile.AssertClose(y.Select(1, t), h, 1e-14, $"step {t}");
        }
    }
}
