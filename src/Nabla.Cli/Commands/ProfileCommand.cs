using System.CommandLine;
using Nabla.Cli.Output;
using Nabla.Cli.Tasks;
using Nabla.Kernels;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla profile TASK</c>: where the time of a training step goes.</summary>
static class ProfileCommand
{
    const int DefaultTop = 20;
    const double Seconds = 2;

    public static Command Create(Terminal terminal, IReadOnlyList<CliTask> tasks)
    {
        var names = tasks.Select(t => t.Name).ToArray();
        var task = new Argument<string>("TASK") { Description = "a task: " + string.Join(", ", names) };
        var batch = Options.Whole<int>("--batch", 1, 1_000_000, "Samples of the step. [default: the task's own]");
        var top = Options.Whole<int>("--top", 1, int.MaxValue, $"How many kernels to list; the rest is summed up. [default: {DefaultTop}]");
        var (threads, plain, json) = (Options.Threads(), Options.Plain(), Options.Json());
        var command = new Command("profile", "Measure the kernels of a training step: time, operations, bytes, and what this machine could do.")
        {
            task, batch, top, threads, plain, json,
        };

        command.SetAction(parsed =>
        {
            var chosen = CliTask.Named(parsed.GetRequiredValue(task), tasks);
            if (parsed.GetValue(threads) is { } count)
                Workers.Threads = count;
            var step = chosen.Step(parsed.GetValue(batch));
            var profile = step.Profile(Seconds);
            var limits = MachineLimits.Measure(profile.WorkingSet);
            if (parsed.GetValue(json))
                terminal.Out.WriteLine(FiguresJson.Line(ProfileFigures.Of(chosen.Name, step, profile, limits)));
            else
                ProfileText.Show(terminal.ForPeople(parsed.GetValue(plain), json: false), chosen.Name, step, profile, limits, parsed.GetValue(top) ?? DefaultTop);
            return CommandLine.Done;
        });
        return command;
    }
}
