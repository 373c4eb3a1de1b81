using System.Globalization;
using System.Text;
using System.Text.Json;
using Nabla.Train.RunLogs;

namespace Nabla.Train.Reports;

/// <summary>A line of a chart; its number in the chart chooses colour and dash.</summary>
sealed record Series(string Name, IReadOnlyList<(double X, double Y)> Points);

/// <summary>
/// A line chart as inline SVG. Values that are not finite break the line and are marked on the lower edge, never left out silently.
/// </summary>
/// <param name="Name">The figure that is drawn: <c>loss</c>.</param>
/// <param name="Over">What the horizontal axis counts: <c>epoch</c>.</param>
/// <param name="Series">The lines.</param>
/// <param name="Width">Width of the drawing in its own units; wide charts are 1080, half ones 520.</param>
sealed record Chart(string Name, string Over, IReadOnlyList<Series> Series, int Width = 520)
{
    const int Height = 300, Left = 58, Right = 14, Top = 14, Bottom = 46;

    // Beyond a hundredfold range a linear axis shows only the first steps.
    const double LogFrom = 100;

    public Html Draw(string kind = "half")
    {
        var finite = Series.SelectMany(s => s.Points).Where(IsFinite).ToArray();
        if (finite.Length == 0)
            return Html.Of($"""<figure class="chart {kind}"><figcaption>{Title}</figcaption><p class="empty">No finite value was logged.</p></figure>""");

        var all = Series.SelectMany(s => s.Points).ToArray();
        var x = Axis.Whole(all.Min(p => p.X), all.Max(p => p.X), Left, Width - Right, Width > 600 ? 10 : 6);
        var y = YAxis(finite);
        return Html.Of($"""
            <figure class="chart {kind}">
            <figcaption>{Title}{(y.IsLog ? Html.Of($""" <small>log scale</small>""") : null)}{Legend()}</figcaption>
            <div class="plot"><svg viewBox="0 0 {Width} {Height}" role="img" aria-label="{Title}: {Spoken()}"><title>{Title}</title><desc>{Spoken()}</desc>
            {Grid(x, y)}{Html.Join(Series.Index(), s => Line(s.Item, s.Index, x, y))}{Best(x, y)}<g class="cursor"></g></svg>
            <output class="tip" hidden></output></div>
            <script type="application/json">{Data(x, y)}</script>
            </figure>

            """);
    }

    string Title => $"{char.ToUpperInvariant(Name[0])}{Name[1..]} by {Over}";

    bool IsShare => FigureText.IsShare(Name);

    static bool IsFinite((double X, double Y) p) => double.IsFinite(p.Y);

    Axis YAxis((double X, double Y)[] finite)
    {
        var (min, max) = (finite.Min(p => p.Y), finite.Max(p => p.Y));
        if (!IsShare && min > 0 && max / min >= LogFrom)
            return Axis.Log(min, max, Height - Bottom, Top);
        if (!IsShare && min >= 0 && min < 0.3 * max)
            min = 0;
        return Axis.Linear(min, max, Height - Bottom, Top);
    }

    Html Legend() => Series.Count < 2
        ? Html.Empty
        : Html.Of($"""<span class="legend">{Html.Join(Series.Index(), s => Html.Of($"""<span><svg viewBox="0 0 26 10" aria-hidden="true"><path class="line s{s.Index}" d="M1 5H25"/></svg>{s.Item.Name}</span>"""))}</span>""");

    Html Grid(Axis x, Axis y) => Html.Of($"""
        <g class="grid">{Html.Join(y.Ticks, t => Html.Of($"""<path d="M{Left} {y.At(t):0.#}H{Width - Right}"/>"""))}</g>
        <g class="ticks y">{Html.Join(y.Ticks, t => Html.Of($"""<text x="{Left - 8}" y="{y.At(t) + 4:0.#}">{y.Text(t, IsShare)}</text>"""))}</g>
        <g class="ticks x">{Html.Join(x.Ticks, t => Html.Of($"""<path d="M{x.At(t):0.#} {Height - Bottom}v5"/><text x="{x.At(t):0.#}" y="{Height - Bottom + 20}">{x.Text(t, percent: false)}</text>"""))}
        <text class="name" x="{(Left + Width - Right) / 2}" y="{Height - 6}">{Over}</text></g>

        """);

