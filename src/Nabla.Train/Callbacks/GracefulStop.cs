using System.Runtime.InteropServices;

namespace Nabla.Train.Callbacks;

/// <summary>
/// Ctrl-C, or a polite request of the system to end, stops training after the step under way, so that it can be saved.
/// A second one ends the process at once.
/// </summary>
public sealed class GracefulStop : Callback, IDisposable
{
    readonly List<PosixSignalRegistration> registrations = [];
    int asked;

    /// <inheritdoc/>
    public override void OnStart(Trainer trainer)
    {
        asked = 0;
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM })
            registrations.Add(PosixSignalRegistration.Create(signal, Handle));
    }

    /// <inheritdoc/>
    public override void OnStep(Trainer trainer)
    {
        if (Volatile.Read(ref asked) > 0)
            trainer.Interrupt("interrupted");
    }

    /// <inheritdoc/>
    public override void OnEnd(Trainer trainer) => Dispose();

    /// <summary>Signals end the process again, as usual.</summary>
    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        registrations.Clear();
    }

    void Handle(PosixSignalContext context) => context.Cancel = Interlocked.Increment(ref asked) == 1;
}
