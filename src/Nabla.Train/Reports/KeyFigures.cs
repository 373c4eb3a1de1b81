using Nabla.Train.RunLogs;

namespace Nabla.Train.Reports;

/// <summary>The figures that a reader looks for first.</summary>
static class KeyFigures
{
    public static Html Draw(RunSummary run) => Html.Of($"""
        <section class="key" id="figures"><h2 class="spoken">Key figures</h2><dl>{Html.Join(Of(run), f => Html.Of($"""
        <div{(f.Main ? Html.Of($""" class="main" """) : null)}><dt>{f.Name}</dt><dd>{f.Value}{(f.Detail is null ? null : Html.Of($"<small>{f.Detail}</small>"))}</dd></div>
        """))}</dl></section>
        """);

    static IEnumerable<(string Name, string Value, string? Detail, bool Main)> Of(RunSummary run)
    {
        if (run.Test is { } test)
            foreach (var (name, value) in test.Figures.OrderByDescending(f => f.Key == FigureText.Accuracy))
                yield return ($"{test.Split} {name}", FigureText.Of(name, value), name == FigureText.Accuracy ? Wrong(test) : null, name == FigureText.Accuracy);
        yield return ("time", FigureText.Duration(run.Seconds), Speed(run), false);
        if (run.Epochs.Count > 0)
            yield return ("epochs", FigureText.Count(run.Epochs[^1].Epoch), run.Started is { Epochs: > 0 } s ? $"of {s.Epochs}" : null, false);
        if (run.Model is { } model)
            yield return ("parameters", FigureText.Count(model.Parameters), $"{model.Layers.Count} layers", false);
        if (run.Started is { } started)
            yield return ("seed", started.Seed.ToString(), started.Threads == 1 ? "1 thread" : $"{started.Threads} threads", false);
    }

    static string? Wrong(Evaluated test)
    {
        var total = test.Confusion.Sum(row => row.Sum());
        var right = test.Confusion.Index().Sum(row => row.Index < row.Item.Count ? row.Item[row.Index] : 0);
        return total == 0 ? null : $"{FigureText.Count(total - right)} of {FigureText.Count(total)} wrong";
    }

    static string? Speed(RunSummary run)
    {
        var speeds = run.Steps.Select(s => s.SamplesPerSecond).Where(double.IsFinite).Order().ToArray();
        return speeds.Length == 0 ? null : $"{FigureText.Count((long)Math.Round(speeds[speeds.Length / 2]))} samples/s";
    }
}
