using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nabla.Cli.Output;
using Nabla.Labs.Exam;
using Spectre.Console;

namespace Nabla.Cli.Commands;

/// <summary><c>nabla exam</c>: answers the questions of deep-learning exams by computing them.</summary>
static class ExamCommand
{
    const int Digits = 6, LongestValue = 44;

    // Letters such as λ stay as they are: the output is UTF-8, not a web page.
    static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create(Terminal terminal)
    {
        var topic = new Option<string?>("--topic") { Description = "Only the questions about this topic.", HelpName = "TOPIC" };
        var id = new Option<string?>("--id") { Description = "Only this question, or those whose name begins so: rnn/.", HelpName = "ID" };
        var (plain, json) = (Options.Plain(), Options.Json());
        json.Description = "Write one JSON object a question to standard output and nothing else.";
        var command = new Command("exam", "Answer the questions of deep-learning exams by computing them.")
        {
            topic, id, plain, json, Show(terminal),
        };
        command.SetAction(parsed =>
        {
            var results = Chosen(parsed.GetValue(topic), parsed.GetValue(id)).Select(ExamResult.Of).ToArray();
            if (parsed.GetValue(json))
                foreach (var result in results)
                    terminal.Out.WriteLine(Line(result));
            else
                Print(terminal.ForPeople(parsed.GetValue(plain), json: false), results);
            return Array.TrueForAll(results, r => r.Ok) ? CommandLine.Done : CommandLine.Failed;
        });
        return command;
    }

    static Command Show(Terminal terminal)
    {
        var id = new Argument<string>("ID") { Description = "the name of a question, such as softmax/stable" };
        var plain = Options.Plain();
        var command = new Command("show", "Show a question, the code that answers it, and the answers.") { id, plain };
        command.SetAction(parsed =>
        {
            var name = parsed.GetRequiredValue(id);
            var question = ExamCase.All.FirstOrDefault(c => c.Id == name)
                ?? throw UnknownQuestion(name);
            var result = ExamResult.Of(question);
            Print(terminal.ForPeople(parsed.GetValue(plain), json: false), result);
            return result.Ok ? CommandLine.Done : CommandLine.Failed;
        });
        return command;
    }

    static ExamCase[] Chosen(string? topic, string? id)
    {
        var topics = ExamCase.All.Select(c => c.Topic).Distinct().ToArray();
        if (topic is not null && !topics.Contains(topic))
            throw new UsageException(
                $"unknown topic '{topic}'{Suggestion.For(topic, topics)}; there are {string.Join(", ", topics.Order())}");
        var chosen = ExamCase.All.Where(c => topic is null || c.Topic == topic)
            .Where(c => id is null || c.Id == id || id.EndsWith('/') && c.Id.StartsWith(id, StringComparison.Ordinal)).ToArray();
        return chosen.Length > 0 ? chosen : throw UnknownQuestion(id!);
    }

    static UsageException UnknownQuestion(string id) => new($"unknown question '{id}'{Suggestion.For(id, ExamCase.All.Select(c => c.Id))}");

    static void Print(Screen screen, ExamResult[] results)
    {
        foreach (var group in results.GroupBy(r => r.Case.Topic))
        {
            screen.Line($"[bold]{group.Key}[/]");
            var table = screen.NewTable().AddColumns("question", "computed", "expected", "");
            foreach (var result in group)
                table.AddRow(
                    Text(result.Case.Id), Text(Short(result.Value?.Text(Digits) ?? result.Error!)),
                    Text(Short(result.Case.Expected.Text(Digits))), new Markup(Mark(result)));
            screen.Show(table);
        }

        var wrong = results.Where(r => !r.Ok).Select(r => r.Case.Id).ToArray();
        var names = wrong.Length == 0 ? "" : $"; wrong: {string.Join(", ", wrong)}";
        screen.Line($"{results.Length - wrong.Length} of {results.Length} right{names}.");
    }

    static string Mark(ExamResult result) =>
        !result.Ok ? "[red]✗[/]" : result.Case.Verdict is null ? "[green]✓[/]" : "[green]✓ the source is wrong[/]";

    static void Print(Screen screen, ExamResult result)
    {
        screen.Line($"[bold]{result.Case.Id}[/]  [grey]{result.Case.Topic}, from {result.Case.Source}[/]");
        screen.Blank();
        screen.Line($"{result.Case.Question}");
        screen.Blank();
        foreach (var line in result.Answer.Code.Split('\n'))
            screen.Show(new Padder(Text(line), new Padding(4, 0, 0, 0)));
        screen.Blank();
        screen.Line($"computed  {result.Value?.ToString() ?? result.Error}");
        screen.Line($"expected  {result.Case.Expected}  (within {result.Case.Tolerance})");
        screen.Line(result.Ok ? (FormattableString)$"[green]right[/]" : $"[red]wrong[/]");
        if (result.Case.Verdict is { } verdict)
            screen.Line($"The source answers {result.Case.SourceAnswer ?? "otherwise"}: {verdict}.");
    }

    static string Line(ExamResult result) => new JsonObject
    {
        ["id"] = result.Case.Id,
        ["value"] = result.Value?.ToJson(),
        ["expected"] = result.Case.Expected.ToJson(),
        ["ok"] = result.Ok,
    }.ToJsonString(Json);

    static Spectre.Console.Text Text(string text) => new(text);

    static string Short(string text) => text.Length <= LongestValue ? text : $"{text[..(LongestValue - 1)]}…";
}
