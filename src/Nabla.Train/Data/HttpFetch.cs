using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Nabla.Train.Data;

/// <summary>One address did not give the file: why, and the server's answer if it gave one.</summary>
sealed class HttpFetchException(string message, HttpStatusCode? status = null, Exception? inner = null) : Exception(message, inner)
{
    public HttpStatusCode? Status { get; } = status;
}

/// <summary>One request that fetches a file or the rest of it.</summary>
static class HttpFetch
{
    const int Piece = 1 << 16;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);       // without a byte

    static readonly HttpClient Client =
        new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(20) }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Appends to the part what is missing, or writes it anew if the server has another edition or knows no ranges.</summary>
    /// <exception cref="HttpFetchException">The server refused or the connection broke; the part keeps what came.</exception>
    public static async Task ContinueAsync(Uri address, PartialFile part, Action<DownloadProgress> report, CancellationToken cancel)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        using var request = Request(address, part);
        patience.CancelAfter(Patience);
        using var answer = await Network(() => Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token), cancel)
            .ConfigureAwait(false);
        if (!answer.IsSuccessStatusCode)
            throw new HttpFetchException($"{(int)answer.StatusCode} {answer.ReasonPhrase}", answer.StatusCode);

        var append = Continues(answer, part);
        using var file = part.Open(append);
        if (!append)
            part.Tag = TagOf(answer);
        var total = append ? answer.Content.Headers.ContentRange!.Length : answer.Content.Headers.ContentLength;
        using var body = await Network(() => answer.Content.ReadAsStreamAsync(patience.Token), cancel).ConfigureAwait(false);
        var buffer = new byte[Piece];
        while (true)
        {
            patience.CancelAfter(Patience);
            var got = await Network(() => body.ReadAsync(buffer, patience.Token).AsTask(), cancel).ConfigureAwait(false);
            if (got == 0)
                break;
            Write(file, buffer.AsSpan(0, got), part);
            report(new DownloadProgress("", file.Position, total));
        }

        file.Flush(flushToDisk: true);
    }

    static HttpRequestMessage Request(Uri address, PartialFile part)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        if (part.Length == 0)
            return request;
        request.Headers.Range = new RangeHeaderValue(part.Length, null);
        if (part.Tag is { } tag)        // with If-Range another edition is sent whole
            request.Headers.TryAddWithoutValidation("If-Range", tag);
        return request;
    }

    static bool Continues(HttpResponseMessage answer, PartialFile part)
    {
        if (answer.StatusCode != HttpStatusCode.PartialContent)
            return false;
        var from = answer.Content.Headers.ContentRange?.From;
        if (part.Length > 0 && from == part.Length)
            return true;
        part.Delete();
        throw new HttpFetchException($"the server sent a range from byte {from} that was not asked for");
    }

    // Only a strong mark says that the bytes are the same.
    static string? TagOf(HttpResponseMessage answer) =>
        answer.Headers.ETag is { IsWeak: false } tag ? tag.Tag : answer.Content.Headers.LastModified?.ToString("r", CultureInfo.InvariantCulture);

    static void Write(FileStream file, ReadOnlySpan<byte> bytes, PartialFile part)
    {
        try
        {
            file.Write(bytes);
        }
        catch (IOException)
        {
            file.Dispose();
            part.Delete();      // a full disk should not stay full because of it
            throw;
        }
    }

    static async Task<T> Network<T>(Func<Task<T>> step, CancellationToken cancel)
    {
        try
        {
            return await step().ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancel.IsCancellationRequested)
        {
            throw new HttpFetchException($"no answer for {Patience.TotalSeconds} s", null, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new HttpFetchException(e.Message.TrimEnd('.'), null, e);
        }
    }
}
