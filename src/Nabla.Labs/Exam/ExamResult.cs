namespace Nabla.Labs.Exam;

/// <summary>A question answered.</summary>
/// <param name="Case">The question.</param>
/// <param name="Answer">How it was answered.</param>
/// <param name="Value">What came out; null if it failed.</param>
/// <param name="Error">Why it failed; null if it did not.</param>
public sealed record ExamResult(ExamCase Case, ExamAnswer Answer, ExamValue? Value, string? Error)
{
    /// <summary>Whether the answer is the expected one, within its tolerance.</summary>
    public bool Ok => Value is not null && Value.Equals(Case.Expected, Case.Tolerance);

    /// <summary>Computes the answer to a question, then compares.</summary>
    /// <exception cref="ArgumentException">Nobody has answered this question.</exception>
    public static ExamResult Of(ExamCase question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var answer = ExamAnswer.All.FirstOrDefault(a => a.Id == question.Id) ?? throw new ArgumentException($"Question {question.Id} has no answer.");
        try
        {
            return new ExamResult(question, answer, answer.Compute(question.Given), null);
        }
        catch (Exception e) when (e is ShapeException or ArgumentException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            return new ExamResult(question, answer, null, e.Message);
        }
    }
}
