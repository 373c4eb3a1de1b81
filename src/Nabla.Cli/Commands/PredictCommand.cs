using System.CommandLine;
using Nabla.Cli.Output;
using Nabla.Cli.Tasks;
using Nabla.Kernels;
using Nabla.Train.RunLogs;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla predict RUN IMAGE…</c>: says what a trained network sees in images.</summary>
static class PredictCommand
{
    // Classes after the first few are noise.
    const int Shown = 3;

    public static Command Create(Terminal terminal, IReadOnlyList<CliTask> tasks)
    {
        var run = new Argument<string>("RUN") { Description = "the folder of a run, such as runs/digits-1" };
        var images = new Argument<string[]>("IMAGE") { Description = "one or more PNG files", Arity = ArgumentArity.OneOrMore };
        var (threads, plain, json) = (Options.Threads(), Options.Plain(), Options.Json());
        var command = new Command("predict", "Say what a trained network sees in images.") { run, images, threads, plain, json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(threads) is { } count)
                Workers.Threads = count;
            var folder = parsed.GetRequiredValue(run);
            var task = RunFolder.TaskOf(folder, tasks);
            var files = parsed.GetRequiredValue(images);
            if (files.FirstOrDefault(f => !File.Exists(f)) is { } missing)
                throw new FileNotFoundException($"there is no file {missing}");

            var screen = terminal.ForPeople(parsed.GetValue(plain), parsed.GetValue(json));
            var predictions = task.Predict(new PredictOrder(folder, files));
            foreach (var p in predictions)
                Show(screen, p);
            if (parsed.GetValue(json))
                terminal.Out.WriteLine(FiguresJson.Line(new PredictFigures(task.Name, folder, predictions)));
            return CommandLine.Done;
        });
        return command;
    }

    static void Show(Screen screen, Prediction p)
    {
        var others = p.Probabilities.Where(c => c.Key != p.Class).OrderByDescending(c => c.Value).Take(Shown - 1)
            .Select(c => $"{c.Key} {FigureText.Percent(c.Value)}");
        screen.Line($"{p.Image}  [bold]{p.Class}[/] {FigureText.Percent(p.Probability)}  ({string.Join(", ", others)})");
        if (p.Note is not null)
            screen.Line($"  {p.Note}");
    }
}
