using System.CommandLine;
using System.Diagnostics;
using Nabla.Cli.Output;
using Nabla.Cli.Tasks;
using Nabla.Kernels;
using Nabla.Train.RunLogs;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla eval RUN</c>: measures the model of a run on its test split.</summary>
static class EvalCommand
{
    public static Command Create(Terminal terminal, IReadOnlyList<CliTask> tasks)
    {
        var run = new Argument<string>("RUN") { Description = "the folder of a run, such as runs/digits-1" };
        var (threads, data, plain, json) = (Options.Threads(), Options.Data(), Options.Plain(), Options.Json());
        var command = new Command("eval", "Measure a trained network on its test data.") { run, threads, data, plain, json };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(threads) is { } count)
                Workers.Threads = count;
            var folder = parsed.GetRequiredValue(run);
            var task = RunFolder.TaskOf(folder, tasks);
            var asJson = parsed.GetValue(json);
            var result = new Result();
            var clock = Stopwatch.StartNew();
            using (var log = new RunLog())
            {
                var screen = terminal.ForPeople(parsed.GetValue(plain), asJson);
                var downloads = new DownloadLine(screen);
                log.Add(downloads);
                log.Add(new ConsoleProgress(screen));
                log.Add(result);
                task.Evaluate(new EvalOrder(folder, parsed.GetValue(data) ?? terminal.Variable("NABLA_DATA"), log, downloads));
            }

            if (asJson)
                terminal.Out.WriteLine(FiguresJson.Line(new EvalFigures(task.Name, folder, clock.Elapsed.TotalSeconds, result.Figures)));
            return CommandLine.Done;
        });
        return command;
    }

    sealed class Result : IRunListener
    {
        public IReadOnlyDictionary<string, double> Figures { get; private set; } = new Dictionary<string, double>();

        public void Receive(RunEvent e)
        {
            if (e is Evaluated evaluated)
                Figures = evaluated.Figures;
        }
    }
}
