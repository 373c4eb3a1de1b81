using Nabla.Train.RunLogs;

namespace Nabla.Train.Reports;

/// <summary>The tables at the end of the page: the model, the settings, the machine, the notes.</summary>
static class RunTables
{
    public static Html Draw(RunSummary run) => Html.Of($"""
        {(run.Model is { } model ? Model(model) : null)}
        <div class="pair">
        {(run.Started is { } started ? Html.Of($"{Settings(started)}{MachineTable(started)}") : null)}
        </div>
        {Notes(run)}
        """);

    static Html Model(ModelDescribed model) => Html.Of($"""
        <section id="model"><h2>Model</h2><div class="scroll"><table class="numbers model">
        <thead><tr><th scope="col">path</th><th scope="col">layer</th><th scope="col">output shape</th><th scope="col">parameters</th></tr></thead>
        <tbody>{Html.Join(model.Layers, l => Html.Of($"""
        <tr><th scope="row"><code>{l.Path}</code></th><td>{l.Kind}</td><td><code>{l.OutputShape}</code></td><td>{(l.Parameters == 0 ? "–" : FigureText.Count(l.Parameters))}</td></tr>
        """))}</tbody>
        <tfoot><tr><th scope="row">total</th><td></td><td></td><td>{FigureText.Count(model.Parameters)}</td></tr></tfoot></table></div></section>
        """);

    static Html Settings(RunStarted started) => Html.Of($"""
        <section id="settings"><h2>Settings</h2><table class="facts"><tbody>{Html.Join(started.Settings, s => Fact(s.Key, s.Value))}{Fact("seed", started.Seed.ToString())}</tbody></table></section>
        """);

    static Html MachineTable(RunStarted started) => Html.Of($"""
        <section id="machine"><h2>Machine</h2><table class="facts"><tbody>{Fact("processor", started.Machine.Cpu)}{Fact("logical cores", FigureText.Count(started.Machine.Cores))}{Fact("threads used", FigureText.Count(started.Threads))}{Fact("vector width", $"{started.Machine.VectorBits} bits")}{Fact("runtime", started.Machine.Runtime)}{Fact("system", started.Machine.System)}</tbody></table></section>
        """);

    static Html Fact(string name, string? value) => Html.Of($"""<tr><th scope="row">{name}</th><td>{value}</td></tr>""");

    static Html Notes(RunSummary run) => run.Notes.Count == 0 ? Html.Empty : Html.Of($"""
        <section id="notes"><h2>Notes</h2><ul class="notes">{Html.Join(run.Notes, n => Html.Of($"<li><time>{FigureText.Duration(n.Time)}</time> {n.Text}</li>"))}</ul></section>
        """);
}
