using System.Text.Json;
using Nabla.Cli.Tasks;
using Nabla.Train.RunLogs;

namespace Nabla.Cli.Commands;

/// <summary>The folder of a run: where a new one goes, and what an old one holds.</summary>
static class RunFolder
{
    public const string Settings = "settings.json";

    /// <summary>The folder for a new run: the wanted one, or the first free of <c>runs/TASK-1</c>, <c>runs/TASK-2</c>, …</summary>
    public static string Choose(string? wanted, string task)
    {
        if (wanted is not null)
            return wanted;
        for (var n = 1; ; n++)
            if (Path.Combine("runs", $"{task}-{n}") is var folder && !Directory.Exists(folder))
                return folder;
    }

    public static bool HoldsRun(string folder) => File.Exists(Path.Combine(folder, RunLog.FileName));

    public static string NameOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));

    /// <summary>Opens the log of a run, in a folder that is made if missing.</summary>
    /// <exception cref="IOException">Nothing can be written there.</exception>
    public static RunLog OpenLog(string folder, params ReadOnlySpan<IRunListener> listeners)
    {
        try
        {
            return RunLog.InFolder(folder, listeners);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"a run cannot be written to {folder}: {e.Message}", e);
        }
    }

    /// <summary>Removes what a run that never began has left: the log without a word, and a folder made for it.</summary>
    public static void TakeBack(string folder, bool isNew)
    {
        if (new FileInfo(Path.Combine(folder, RunLog.FileName)) is { Exists: true, Length: 0 } log)
            log.Delete();
        if (isNew && Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
            Directory.Delete(folder);
    }

    /// <summary>The task that a run was trained for, by the field <c>task</c> of its <c>settings.json</c>.</summary>
    /// <exception cref="InvalidDataException">The folder holds no run, or its settings cannot be read.</exception>
    public static CliTask TaskOf(string folder, IReadOnlyList<CliTask> tasks)
    {
        var path = Path.Combine(folder, Settings);
        if (!File.Exists(path))
            throw new InvalidDataException($"{folder} is not the folder of a run: it has no {Settings}.");
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path));
            if (json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("task", out var task) && task.ValueKind == JsonValueKind.String)
                return tasks.FirstOrDefault(t => t.Name == task.GetString())
                    ?? throw new InvalidDataException($"{path} names the task '{task.GetString()}', which this version does not know.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is damaged: it is not JSON.", e);
        }

        throw new InvalidDataException($"{path} is damaged: it names no task.");
    }
}
