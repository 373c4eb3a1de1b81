using System.Text.Json;

namespace Nabla.Train.RunLogs;

/// <summary>Reads a run log back. Events and fields of later versions are passed over.</summary>
public static class RunLogReader
{
    /// <summary>
    /// All events of a log in order; in the place of a line that cannot be read, such as one torn by a crash, a <see cref="Note"/> says so.
    /// </summary>
    /// <param name="path">A run's folder or its <c>run.jsonl</c>.</param>
    /// <exception cref="FileNotFoundException">There is no log.</exception>
    public static IReadOnlyList<RunEvent> Read(string path)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, RunLog.FileName) : path;
        if (!File.Exists(file))
            throw new FileNotFoundException($"There is no run log at {file}.", file);

        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var text = new StreamReader(stream);
        var events = new List<RunEvent>();
        var time = 0.0;
        for (var number = 1; text.ReadLine() is { } line; number++)
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            if (Parse(line, number, time) is not { } e)
                continue;
            events.Add(e);
            time = e.Time;
        }

        return events;
    }

    static RunEvent? Parse(string line, int number, double time)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("event", out var kind)
                && kind.ValueKind == JsonValueKind.String)
            {
                if (!RunJson.IsKnown(kind.GetString()!))
                    return null;
                if (json.RootElement.Deserialize(RunJson.Event) is { } e && IsWhole(e))
                    return e;
            }
        }
        catch (JsonException)
        {
            // Told below: the note is all that a reader of the log can do about it.
        }

        return new Note($"Line {number} of the run log cannot be read and was passed over.") { Time = time };
    }

    // The JSON reader refuses null for a field, but not for an element of a list.
    static bool IsWhole(RunEvent e) => e switch
    {
        ModelDescribed model => model.Layers.All(l => l is not null),
        Evaluated seen => seen.Classes.All(c => c is not null) && seen.Confusion.All(r => r is not null) && seen.Mistakes.All(m => m is not null),
        _ => true,
    };
}
