using Spectre.Console;
using Spectre.Console.Rendering;

namespace Nabla.Cli.Output;

/// <summary>A line that stays below everything else on the screen until it is disposed of.</summary>
sealed class LiveBar : IDisposable
{
    readonly TaskCompletionSource end = new();
    readonly Task display;
    LiveDisplayContext? context;

    // Spectre owns a live display for the length of a delegate; this one lasts from the first step to the end of training.
    public LiveBar(IAnsiConsole console) => display = new LiveDisplay(console, new Text("")) { AutoClear = true }.StartAsync(c =>
    {
        context = c;
        return end.Task;
    });

    public void Show(IRenderable line) => context?.UpdateTarget(line);

    public void Dispose()
    {
        end.TrySetResult();
        display.GetAwaiter().GetResult();
    }
}
