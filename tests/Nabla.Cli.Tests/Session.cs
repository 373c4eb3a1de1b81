using Nabla.Cli.Output;
using Nabla.Cli.Tasks;

namespace Nabla.Cli.Tests;

/// <summary>The command line run in this process, with everything it writes captured, and a folder of its own.</summary>
sealed class Session : IDisposable
{
    readonly StringWriter output = new() { NewLine = "\n" };
    readonly StringWriter error = new() { NewLine = "\n" };

    public string Folder { get; } = Directory.CreateTempSubdirectory("nabla-cli-").FullName;

    public string Out => output.ToString();

    public string Error => error.ToString();

    public Dictionary<string, string> Environment { get; } = [];

    public bool IsScreen { get; init; }

    public IReadOnlyList<CliTask> Tasks { get; init; } = [new FakeTask("digits"), new FakeTask("mnist"), new FakeTask("fashion-mnist")];

    public string Run => Path.Combine(Folder, "run");

    /// <summary>Runs a command; RUN stands for the run's folder.</summary>
    public int Do(params string[] args)
    {
        output.GetStringBuilder().Clear();
        error.GetStringBuilder().Clear();
        var terminal = new Terminal(output, error, IsScreen, IsScreen, 100, name => Environment.GetValueOrDefault(name));
        return CommandLine.Run([.. args.Select(a => a.Replace("RUN", Run, StringComparison.Ordinal))], terminal, Tasks);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
