using System.CommandLine;
using Nabla.Cli.Output;
using Nabla.Cli.Tasks;
using Nabla.Kernels;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla profile TASK|MODEL</c>: where the time of a training step goes.</summary>
static class ProfileCommand
{
    const int DefaultTop = 20;
    const double Seconds = 2;

    public static Command Create(Terminal terminal, IReadOnlyList<CliTask> tasks)
    {
        var names = tasks.Select(t => t.Name).ToArray();
        var what = new Argument<string>("TASK|MODEL")
        {
            Description = $"a task: {string.Join(", ", names)}\nor a model: {string.Join(", ", PublishedModels.Names)}",
        };
        var batch = Options.Whole<int>("--batch", 1, 1_000_000, "Samples of the step. [default: the task's own, 8 for a model]");
        var top = Options.Whole<int>("--top", 1, int.MaxValue, $"How many kernels to list; the rest is summed up. [default: {DefaultTop}]");
        var (threads, plain, json) = (Options.Threads(), Options.Plain(), Options.Json());
        var command = new Command("profile", "Measure the kernels of a training step: time, operations, bytes, and what this machine could do.")
        {
            what, batch, top, threads, plain, json,
        };

        command.SetAction(parsed =>
        {
            var name = parsed.GetRequiredValue(what);
            if (parsed.GetValue(threads) is { } count)
                Workers.Threads = count;
            var step = tasks.FirstOrDefault(t => t.Name == name)?.Step(parsed.GetValue(batch))
                ?? PublishedModels.Step(name, parsed.GetValue(batch))
                ?? throw new UsageException($"unknown task or model '{name}'{Suggestion.For(name, [.. names, .. PublishedModels.Names])}");
            var profile = step.Profile(Seconds);
            var limits = MachineLimits.Measure(profile.WorkingSet);
            if (parsed.GetValue(json))
                terminal.Out.WriteLine(FiguresJson.Line(ProfileFigures.Of(name, step, profile, limits)));
            else
                ProfileText.Show(terminal.ForPeople(parsed.GetValue(plain), json: false), name, step, profile, limits, parsed.GetValue(top) ?? DefaultTop);
            return CommandLine.Done;
        });
        return command;
    }
}
