using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Nabla.Train.Reports;

/// <summary>
/// Text that is HTML. What stands literally in an interpolated string is markup; every value put into it is escaped,
/// unless it is HTML itself. So a name such as &lt;script&gt; cannot become markup by an oversight.
/// </summary>
sealed class Html
{
    static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    readonly StringBuilder text = new();

    public static Html Empty => new();

    public static Html Of(ref Template template) => template.Html;

    /// <summary>Text from this project itself, such as its style sheet, taken as it is.</summary>
    public static Html Trusted(string markup)
    {
        var html = new Html();
        html.text.Append(markup);
        return html;
    }

    public static Html Join<T>(IEnumerable<T> items, Func<T, Html> each)
    {
        var html = new Html();
        foreach (var item in items)
            html.text.Append(each(item).text);
        return html;
    }

    public override string ToString() => text.ToString();

    [InterpolatedStringHandler]
    public readonly ref struct Template(int literalLength, int formattedCount)
    {
        public Html Html { get; } = new() { text = { Capacity = literalLength + (16 * formattedCount) + 16 } };

        public void AppendLiteral(string markup) => Html.text.Append(markup);

        public void AppendFormatted(Html? html) => Html.text.Append(html?.text);

        public void AppendFormatted(string? value) => Html.text.Append(Encoder.Encode(value ?? ""));

        public void AppendFormatted<T>(T value, string? format = null) where T : struct, ISpanFormattable =>
            AppendFormatted(value.ToString(format, CultureInfo.InvariantCulture));
    }
}
