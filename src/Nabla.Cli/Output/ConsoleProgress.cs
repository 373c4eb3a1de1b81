using Nabla.Train.RunLogs;
using Spectre.Console;

namespace Nabla.Cli.Output;

/// <summary>
/// Follows a run on the console: the model's table, one line an epoch, the evaluation; on a live screen also a bar with loss, speed
/// and time left below the lines.
/// </summary>
sealed class ConsoleProgress(Screen screen) : IRunListener, IDisposable
{
    RunStarted? run;
    StepDone? first;
    LiveBar? bar;

    public void Receive(RunEvent e)
    {
        if (e is not (StepDone or EpochDone or Note or Warning or CheckpointSaved))
            EndBar();
        switch (e)
        {
            case RunStarted started:
                run = started;
                first = null;
                RunText.Start(screen, started);
                break;
            case ModelDescribed model:
                RunText.Model(screen, model);
                break;
            case StepDone step when screen.IsLive:
                bar ??= new LiveBar(screen.Console);
                bar.Show(new Markup(Screen.Escaped(BarText(step, screen.Console.Profile.Width))));
                break;
            case EpochDone epoch:
                RunText.Epoch(screen, epoch, run?.Epochs ?? 0);
                break;
            case Evaluated evaluated:
                if (run is not null)
                    screen.Blank();
                RunText.Evaluation(screen, evaluated);
                break;
            case Note note:
                screen.Line($"{note.Text}");
                break;
            case Warning warning:
                screen.Line($"[yellow]warning:[/] {warning.Text}");
                break;
            default:
                break;
        }
    }

    public void Dispose() => EndBar();

    void EndBar()
    {
        bar?.Dispose();
        bar = null;
    }

    // epoch 3/12 ━━━━━━━━╸━━━━━ 45 %  loss 0.0345  accuracy 98.1 %  21,300 samples/s  12.0 s left
    FormattableString BarText(StepDone step, int width)
    {
        first ??= step;
        var figures = $"loss {FigureText.Number(step.Loss)}";
        if (step.Metrics is { Count: > 0 } metrics)
            figures += "  " + RunText.Figures(metrics);
        if (step.SamplesPerSecond > 0)
            figures += $"  {FigureText.Count((long)step.SamplesPerSecond)} samples/s";
        if (run is not { StepsPerEpoch: > 0, Epochs: > 0 })
            return $"epoch {step.Epoch}  step {step.Step}  {figures}";

        var total = (long)run.Epochs * run.StepsPerEpoch;
        var share = Math.Clamp((double)step.Step / total, 0, 1);
        if (step.Step > first.Step)
            figures += $"  {FigureText.Duration((step.Time - first.Time) / (step.Step - first.Step) * Math.Max(0, total - step.Step))} left";
        var head = $"epoch {step.Epoch}/{run.Epochs} ";
        var tail = $" {Math.Floor(100 * share)} %  {figures}";
        var room = Math.Clamp(width - head.Length - tail.Length - 1, 5, 40);
        var full = (int)(share * room);
        return $"{head}[blue]{new string('━', full)}[/][grey]{new string('─', room - full)}[/]{tail}";
    }
}
