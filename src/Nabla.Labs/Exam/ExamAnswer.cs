using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Nabla.Labs.Exam;

/// <summary>How a question is answered: a few lines on the public API, which are kept as text as well.</summary>
/// <param name="Id">The question.</param>
/// <param name="Compute">From the numbers given to the answer.</param>
/// <param name="Code">The text of <paramref name="Compute"/>.</param>
public sealed partial record ExamAnswer(string Id, Func<Given, ExamValue> Compute, string Code)
{
    /// <summary>The answers to all questions, by topic.</summary>
    public static IReadOnlyList<ExamAnswer> All { get; } =
    [
        .. Answers.Convolutions.All, .. Answers.Architectures.All, .. Answers.Segmentation.All, .. Answers.Networks.All, .. Answers.Losses.All,
        .. Answers.Recurrence.All, .. Answers.Optimisation.All, .. Answers.Probability.All, .. Answers.Language.All, .. Answers.Methods.All,
    ];

    /// <summary>An answer, with its own source text.</summary>
    public static ExamAnswer To(string id, Func<Given, ExamValue> compute, [CallerArgumentExpression(nameof(compute))] string code = "") =>
        new(id, compute, Outdented(code));

    // The compiler's text has the indentation of its file in all lines but the first.
    static string Outdented(string code)
    {
        var lines = code.ReplaceLineEndings("\n").Split('\n');
        var indent = lines.Skip(1).Where(line => line.Trim().Length > 0).Select(line => Indent().Match(line).Length).DefaultIfEmpty(0).Min();
        return string.Join('\n', lines.Select((line, i) => i == 0 ? line : line.Length > indent ? line[indent..] : ""));
    }

    [GeneratedRegex("^ *")]
    private static partial Regex Indent();
}
