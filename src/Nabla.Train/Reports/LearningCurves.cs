using Nabla.Train.RunLogs;

namespace Nabla.Train.Reports;

/// <summary>The charts of a run: each figure by epoch, train and validation together, then the loss of the steps.</summary>
static class LearningCurves
{
    // More points than a wide chart has pixels only make the file large.
    const int MostPoints = 800;

    public static Html Draw(RunSummary run)
    {
        var charts = Html.Join(Names(run), name => ByEpoch(run, name).Draw());
        var steps = run.Steps.Count == 0 ? Html.Empty : Html.Of($"""<div class="over-steps">{BySteps(run, width: 1080).Draw("wide")}{BySteps(run, width: 520).Draw("narrow")}</div>""");
        return Html.Of($"""
            <section id="curves"><h2>Learning curves</h2>
            {(run.Epochs.Count == 0 ? Html.Of($"""<p class="empty">No epoch was finished.</p>""") : Html.Of($"""<div class="pair">{charts}</div>"""))}
            {steps}{(run.Epochs.Count == 0 ? Html.Empty : Table(run))}</section>

            """);
    }

    static string[] Names(RunSummary run) =>
        [.. run.Epochs.SelectMany(e => e.Train.Keys.Concat(e.Validation?.Keys ?? [])).Where(n => n.Length > 0).Distinct()];

    static Chart ByEpoch(RunSummary run, string name)
    {
        var train = Points(run.Epochs, name, e => e.Train);
        var validation = Points(run.Epochs, name, e => e.Validation);
        Series[] lines = [new("train", train), new("validation", validation)];
        return new Chart(name, "epoch", [.. lines.Where(s => s.Points.Count > 0)]);
    }

    static (double X, double Y)[] Points(
        IEnumerable<EpochDone> epochs, string name, Func<EpochDone, IReadOnlyDictionary<string, double>?> figures) =>
        [.. from e in epochs
            let values = figures(e)
            where values is not null && values.ContainsKey(name)
            select ((double)e.Epoch, values[name])];

    // Drawn twice, for screens and for telephones: text in a picture shrinks with it.
    static Chart BySteps(RunSummary run, int width) =>
        new(FigureText.Loss, "step", [new("loss", Thin([.. run.Steps.Select(s => ((double)s.Step, s.Loss))]))], width);

    // Of each bucket of neighbours stay the lowest and the highest, so peaks survive; and the first value that is not finite.
    static (double X, double Y)[] Thin((double X, double Y)[] points)
    {
        if (points.Length <= MostPoints)
            return points;
        var size = (2 * points.Length / MostPoints) + 1;
        return [.. points.Chunk(size).SelectMany(bucket => bucket
            .Where(p => double.IsFinite(p.Y)).OrderBy(p => p.Y).Take(1)
            .Concat(bucket.Where(p => double.IsFinite(p.Y)).OrderByDescending(p => p.Y).Take(1))
            .Concat(bucket.Where(p => !double.IsFinite(p.Y)).Take(1))
            .Distinct().OrderBy(p => p.X))];
    }

    static Html Table(RunSummary run)
    {
        var names = Names(run);
        return Html.Of($"""
            <details><summary>All epochs as a table</summary><div class="scroll"><table class="numbers">
            <thead><tr><th scope="col">epoch</th>{Html.Join(names, n => Html.Of($"""<th scope="col">{n}, train</th><th scope="col">{n}, validation</th>"""))}<th scope="col">time</th></tr></thead>
            <tbody>{Html.Join(run.Epochs, e => Html.Of($"""
            <tr><th scope="row">{e.Epoch}</th>{Html.Join(names, n => Html.Of($"<td>{Cell(e.Train, n)}</td><td>{Cell(e.Validation, n)}</td>"))}<td>{FigureText.Duration(e.Seconds)}</td></tr>
            """))}</tbody></table></div></details>
            """);
    }

    static string Cell(IReadOnlyDictionary<string, double>? figures, string name) =>
        figures is not null && figures.TryGetValue(name, out var value) ? FigureText.Of(name, value) : "–";
}
