using Nabla.Train.RunLogs;
using Spectre.Console;

namespace Nabla.Cli.Output;

/// <summary>Events of a run as text for the console.</summary>
static class RunText
{
    // More columns than this do not fit on a screen.
    const int MostClasses = 20;
    const int ColumnName = 5;

    public static void Start(Screen screen, RunStarted e) => screen.Line(
        $"[bold]{e.Task}[/]  run {e.Name}, seed {e.Seed}, {Plural(e.Threads, "thread")}, {Plural(e.Epochs, "epoch")}, {e.Machine.Cpu}");

    public static void Model(Screen screen, ModelDescribed e)
    {
        var table = screen.NewTable().AddColumn("path").AddColumn("layer").AddColumn("output shape");
        table.AddColumn(new TableColumn("parameters").RightAligned());
        foreach (var l in e.Layers)
            table.AddRow(Text(l.Path), Text(l.Kind), Text(l.OutputShape), Text(l.Parameters == 0 ? "–" : FigureText.Count(l.Parameters)));
        table.AddRow(new Markup("[bold]total[/]"), Text(""), Text(""), new Markup($"[bold]{FigureText.Count(e.Parameters)}[/]"));
        screen.Show(table);
    }

    public static void Epoch(Screen screen, EpochDone e, int epochs)
    {
        var of = epochs > 0 ? $"/{epochs}" : "";
        var figures = Figures(e.Train) + (e.Validation is { } validation ? "  validation " + Figures(validation) : "");
        screen.Line($"epoch {e.Epoch.ToString().PadLeft(epochs.ToString().Length)}{of}  {figures}  {FigureText.Duration(e.Seconds)}");
    }

    public static void Evaluation(Screen screen, Evaluated e)
    {
        screen.Line($"[bold]{e.Split}[/]  {Figures(e.Figures)}");
        if (e.Classes.Count == 0)
            return;
        Classes(screen, e);
        Confusion(screen, e);
    }

    /// <summary>Figures in one line; accuracies as percentages: <c>loss 0.1234  accuracy 97.1 %</c>.</summary>
    public static string Figures(IReadOnlyDictionary<string, double> figures) =>
        string.Join("  ", figures.Select(f => $"{f.Key} {FigureText.Of(f.Key, f.Value)}"));

    static void Classes(Screen screen, Evaluated e)
    {
        var table = screen.NewTable().AddColumn("class");
        foreach (var name in new[] { "precision", "recall", "F1", "samples" })
            table.AddColumn(new TableColumn(name).RightAligned());
        foreach (var c in e.Classes)
            table.AddRow(Text(c.Name), Text(FigureText.Percent(c.Precision)), Text(FigureText.Percent(c.Recall)),
                Text(FigureText.Percent(c.F1)), Text(FigureText.Count(c.Support)));
        screen.Show(table);
    }

    static void Confusion(Screen screen, Evaluated e)
    {
        var wrong = (from row in e.Confusion.Index()
                     from cell in row.Item.Index()
                     where row.Index != cell.Index && cell.Item > 0
                     orderby cell.Item descending
                     select (True: row.Index, Predicted: cell.Index, Count: cell.Item)).ToArray();
        if (e.Classes.Count > MostClasses)
        {
            screen.Line($"the most frequent of {FigureText.Count(wrong.Sum(w => w.Count))} mistakes:");
            foreach (var w in wrong.Take(10))
                screen.Line($"  {w.Count}× true {e.Classes[w.True].Name}, predicted {e.Classes[w.Predicted].Name}");
            return;
        }

        var table = screen.NewTable().AddColumn(new TableColumn("true ╲ predicted"));
        foreach (var c in e.Classes)
            table.AddColumn(new TableColumn(Markup.Escape(c.Name.Length > ColumnName ? c.Name[..ColumnName] : c.Name)).RightAligned().NoWrap());
        foreach (var (index, row) in e.Confusion.Index())
            table.AddRow([Text(e.Classes[index].Name), .. row.Index().Select(cell => Cell(cell.Item, right: cell.Index == index))]);
        screen.Show(table);
    }

    static Markup Cell(long count, bool right) =>
        count == 0 ? new Markup("[grey]·[/]") : new Markup(right ? $"[bold blue]{count}[/]" : $"[red]{count}[/]");

    static Spectre.Console.Text Text(string text) => new(text);

    static string Plural(int count, string what) => count == 1 ? $"1 {what}" : $"{FigureText.Count(count)} {what}s";
}
