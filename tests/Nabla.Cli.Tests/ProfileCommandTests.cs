using System.Text.Json;
using Nabla.Cli.Output;
using Nabla.Cli.Tasks;
using Nabla.Kernels;

namespace Nabla.Cli.Tests;

public class ProfileCommandTests
{
    [Fact]
    public void TheTableNamesKernelsTotalAndLimit()
    {
        using var session = new Session();
        Assert.Equal(0, session.Do("profile", "digits", "--batch", "5"));
        var lines = session.Out.Split('\n');
        Assert.StartsWith("digits  a training step of a fake on 5 samples, ", lines[0], StringComparison.Ordinal);
        Assert.Equal(
            ["kernel", "calls", "ms", "share", "GFLOP/s", "GB/s", "of possible"],
            lines[2].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        Assert.Contains(lines, l => l.TrimStart().StartsWith("MatMul 5×4×2 ", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.TrimStart().StartsWith("Update Sgd.Plain (2, 4) ", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.TrimStart().StartsWith("total ", StringComparison.Ordinal) && l.Contains("100 %", StringComparison.Ordinal));
        Assert.Contains(lines, l => l.StartsWith("possible on this machine, measured now: ", StringComparison.Ordinal));
        Assert.Equal("", session.Error);
    }

    [Fact]
    public void JsonHoldsEveryKernelAndTheirSums()
    {
        using var session = new Session();
        Assert.Equal(0, session.Do("profile", "digits", "--json"));
        var figures = JsonDocument.Parse(session.Out).RootElement;
        var kernels = figures.GetProperty("kernels").EnumerateArray().ToArray();
        Assert.Equal(("digits", 8), (figures.GetProperty("task").GetString(), figures.GetProperty("batch").GetInt32()));
        Assert.Contains(kernels, k => k.GetProperty("name").GetString() == "MatMul 8×4×2" && k.GetProperty("flops").GetInt64() == 2 * 8 * 4 * 2);
        foreach (var name in new[] { "flops", "bytes", "milliseconds" })
            Assert.Equal(figures.GetProperty(name).GetDouble(), kernels.Sum(k => k.GetProperty(name).GetDouble()), 9);
        Assert.Equal(1, kernels.Sum(k => k.GetProperty("share").GetDouble()), 9);
        Assert.True(figures.GetProperty("possibleMilliseconds").GetDouble() > 0);
    }

    [Fact]
    public void TheRestIsOneRow()
    {
        using var session = new Session();
        var step = session.Tasks[0].Step(8);
        var profile = step.Profile(0.01);
        var terminal = new Terminal(new StringWriter { NewLine = "\n" }, TextWriter.Null, false, false, 100, _ => null);
        ProfileText.Show(terminal.ForPeople(plain: true, json: false), "digits", step, profile, new MachineLimits(2, 100, 10), top: 2);
        var rows = terminal.Out.ToString()!.Split('\n').Skip(4).TakeWhile(l => l.Length > 0).ToArray();
        Assert.Equal(4, rows.Length);
        Assert.StartsWith($"  {profile.Kernels.Count - 2} more ", rows[2], StringComparison.Ordinal);
        Assert.StartsWith("  total ", rows[3], StringComparison.Ordinal);
    }

    [Fact]
    public void ATasksStepIsTheOneItTrainsWith()
    {
        var step = new DigitsTask().Step(batch: null);
        Assert.Equal(("SmallCnn", 64), (step.Model, step.Batch));
        var profile = step.Profile(0.01);
        var convolution = Assert.Single(profile.Kernels, k => k.Name == "Conv 3×3 32→64 on 4×4");
        Assert.Equal(2L * 64 * 4 * 4 * 64 * 9 * 32, convolution.Flops);
        Assert.Contains(profile.Kernels, k => k.Name.StartsWith("Dropout ", StringComparison.Ordinal));
        Assert.Contains(profile.Kernels, k => k.Name.StartsWith("Update Adam ", StringComparison.Ordinal));
    }

    [Fact]
    public void APublishedModelHasAStep()
    {
        var step = PublishedModels.Step("mobilenet_v2", batch: 1)!;
        var profile = step.Profile(0.01);
        Assert.Contains(profile.Kernels, k => k.Name == "Conv 3×3 96→96 in 96 groups on 112×112");
        Assert.Null(PublishedModels.Step("nothing", batch: 1));
    }
}
