using System.Diagnostics;

namespace Nabla.Cli.Tests;

/// <summary>The program as a user starts it.</summary>
public class ProcessTests
{
    static (int Code, string Out, string Error) Start(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(CommandLine).Assembly.Location, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.ReplaceLineEndings("\n"), error.Result.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void VersionIsTheNumberAlone()
    {
        var (code, output, error) = Start("--version");
        Assert.Equal((0, ""), (code, error));
        Assert.Matches(@"^\d+\.\d+\.\d+\n$", output);
    }

    [Fact]
    public void HelpNamesTheCommands()
    {
        var (code, output, _) = Start("--help");
        Assert.Equal(0, code);
        Assert.All(["train", "eval", "predict", "profile"], c => Assert.Contains(c, output, StringComparison.Ordinal));
        Assert.DoesNotContain('\u001b', output);
    }

    [Fact]
    public void AnUnknownTaskEndsWithTwo()
    {
        var (code, output, error) = Start("train", "no-such-task-at-all");
        Assert.Equal((2, "", "nabla: unknown task 'no-such-task-at-all'\n"), (code, output, error));
    }

    [Fact]
    public void AMissingRunEndsWithOne()
    {
        var (code, output, error) = Start("eval", "no-such-run");
        Assert.Equal((1, "", "nabla: no-such-run is not the folder of a run: it has no settings.json\n"), (code, output, error));
    }
}
