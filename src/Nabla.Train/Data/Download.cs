using System.Net;
using Nabla.Files;

namespace Nabla.Train.Data;

/// <summary>
/// Fetches published files over HTTP. What has come so far is kept beside the target as <c>name.part</c> and continued the next time;
/// the file gets its name only when its SHA-256 is right.
/// </summary>
public static class Download
{
    /// <summary>Makes <paramref name="path"/> hold the file. Does nothing if something is there already.</summary>
    /// <param name="file">What to fetch.</param>
    /// <param name="path">Where to put it; its folder is made if missing.</param>
    /// <param name="progress">Told after each piece.</param>
    /// <param name="cancel">Stops the download; what has come stays for the next time.</param>
    /// <exception cref="DownloadException">No address gave the file.</exception>
    /// <exception cref="IOException">The disk is full, or another process is downloading the same file.</exception>
    public static void To(RemoteFile file, string path, IProgress<DownloadProgress>? progress = null, CancellationToken cancel = default) =>
        ToAsync(file, path, progress, cancel).GetAwaiter().GetResult();

    /// <inheritdoc cref="To"/>
    public static async Task ToAsync(RemoteFile file, string path, IProgress<DownloadProgress>? progress = null, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (File.Exists(path))
            return;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var part = new PartialFile(path);
        var reasons = new List<string>();
        Exception? last = null;
        foreach (var address in file.Addresses)
            try
            {
                await FromAsync(file, address, part, progress, cancel).ConfigureAwait(false);
                part.Finish(path);
                return;
            }
            catch (HttpFetchException e)
            {
                last = e;
                reasons.Add($"{address}: {e.Message}");
            }

        throw new DownloadException($"Could not download {file.Name}. {string.Join("; ", reasons)}.", last);
    }

    // As long as each try brings something, a broken connection is taken up again. A part continued from an earlier time may be of
    // another edition of the file: if the whole is wrong then, it is fetched anew from the start, once.
    static async Task FromAsync(
        RemoteFile file, Uri address, PartialFile part, IProgress<DownloadProgress>? progress, CancellationToken cancel)
    {
        while (true)
        {
            var before = part.Length;
            try
            {
                await HttpFetch.ContinueAsync(address, part, n => progress?.Report(n with { File = file.Name }), cancel).ConfigureAwait(false);
            }
            catch (HttpFetchException e) when (e.Status is null && part.Length > before)
            {
                continue;
            }
            catch (HttpFetchException e) when (e.Status == HttpStatusCode.RequestedRangeNotSatisfiable && before > 0)
            {
            }

            var wrong = WhatIsWrong(file, part);
            if (wrong is null)
                return;
            part.Delete();
            if (before == 0)
                throw new HttpFetchException(wrong);
        }
    }

    static string? WhatIsWrong(RemoteFile file, PartialFile part)
    {
        try
        {
            var got = file.Hash(part.Path);
            return got == file.Sha256 ? null : $"wrong content, expected SHA-256 {file.Sha256}, got {got}";
        }
        catch (InvalidDataException)
        {
            return "wrong content, not a whole gzip file";
        }
    }
}
