using Nabla.Train.Data;
using Nabla.Train.RunLogs;
using Spectre.Console;

namespace Nabla.Cli.Output;

/// <summary>Shows downloads: a bar that moves on a live screen until the run has something to tell, one line a file elsewhere.</summary>
sealed class DownloadLine(Screen screen) : IProgress<DownloadProgress>, IRunListener, IDisposable
{
    const int Room = 30;

    LiveBar? bar;
    string? file;

    public void Report(DownloadProgress value)
    {
        if (value.File != file)
        {
            file = value.File;
            if (!screen.IsLive)
                screen.Line($"downloading {value.File}{(value.Total is { } total ? $" ({Megabytes(total)})" : "")}");
        }

        if (!screen.IsLive)
            return;
        bar ??= new LiveBar(screen.Console);
        var share = value.Total is > 0 ? Math.Clamp((double)value.Bytes / value.Total.Value, 0, 1) : 0;
        var full = (int)(share * Room);
        bar.Show(new Markup(Screen.Escaped(
            $"downloading {value.File} [blue]{new string('━', full)}[/][grey]{new string('─', Room - full)}[/] {Megabytes(value.Bytes)}")));
    }

    public void Receive(RunEvent e) => Dispose();

    public void Dispose()
    {
        bar?.Dispose();
        bar = null;
    }

    static string Megabytes(long bytes) => $"{bytes / 1e6:0.0} MB";
}
