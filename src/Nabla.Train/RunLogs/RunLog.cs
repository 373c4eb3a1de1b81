namespace Nabla.Train.RunLogs;

/// <summary>
/// Where a run tells what happens. Events get their time and go to every listener; steps are thinned to about ten a second
/// plus the last one before any other event, so a network of microseconds may report every step.
/// </summary>
/// <param name="clock">Where the time comes from; the system's clock if null.</param>
public sealed class RunLog(TimeProvider? clock = null) : IDisposable
{
    /// <summary>The name of the log in a run's folder.</summary>
    public const string FileName = "run.jsonl";

    static readonly TimeSpan BetweenSteps = TimeSpan.FromMilliseconds(100);

    readonly TimeProvider clock = clock ?? TimeProvider.System;
    readonly long start = (clock ?? TimeProvider.System).GetTimestamp();
    readonly List<IRunListener> listeners = [];
    readonly Lock gate = new();
    StepDone? held;
    TimeSpan? lastStep;

    /// <summary>A log that is written to <c>run.jsonl</c> in a folder, after what is there already.</summary>
    /// <param name="runFolder">The folder of the run; created if missing.</param>
    /// <param name="listeners">Others who follow the run.</param>
    /// <exception cref="IOException">The file cannot be opened for writing.</exception>
    public static RunLog InFolder(string runFolder, params ReadOnlySpan<IRunListener> listeners)
    {
        Directory.CreateDirectory(runFolder);
        var log = new RunLog();
        log.Add(new RunFile(Path.Combine(runFolder, FileName)));
        foreach (var listener in listeners)
            log.Add(listener);
        return log;
    }

    /// <summary>Lets a listener follow the run from now on; it is disposed of with the log if it can be.</summary>
    public void Add(IRunListener listener)
    {
        lock (gate)
            listeners.Add(listener);
    }

    /// <summary>Tells an event to all listeners. Its <see cref="RunEvent.Time"/> is set here. Any thread may call.</summary>
    public void Write(RunEvent e)
    {
        ArgumentNullException.ThrowIfNull(e);
        lock (gate)
        {
            var now = clock.GetElapsedTime(start);
            e = e is RunStarted { Date.Ticks: 0 } begin ? begin with { Date = clock.GetUtcNow() } : e;
            e = e with { Time = now.TotalSeconds };
            if (e is StepDone step && now - lastStep < BetweenSteps)
            {
                held = step;
                return;
            }

            if (e is StepDone)
            {
                lastStep = now;
                held = null;
            }

            TellHeld();
            Tell(e);
        }
    }

    /// <summary>Tells the last step if it was held back, and closes the listeners.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            TellHeld();
            foreach (var listener in listeners.OfType<IDisposable>())
                listener.Dispose();
            listeners.Clear();
        }
    }

    void TellHeld()
    {
        if (held is not { } step)
            return;
        held = null;
        Tell(step);
    }

    void Tell(RunEvent e)
    {
        foreach (var listener in listeners)
            listener.Receive(e);
    }
}