    Html Line(Series series, int index, Axis x, Axis y)
    {
        var path = new StringBuilder();
        var pen = 'M';
        foreach (var p in series.Points)
        {
            if (IsFinite(p))
                path.Append(CultureInfo.InvariantCulture, $"{pen}{x.At(p.X):0.#} {y.At(p.Y):0.#}");
            pen = IsFinite(p) ? 'L' : 'M';
        }

        var dots = series.Points.Count <= 40 ? series.Points.Where(IsFinite) : [];
        var lost = series.Points.Where(p => !IsFinite(p)).Take(100);
        return Html.Of($"""
            <path class="line s{index}" d="{path.ToString()}"/>{Html.Join(dots, p => Html.Of($"""<circle class="dot s{index}" cx="{x.At(p.X):0.#}" cy="{y.At(p.Y):0.#}" r="3"/>"""))}{Html.Join(lost, p => Html.Of($"""<path class="lost" d="M{x.At(p.X) - 5:0.#} {Height - Bottom - 11}l10 10m0 -10l-10 10"><title>{series.Name}: {FigureText.Number(p.Y)} at {Over} {p.X}</title></path>"""))}

            """);
    }

    // The best point of the last series (validation where there is one) gets a ring: highest share, lowest of anything else.
    Html Best(Axis x, Axis y)
    {
        var points = Series[^1].Points.Where(IsFinite).ToArray();
        if (Over != "epoch" || points.Length < 2)
            return Html.Empty;
        var best = IsShare ? points.MaxBy(p => p.Y) : points.MinBy(p => p.Y);
        return Html.Of($"""<circle class="best s{Series.Count - 1}" cx="{x.At(best.X):0.#}" cy="{y.At(best.Y):0.#}" r="7"><title>best: {FigureText.Of(Name, best.Y)} at {Over} {best.X}</title></circle>""");
    }

    string Spoken() => string.Join("; ", Series.Where(s => s.Points.Count > 0).Select(s =>
        $"{s.Name} from {FigureText.Of(Name, s.Points[0].Y)} to {FigureText.Of(Name, s.Points[^1].Y)} over {s.Points.Count} points"));

    // For the pointer: [x text, position, [[series, position or null, value text], …]] by x. The JSON writer escapes <, > and &.
    Html Data(Axis x, Axis y)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartArray();
            foreach (var at in Series.Index().SelectMany(s => s.Item.Points.Select(p => (s.Index, p))).GroupBy(p => p.p.X).OrderBy(g => g.Key))
            {
                json.WriteStartArray();
                json.WriteStringValue($"{Over} {at.Key.ToString("#,0", CultureInfo.InvariantCulture)}");
                json.WriteNumberValue(Math.Round(x.At(at.Key), 1));
                json.WriteStartArray();
                foreach (var (index, p) in at)
                    WritePoint(json, index, p, y);
                json.WriteEndArray();
                json.WriteEndArray();
            }

            json.WriteEndArray();
        }

        return Html.Trusted(Encoding.UTF8.GetString(bytes.ToArray()));
    }

    void WritePoint(Utf8JsonWriter json, int index, (double X, double Y) p, Axis y)
    {
        json.WriteStartArray();
        json.WriteNumberValue(index);
        if (IsFinite(p))
            json.WriteNumberValue(Math.Round(y.At(p.Y), 1));
        else
            json.WriteNullValue();
        json.WriteStringValue(Series.Count < 2 ? FigureText.Of(Name, p.Y) : $"{Series[index].Name} {FigureText.Of(Name, p.Y)}");
        json.WriteEndArray();
    }
}
