using System.Runtime.InteropServices;
using Nabla.Train.RunLogs;

namespace Nabla.Cli.Tests;

/// <summary>A signal reaches every command of the process, so these tests run while no other does.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

[Collection(nameof(Alone))]
public partial class InterruptionTests
{
    const int Interrupt = 2, Terminate = 15;

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);

    [Theory]
    [InlineData(Interrupt)]
    [InlineData(Terminate)]
    public void ASignalStopsTheRunAndTheWayToGoOnIsSaid(int signal)
    {
        if (OperatingSystem.IsWindows() || IsIgnored(signal))
            return;                                     // Windows has no signals; Ctrl-C comes to the same handler there

        var task = new FakeTask("digits", (order, epoch) =>
        {
            if (epoch != 2)
                return;
            Assert.Equal(0, Kill(Environment.ProcessId, signal));
            Assert.True(order.Stop.WaitHandle.WaitOne(TimeSpan.FromSeconds(30)));
        });
        using var session = new Session { Tasks = [task] };
        Assert.Equal(130, session.Do("train", "digits", "--out", "RUN", "--epochs", "50"));
        Assert.Equal(EndReason.Stopped, Assert.IsType<RunEnded>(RunLogReader.Read(session.Run)[^1]).Reason);
        Assert.Equal(2, RunLogReader.Read(session.Run).OfType<EpochDone>().Count());
        Assert.Contains("stopping after this step and saving; press Ctrl-C again to abort\n", session.Out, StringComparison.Ordinal);
        Assert.EndsWith($"stopped; to go on: nabla train digits --out {session.Run} --resume --epochs 50\n", session.Out, StringComparison.Ordinal);
    }

    // A shell without job control starts what runs in the background with Ctrl-C ignored, and programs leave it so.
    static bool IsIgnored(int signal)
    {
        const string Mask = "SigIgn:";
        const string Status = "/proc/self/status";
        var line = File.Exists(Status) ? File.ReadLines(Status).FirstOrDefault(text => text.StartsWith(Mask, StringComparison.Ordinal)) : null;
        return line is not null && (Convert.ToUInt64(line[Mask.Length..].Trim(), 16) >> (signal - 1) & 1) != 0;
    }
}
