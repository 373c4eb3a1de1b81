using System.Text.Json;

namespace Nabla.Labs.Exam;

/// <summary>A question of the catalogue.</summary>
/// <param name="Id">Its name, such as softmax/stable.</param>
/// <param name="Source">The document it comes from.</param>
/// <param name="Topic">What it is about.</param>
/// <param name="Question">The question.</param>
/// <param name="Given">The numbers it gives.</param>
/// <param name="Expected">The right answer; only compared with, never computed from.</param>
/// <param name="Tolerance">How far a number may be from it.</param>
/// <param name="SourceAnswer">What the document answers where that is wrong; otherwise null.</param>
/// <param name="Verdict">Why it is wrong; otherwise null.</param>
public sealed record ExamCase(
    string Id, string Source, string Topic, string Question, Given Given, ExamValue Expected, double Tolerance, string? SourceAnswer, string? Verdict)
{
    /// <summary>All questions, in the catalogue's order.</summary>
    public static IReadOnlyList<ExamCase> All { get; } = Load();

    static ExamCase[] Load()
    {
        using var stream = typeof(ExamCase).Assembly.GetManifestResourceStream("exam.json")!;
        using var document = JsonDocument.Parse(stream);
        return [.. document.RootElement.EnumerateArray().Select(Read)];
    }

    static ExamCase Read(JsonElement json)
    {
        string? Optional(string name) => !json.TryGetProperty(name, out var value) ? null
            : value.ValueKind == JsonValueKind.String ? value.GetString()
            : value.GetRawText();
        string Text(string name) => json.GetProperty(name).GetString()!;
        return new ExamCase(
            Text("id"), Text("seed"), Text("topic"), Text("question"), new Given(Text("id"), json.GetProperty("given").Clone()),
            ExamValue.Read(json.GetProperty("expect")), json.GetProperty("tol").GetDouble(), Optional("seed_answer"), Optional("verdict"));
    }
}
