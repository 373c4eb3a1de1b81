using System.Buffers;
using System.Text.Json;

namespace Nabla.Train.RunLogs;

/// <summary>
/// Writes events to a file, one JSON object a line. Each line is handed to the system whole before the next event, so a process
/// that dies loses at most the line that it was writing; writing goes on after what is there, never inside a torn line.
/// </summary>
public sealed class RunFile : IRunListener, IDisposable
{
    readonly FileStream file;
    readonly ArrayBufferWriter<byte> line = new(1024);
    readonly Utf8JsonWriter json;

    /// <summary>Opens a log, or creates it.</summary>
    /// <exception cref="IOException">The file cannot be opened for writing.</exception>
    public RunFile(string path)
    {
        file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        json = new Utf8JsonWriter(line, new JsonWriterOptions { Encoder = RunJson.Event.Options.Encoder });
        EndTornLine();
    }

    /// <inheritdoc/>
    public void Receive(RunEvent e)
    {
        line.ResetWrittenCount();
        json.Reset(line);
        JsonSerializer.Serialize(json, e, RunJson.Event);
        line.GetSpan(1)[0] = (byte)'\n';
        line.Advance(1);
        file.Write(line.WrittenSpan);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        json.Dispose();
        file.Dispose();
    }

    void EndTornLine()
    {
        if (file.Length == 0)
            return;
        file.Seek(-1, SeekOrigin.End);
        if (file.ReadByte() != '\n')
            file.WriteByte((byte)'\n');
    }
}
