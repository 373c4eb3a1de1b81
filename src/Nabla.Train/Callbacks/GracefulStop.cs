using System.Runtime.InteropServices;

namespace Nabla.Train.Callbacks;

/// <summary>Stops training after the step under way when somebody asks for it, so that it can be saved.</summary>
public sealed class GracefulStop : Callback
{
    readonly CancellationToken asked;
    readonly bool listens;
    readonly List<PosixSignalRegistration> registrations = [];
    volatile bool signalled;

    /// <summary>
    /// Asked by Ctrl-C, or by the system's polite request to end, while training runs; a second one ends the process at once.
    /// </summary>
    public GracefulStop() => listens = true;

    /// <summary>Asked by whoever cancels <paramref name="stop"/>.</summary>
    public GracefulStop(CancellationToken stop) => asked = stop;

    /// <inheritdoc/>
    public override void OnStart(Trainer trainer)
    {
        if (!listens)
            return;
        signalled = false;
        foreach (var signal in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM })
            registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = !signalled;
                signalled = true;
            }));
    }

    /// <inheritdoc/>
    public override void OnStep(Trainer trainer)
    {
        if (signalled || asked.IsCancellationRequested)
            trainer.Interrupt("somebody asked to stop");
    }

    /// <inheritdoc/>
    public override void OnEnd(Trainer trainer)
    {
        foreach (var registration in registrations)
            registration.Dispose();
        registrations.Clear();
    }
}
