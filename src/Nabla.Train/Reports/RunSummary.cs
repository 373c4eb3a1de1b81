using Nabla.Train.RunLogs;

namespace Nabla.Train.Reports;

/// <summary>
/// A run log folded to what is valid in the end: a resumed run's repeated steps and epochs count once, the last word of each kind stays.
/// </summary>
public sealed class RunSummary
{
    readonly List<StepDone> steps = [];
    readonly List<EpochDone> epochs = [];
    readonly List<Evaluated> evaluations = [];
    readonly List<Warning> warnings = [];
    readonly List<Note> notes = [];
    double secondsBefore;
    double secondsNow;

    /// <summary>Folds the events of a log, as <see cref="RunLogReader.Read"/> gives them.</summary>
    public RunSummary(IEnumerable<RunEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        foreach (var e in events)
            Fold(e);
    }

    /// <summary>The first start: what was asked for.</summary>
    public RunStarted? Started { get; private set; }

    /// <summary>The layers of the model and its number of parameters; null before they are logged.</summary>
    public ModelDescribed? Model { get; private set; }

    /// <summary>The steps that were logged, by number.</summary>
    public IReadOnlyList<StepDone> Steps => steps;

    /// <summary>The epochs, by number.</summary>
    public IReadOnlyList<EpochDone> Epochs => epochs;

    /// <summary>The last evaluation of each split.</summary>
    public IReadOnlyList<Evaluated> Evaluations => evaluations;

    /// <summary>All warnings.</summary>
    public IReadOnlyList<Warning> Warnings => warnings;

    /// <summary>All notes.</summary>
    public IReadOnlyList<Note> Notes => notes;

    /// <summary>How the run ended; null while it runs or if it was killed.</summary>
    public RunEnded? Ended { get; private set; }

    /// <summary>Seconds of work over all parts of the run.</summary>
    public double Seconds => secondsBefore + secondsNow;

    /// <summary>The evaluation that counts: the one on the split <c>test</c>, else the last one.</summary>
    public Evaluated? Test => evaluations.Find(e => e.Split == "test") ?? evaluations.LastOrDefault();

    void Fold(RunEvent e)
    {
        if (e is RunStarted)
        {
            secondsBefore += secondsNow;
            secondsNow = 0;
        }
        else if (Ended is null && double.IsFinite(e.Time))
        {
            secondsNow = Math.Max(secondsNow, e.Time);
        }

        switch (e)
        {
            case RunStarted started:
                Started ??= started;
                Ended = null;
                break;
            case ModelDescribed model:
                Model = model;
                break;
            case StepDone step:
                steps.RemoveAll(s => s.Step >= step.Step);
                steps.Add(step);
                break;
            case EpochDone epoch:
                epochs.RemoveAll(s => s.Epoch >= epoch.Epoch);
                epochs.Add(epoch);
                break;
            case Evaluated evaluated:
                evaluations.RemoveAll(s => s.Split == evaluated.Split);
                evaluations.Add(evaluated);
                break;
            case Warning warning:
                warnings.Add(warning);
                break;
            case Note note:
                notes.Add(note);
                break;
            case RunEnded ended:
                Ended = ended;
                secondsNow = double.IsFinite(ended.Seconds) ? ended.Seconds : secondsNow;
                break;
            default:
                break;
        }
    }
}
