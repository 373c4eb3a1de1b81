using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Nabla.Train.Tests.Data;

/// <summary>A web server on 127.0.0.1 with one file, and with the faults a test wants.</summary>
sealed class TinyServer : IDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly byte[] content;

    public TinyServer(byte[] content)
    {
        this.content = content;
        listener.Start();
        _ = Serve();
    }

    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/file.bin");

    /// <summary>Mark of the content's edition; null: none is sent.</summary>
    public string? ETag { get; init; } = "\"first\"";

    public bool KnowsRanges { get; init; } = true;

    /// <summary>The connection breaks after so many bytes of each body.</summary>
    public int CutAfter { get; init; } = int.MaxValue;

    /// <summary>Answers with this instead of the file.</summary>
    public string? Refusal { get; init; }

    /// <summary>The Range header of each request; "-" where there was none.</summary>
    public ConcurrentQueue<string> Ranges { get; } = new();

    public void Dispose() => listener.Dispose();

    async Task Serve()
    {
        while (true)
        {
            TcpClient client;
            try
            {
                client = await listener.AcceptTcpClientAsync();
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }

            using (client)
                await Answer(client.GetStream());
        }
    }

    async Task Answer(NetworkStream stream)
    {
        var headers = await ReadHeaders(stream);
        var range = headers.GetValueOrDefault("range");
        Ranges.Enqueue(range ?? "-");
        if (Refusal is not null)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {Refusal}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
            return;
        }

        var from = range is null || !KnowsRanges ? 0 : int.Parse(range["bytes=".Length..^1], CultureInfo.InvariantCulture);
        if (headers.TryGetValue("if-range", out var edition) && edition != ETag)
            from = 0;
        var status = from >= content.Length ? "416 Range Not Satisfiable" : from > 0 ? "206 Partial Content" : "200 OK";
        var body = content.AsMemory(Math.Min(from, content.Length));
        var text = $"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n";
        if (from > 0 && from < content.Length)
            text += $"Content-Range: bytes {from}-{content.Length - 1}/{content.Length}\r\n";
        if (ETag is not null)
            text += $"ETag: {ETag}\r\n";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(text + "\r\n"));
        await stream.WriteAsync(body[..Math.Min(CutAfter, body.Length)]);
    }

    static async Task<Dictionary<string, string>> ReadHeaders(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var line = await reader.ReadLineAsync(); !string.IsNullOrEmpty(line); line = await reader.ReadLineAsync())
            if (line.Split(": ", 2) is [var name, var value])
                headers[name] = value;
        return headers;
    }
}
