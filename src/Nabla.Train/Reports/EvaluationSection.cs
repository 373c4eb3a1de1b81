using Nabla.Train.Data.Formats;
using Nabla.Train.RunLogs;

namespace Nabla.Train.Reports;

/// <summary>What a measured split looks like: confusion matrix, figures of the classes, worst mistakes.</summary>
static class EvaluationSection
{
    // Beyond this many classes a cell has no room for text: the matrix becomes a picture whose cells answer to the pointer.
    const int MostLabelled = 20;

    // Beyond this many, a table of a million cells is of no use to anybody.
    const int MostDrawn = 120;

    // A side of a picture in a log that was not damaged.
    const int MostPixels = 4096;

    public static Html Draw(Evaluated e) => Html.Of($"""
        {Confusion(e)}
        {Classes(e)}
        {Mistakes(e)}
        """);

    static Html Confusion(Evaluated e)
    {
        if (e.Classes.Count == 0 || !IsSquare(e))
            return Html.Empty;
        var title = Html.Of($"""<h2>Confusion matrix <small>{e.Split}</small></h2>""");
        if (e.Classes.Count > MostDrawn)
            return Html.Of($"""<section id="confusion">{title}<p class="empty">{e.Classes.Count} classes are too many to draw.</p></section>""");

        var labelled = e.Classes.Count <= MostLabelled;
        return Html.Of($"""
            <section id="confusion">{title}
            <p class="hint">Rows are the true classes, columns the predicted ones; each cell holds the count and its share of the row.</p>
            <div class="scroll"><table class="confusion{(labelled ? "" : " dense")}" style="--n:{e.Classes.Count};--label:{Math.Clamp(e.Classes.Max(c => c.Name.Length), 1, 14)}ch">
            <caption class="spoken">Counts of true class by predicted class</caption>
            <thead><tr><th scope="col"><span class="spoken">true class, then predicted class</span></th>{Html.Join(e.Classes, c => Html.Of($"""<th scope="col" title="{c.Name}"><span>{c.Name}</span></th>"""))}</tr></thead>
            <tbody>{Html.Join(e.Confusion.Index(), row => Row(e, row.Index, row.Item, labelled))}</tbody></table></div></section>
            """);
    }

    static bool IsSquare(Evaluated e) =>
        e.Confusion.Count == e.Classes.Count && e.Confusion.All(row => row.Count == e.Classes.Count);

    static Html Row(Evaluated e, int actual, IReadOnlyList<long> row, bool labelled)
    {
        var total = Math.Max(1, row.Sum());
        return Html.Of($"""
            <tr><th scope="row" title="{e.Classes[actual].Name}"><span>{e.Classes[actual].Name}</span></th>{Html.Join(row.Index(), cell => Cell(e, actual, cell.Index, cell.Item, (double)cell.Item / total, labelled))}</tr>

            """);
    }

    // Mistakes are few: their colour grows with the root of the share, so that one in a hundred can still be seen.
    static Html Cell(Evaluated e, int actual, int predicted, long count, double share, bool labelled)
    {
        var right = actual == predicted;
        var strength = count == 0 ? 0 : right ? 0.12 + (0.88 * share) : 0.1 + (0.9 * Math.Sqrt(share));
        var kind = count == 0 ? "none" : $"{(right ? "right" : "wrong")}{(strength > 0.55 ? " strong" : "")}";
        var text = labelled ? Html.Of($"<b>{FigureText.Count(count)}</b>{(count == 0 ? null : Html.Of($"<small>{FigureText.Percent(share)}</small>"))}") : Html.Empty;
        return Html.Of($"""<td class="{kind}" style="--v:{100 * strength:0}%" title="true {e.Classes[actual].Name}, predicted {e.Classes[predicted].Name}: {FigureText.Count(count)} ({FigureText.Percent(share)})">{text}</td>""");
    }

    static Html Classes(Evaluated e) => e.Classes.Count == 0 ? Html.Empty : Html.Of($"""
        <section id="classes"><h2>Classes <small>{e.Split}</small></h2><div class="scroll"><table class="numbers bars">
        <thead><tr><th scope="col">class</th><th scope="col">precision</th><th scope="col">recall</th><th scope="col">F1</th><th scope="col">samples</th></tr></thead>
        <tbody>{Html.Join(e.Classes, c => Html.Of($"""
        <tr><th scope="row">{c.Name}</th>{Bar(c.Precision)}{Bar(c.Recall)}{Bar(c.F1)}<td>{FigureText.Count(c.Support)}</td></tr>
        """))}</tbody></table></div></section>
        """);

    static Html Bar(double share) =>
        Html.Of($"""<td class="bar"><span style="--v:{100 * Math.Clamp(double.IsFinite(share) ? share : 0, 0, 1):0.#}%">{FigureText.Percent(share)}</span></td>""");

    static Html Mistakes(Evaluated e) => e.Mistakes.Count == 0 ? Html.Empty : Html.Of($"""
        <section id="mistakes"><h2>Worst mistakes <small>{e.Split}</small></h2><ul class="mistakes">{Html.Join(e.Mistakes, Mistake)}</ul></section>
        """);

    static Html Mistake(Mistake m) => Html.Of($"""
        <li><figure>{PictureOf(m)}<figcaption>true <b>{m.True}</b>, predicted <b class="bad">{m.Predicted}</b> <span>({FigureText.Percent(m.Probability)})</span><small>sample {m.Index}</small></figcaption></figure></li>

        """);

    static Html PictureOf(Mistake m) => m.Picture is { } picture && IsDrawable(picture)
        ? Html.Of($"""<img src="data:image/png;base64,{Base64(picture)}" width="{picture.Width}" height="{picture.Height}" alt="sample {m.Index}, a {m.True} taken for a {m.Predicted}">""")
        : Html.Empty;

    static bool IsDrawable(Picture p) =>
        p is { Width: >= 1 and <= MostPixels, Height: >= 1 and <= MostPixels, Channels: 1 or 3 } && p.Pixels.Length == p.Width * p.Height * p.Channels;

    static string Base64(Picture p)
    {
        using var png = new MemoryStream();
        Png.Write(png, p.Pixels, p.Height, p.Width, p.Channels);
        return Convert.ToBase64String(png.ToArray());
    }
}
