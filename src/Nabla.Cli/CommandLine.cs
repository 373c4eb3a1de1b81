using System.CommandLine;
using System.CommandLine.Parsing;
using Nabla.Cli.Commands;
using Nabla.Cli.Output;
using Nabla.Cli.Tasks;

namespace Nabla.Cli;

/// <summary>The command line as a whole: words in, an exit code and at most one sentence of complaint out.</summary>
static class CommandLine
{
    public const int Done = 0, Failed = 1, WrongUsage = 2, Interrupted = 130;      // 128 + SIGINT, as shells have it

    public static int Run(IReadOnlyList<string> args, Terminal terminal, IReadOnlyList<CliTask> tasks)
    {
        var root = new RootCommand("Nabla: train, measure and use neural networks.")
        {
            TrainCommand.Create(terminal, tasks),
            EvalCommand.Create(terminal, tasks),
            PredictCommand.Create(terminal, tasks),
            ExamCommand.Create(terminal),
            ProfileCommand.Create(terminal, tasks),
        };
        root.Options.OfType<VersionOption>().Single().Recursive = true;
        try
        {
            var parsed = root.Parse(args.Count == 0 ? ["--help"] : args);
            if (parsed.Action?.ClearsParseErrors != true && Complaint(parsed) is { } complaint)
                throw new UsageException(complaint);
            return parsed.Invoke(new InvocationConfiguration
            {
                Output = terminal.Out,
                Error = terminal.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            });
        }
        catch (UsageException e)
        {
            terminal.Error.WriteLine($"nabla: {Failure.Sentence(e)}");
            return WrongUsage;
        }
#pragma warning disable CA1031 // the last resort: whatever went wrong, a user reads one sentence
        catch (Exception e)
#pragma warning restore CA1031
        {
            terminal.Error.WriteLine($"nabla: {Failure.Sentence(e)}");
            if (terminal.Variable("NABLA_TRACE") == "1")
                terminal.Error.WriteLine(e);
            return Failed;
        }
    }

    static string? Complaint(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var words = parsed.Tokens.TakeWhile(t => t.Type != TokenType.DoubleDash).Where(t => t.Type == TokenType.Argument).Select(t => t.Value);
        if (words.FirstOrDefault(IsOption) is { } dashed)
            return $"unknown option '{dashed}'{Suggestion.For(dashed, OptionsOf(parsed.CommandResult))}";
        if (parsed.Tokens.Any(t => t.Value.Length == 0))
            return "an empty text stands where a name or a number should";
        if (parsed.Errors.Count == 0)
            return null;
        if (parsed.UnmatchedTokens is [var token, ..])
            return command is RootCommand
                ? $"unknown command '{token}'{Suggestion.For(token, command.Subcommands.Select(c => c.Name))}"
                : $"{command.Name} takes no '{token}'";

        var error = parsed.Errors[0];
        return error.SymbolResult switch
        {
            ArgumentResult { Tokens.Count: 0, Parent: CommandResult } missing => $"{command.Name} needs {missing.Argument.Description?.Split('\n')[0]}",
            OptionResult { Tokens.Count: 0 } option => $"{option.Option.Name} needs a value",
            _ => error.Message,
        };
    }

    // The parser takes a mistyped option for an argument. -5 is a number, - alone a file.
    static bool IsOption(string token) => token.Length > 1 && token[0] == '-' && !char.IsAsciiDigit(token[1]);

    static IEnumerable<string> OptionsOf(CommandResult command) =>
        command.Command.Options.Concat(command.Command.Parents.OfType<Command>().SelectMany(c => c.Options)).Select(o => o.Name);
}
