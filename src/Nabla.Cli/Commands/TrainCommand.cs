using System.CommandLine;
using Nabla.Cli.Output;
using Nabla.Cli.Tasks;
using Nabla.Kernels;
using Nabla.Train.Reports;
using Nabla.Train.RunLogs;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla train TASK</c>: trains, writes the run's folder, shows and reports.</summary>
static class TrainCommand
{
    public static Command Create(Terminal terminal, IReadOnlyList<CliTask> tasks)
    {
        var names = tasks.Select(t => t.Name).ToArray();
        var task = new Argument<string>("TASK") { Description = "a task: " + string.Join(", ", names) + Summaries(tasks) };
        var folder = new Option<string?>("--out") { Description = "The run's folder. [default: runs/TASK-N]", HelpName = "DIR" };
        var seed = Options.Whole<ulong>("--seed", 0, ulong.MaxValue, "The seed of all random numbers; the same seed gives the same bits.");
        var epochs = Options.Whole<int>("--epochs", 1, int.MaxValue, "How often to go through the training data.");
        var resume = new Option<bool>("--resume") { Description = "Go on with the run in --out from its checkpoint." };
        var (threads, data, plain, json) = (Options.Threads(), Options.Data(), Options.Plain(), Options.Json());
        var command = new Command("train", "Train a network and write its run: model, settings, log, report.")
        {
            task, folder, seed, epochs, threads, data, resume, plain, json,
        };

        command.SetAction(parsed =>
        {
            var name = parsed.GetRequiredValue(task);
            var chosen = tasks.FirstOrDefault(t => t.Name == name)
                ?? throw new UsageException($"unknown task '{name}'{Suggestion.For(name, names)}");
            if (parsed.GetValue(threads) is { } count)
                Workers.Threads = count;
            var request = new Request(chosen, parsed.GetValue(folder), parsed.GetValue(seed), parsed.GetValue(epochs),
                parsed.GetValue(data) ?? terminal.Variable("NABLA_DATA"), parsed.GetValue(resume));
            return Run(terminal, request, parsed.GetValue(plain), parsed.GetValue(json));
        });
        return command;
    }

    sealed record Request(CliTask Task, string? Out, ulong? Seed, int? Epochs, string? Data, bool Resume);

    static string Summaries(IReadOnlyList<CliTask> tasks) => string.Concat(tasks.Select(t => $"\n{t.Name,-14} {t.Summary}"));

    static int Run(Terminal terminal, Request request, bool plain, bool json)
    {
        var folder = FolderFor(request);
        var isNew = !Directory.Exists(folder);
        var screen = terminal.ForPeople(plain, json);
        var record = new Record();
        bool stopped;
        var downloads = new DownloadLine(screen);
        try
        {
            using var stop = new Interruption(screen);
            using var log = RunFolder.OpenLog(folder, downloads, new ConsoleProgress(screen), record);
            Train(request, folder, log, downloads, record, stop.Token);
            stopped = stop.Token.IsCancellationRequested;
            log.Write(new RunEnded(stopped ? EndReason.Stopped : EndReason.Completed, record.TrainingSeconds));
        }
        catch (Exception e) when (!record.HasStarted)
        {
            RunFolder.TakeBack(folder, isNew);
            if (e is not OperationCanceledException)
                throw;
            screen.Line($"stopped before training began; a download that was cut off goes on the next time");
            return CommandLine.Interrupted;
        }

        var report = HtmlReport.Write(folder);
        var run = record.Summary;
        screen.Blank();
        screen.Line($"{Work(run.Epochs.Count, stopped, record.TrainingSeconds)}; report: {report}");
        if (stopped)
            screen.Line($"stopped; to go on: nabla train {request.Task.Name} --out {Quoted(folder)} --resume{Rest(request)}");
        if (json)
            terminal.Out.WriteLine(FiguresJson.Line(new TrainFigures(request.Task.Name, folder, stopped ? "stopped" : "completed",
                record.TrainingSeconds, run.Epochs.Count, run.Epochs is [.., var last] ? last.Validation : null, run.Test?.Figures)));
        return stopped ? CommandLine.Interrupted : CommandLine.Done;
    }

    static string FolderFor(Request request)
    {
        if (request is { Resume: true, Out: null })
            throw new UsageException("--resume needs --out, the folder of the run that is to go on");
        var folder = RunFolder.Choose(request.Out, request.Task.Name);
        if (request.Resume && !RunFolder.HoldsRun(folder))
            throw new UsageException($"{folder} holds no run that could go on");
        if (!request.Resume && RunFolder.HoldsRun(folder))
            throw new UsageException($"{folder} already holds a run; choose another --out, or add --resume to go on with it");
        return folder;
    }

    static void Train(Request request, string folder, RunLog log, DownloadLine downloads, Record record, CancellationToken stop)
    {
        try
        {
            request.Task.Train(new TrainOrder(
                folder, RunFolder.NameOf(folder), request.Seed, request.Epochs, request.Data, request.Resume, log, downloads, stop));
        }
        catch (Exception e) when (record.HasStarted)
        {
            log.Write(new RunEnded(EndReason.Failed, record.TrainingSeconds, Failure.Sentence(e)));
            HtmlReport.Write(folder);
            throw;
        }
    }

    static string Work(int epochs, bool stopped, double seconds) =>
        epochs == 0 && !stopped ? "nothing was left to train" : $"{epochs} {(epochs == 1 ? "epoch" : "epochs")} in {FigureText.Duration(seconds)}";

    static string Rest(Request request) =>
        (request.Epochs is { } epochs ? $" --epochs {epochs}" : "") + (request.Data is { } data ? $" --data {Quoted(data)}" : "");

    static string Quoted(string path) => path.Contains(' ', StringComparison.Ordinal) ? $"\"{path}\"" : path;

    /// <summary>Keeps what was told, for the figures at the end.</summary>
    sealed class Record : IRunListener
    {
        readonly List<RunEvent> events = [];

        public RunSummary Summary => new(events);

        public bool HasStarted => events.Exists(e => e is RunStarted);

        /// <summary>From the start of the run to its last step or epoch; measuring the test split is not training.</summary>
        public double TrainingSeconds =>
            Math.Max(0, (events.FindLast(e => e is EpochDone or StepDone)?.Time ?? 0) - (events.Find(e => e is RunStarted)?.Time ?? 0));

        public void Receive(RunEvent e) => events.Add(e);
    }
}
