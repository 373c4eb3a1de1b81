using System.Globalization;
using Nabla.Cli.Tasks;
using Nabla.Kernels;
using Nabla.Train.RunLogs;
using Spectre.Console;

namespace Nabla.Cli.Output;

/// <summary>The profile of a training step as text for the console.</summary>
static class ProfileText
{
    public static void Show(Screen screen, string task, TrainingStep step, StepProfile profile, MachineLimits limits, int top)
    {
        screen.Line($"[bold]{task}[/]  a training step of {step.Model} on {Plural(step.Batch, "sample")}, {Plural(limits.Threads, "thread")}, {Machine.Here().Cpu}");
        var table = screen.NewTable().AddColumn("kernel");
        foreach (var title in new[] { "calls", "ms", "share", "GFLOP/s", "GB/s", "of possible" })
            table.AddColumn(new TableColumn(title).RightAligned().NoWrap());
        foreach (var kernel in profile.Kernels.Take(top))
            table.AddRow(Cells(kernel, profile, limits, Plain));
        if (profile.Kernels.Skip(top).ToArray() is { Length: > 0 } rest)
            table.AddRow(Cells(Sum($"{rest.Length} more", rest), profile, limits, Grey, rest.Sum(k => k.Possible(limits))));
        table.AddRow(Cells(Sum("total", profile.Kernels), profile, limits, Bold, profile.Possible(limits)));
        screen.Show(table);

        var possible = profile.Possible(limits);
        var rates = $"{Rate(limits.Gigaflops)} GFLOP/s and {Rate(limits.Gigabytes)} GB/s for data of {Megabytes(profile.WorkingSet)}";
        screen.Line($"possible on this machine, measured now: {FigureText.Number(possible)} ms, with {rates}");
        if (profile.Kernels.Any(k => k.Possible(limits) > k.Milliseconds))
            screen.Line($"above 100 %: Winograd convolutions do fewer operations than they count; data of the kernel before still lies in a nearer cache");
    }

    static Markup[] Cells(KernelTime kernel, StepProfile step, MachineLimits limits, Func<string, Markup> style, double? possible = null) =>
    [
        style(kernel.Name), style(FigureText.Count(kernel.Calls)), style(Milliseconds(kernel.Milliseconds)),
        style(FigureText.Percent(kernel.Milliseconds / step.Milliseconds)), style(kernel.Flops == 0 ? "–" : Rate(kernel.GigaflopsPerSecond)),
        style(Rate(kernel.GigabytesPerSecond)), style($"{100 * (possible ?? kernel.Possible(limits)) / kernel.Milliseconds:0} %"),
    ];

    static KernelTime Sum(string name, IReadOnlyList<KernelTime> kernels) => new(
        name, kernels.Sum(k => k.Calls), kernels.Sum(k => k.Milliseconds), kernels.Sum(k => k.Flops), kernels.Sum(k => k.Bytes));

    static Markup Plain(string text) => new(Markup.Escape(text));

    static Markup Grey(string text) => new($"[grey]{Markup.Escape(text)}[/]");

    static Markup Bold(string text) => new($"[bold]{Markup.Escape(text)}[/]");

    static string Milliseconds(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    static string Rate(double value) => value.ToString(value < 10 ? "0.0" : "0", CultureInfo.InvariantCulture);

    static string Megabytes(long bytes) => $"{FigureText.Number(Math.Round(bytes / 1e6, 1))} MB";

    static string Plural(int count, string what) => count == 1 ? $"1 {what}" : $"{FigureText.Count(count)} {what}s";
}
