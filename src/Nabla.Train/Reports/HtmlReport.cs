using System.Text;
using Nabla.Files;
using Nabla.Train.RunLogs;

namespace Nabla.Train.Reports;

/// <summary>A run as one web page that needs nothing else: no network, no second file.</summary>
public static class HtmlReport
{
    /// <summary>The name of the page in a run's folder.</summary>
    public const string FileName = "report.html";

    /// <summary>Reads <c>run.jsonl</c> in a run's folder and writes <c>report.html</c> beside it, whole or not at all.</summary>
    /// <param name="runFolder">The folder of the run.</param>
    /// <returns>The path of the page.</returns>
    /// <exception cref="FileNotFoundException">The folder holds no run log.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static string Write(string runFolder)
    {
        var page = Page(new RunSummary(RunLogReader.Read(runFolder)));
        var path = Path.Combine(runFolder, FileName);
        AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(page)));
        return path;
    }

    /// <summary>The page as text.</summary>
    public static string Page(RunSummary run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var task = run.Started?.Task ?? "run";
        var name = run.Started?.Name ?? "unnamed";
        return Html.Of($"""
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{name} · {task} · Nabla</title>
            <style>
            {Html.Trusted(Resource("report.css"))}
            </style>
            </head>
            <body>
            {Header(run, task, name)}
            <main>
            {Problems(run)}
            {KeyFigures.Draw(run)}
            {LearningCurves.Draw(run)}
            {(run.Test is { } test ? EvaluationSection.Draw(test) : null)}
            {RunTables.Draw(run)}
            </main>
            <script>
            {Html.Trusted(Resource("report.js"))}
            </script>
            </body>
            </html>

            """).ToString();
    }

    static Html Header(RunSummary run, string task, string name) => Html.Of($"""
        <header><div>
        <svg class="mark" viewBox="0 0 32 32" aria-hidden="true"><path d="M3 5H29L16 28Z"/></svg>
        <div><h1>{name}</h1><p>{task}{(run.Started is { } s ? Html.Of($" · {s.Date:yyyy-MM-dd HH:mm} UTC · Nabla {s.Version}") : null)}</p></div>
        {Badge(run.Ended?.Reason)}
        </div></header>
        """);

    static Html Badge(EndReason? reason) => reason switch
    {
        EndReason.Completed => Html.Of($"""<span class="badge good">completed</span>"""),
        EndReason.Stopped => Html.Of($"""<span class="badge fair">stopped</span>"""),
        EndReason.Failed => Html.Of($"""<span class="badge bad">failed</span>"""),
        _ => Html.Of($"""<span class="badge fair">not finished</span>"""),
    };

    static Html Problems(RunSummary run)
    {
        var texts = run.Warnings.Select(w => w.Text).ToList();
        if (run.Ended is { Reason: EndReason.Failed } failed)
            texts.Insert(0, failed.Message ?? "The run failed.");
        if (run.Steps.FirstOrDefault(s => !double.IsFinite(s.Loss)) is { } lost)
            texts.Add($"The loss was {FigureText.Number(lost.Loss)} at step {lost.Step}.");
        return texts.Count == 0 ? Html.Empty : Html.Of($"""
            <section class="problems" id="warnings"><h2>Warnings</h2><ul>{Html.Join(texts.Distinct(), t => Html.Of($"<li>{t}</li>"))}</ul></section>
            """);
    }

    static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(HtmlReport).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
