using System.Runtime.InteropServices;
using Nabla.Cli.Output;

namespace Nabla.Cli.Commands;

/// <summary>Ctrl-C: the first asks to stop after the step under way, the second ends the process at once.</summary>
sealed class Interruption : IDisposable
{
    readonly CancellationTokenSource source = new();
    readonly PosixSignalRegistration[] registrations;
    readonly Screen screen;

    public Interruption(Screen screen)
    {
        this.screen = screen;
        registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Take), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Take)];
    }

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        source.Dispose();
    }

    void Take(PosixSignalContext signal)
    {
        signal.Cancel = true;
        if (source.IsCancellationRequested)
        {
            if (screen.IsLive)
                screen.Console.Cursor.Show(true);
            Environment.Exit(CommandLine.Interrupted);
        }

        screen.Line($"stopping after this step and saving; press Ctrl-C again to abort");
        source.Cancel();
    }
}
