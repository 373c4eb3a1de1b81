using System.IO.Compression;
using System.Security.Cryptography;
using Nabla.Testing;
using Nabla.Train.Data;

namespace Nabla.Train.Tests.Data;

public sealed class DownloadTests : IDisposable
{
    static readonly byte[] Content = [.. Enumerable.Range(0, 300_000).Select(i => (byte)(i * i >> 3))];
    static readonly string Hash = Convert.ToHexStringLower(SHA256.HashData(Content));

    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void AWholeFileComesAndItsProgressIsTold()
    {
        using var server = new TinyServer(Content);
        var seen = new List<DownloadProgress>();
        Download.To(File(server), Target, new Listed(seen));
        Assert.Equal(Content, System.IO.File.ReadAllBytes(Target));
        Assert.Equal(["file.bin"], folder.Files);
        Assert.Equal(new DownloadProgress("file.bin", Content.Length, Content.Length), seen[^1]);
        Assert.Equal(seen.Select(s => s.Bytes).Order(), seen.Select(s => s.Bytes));
    }

    [Fact]
    public void WhatIsThereAlreadyIsNotFetched()
    {
        using var server = new TinyServer(Content);
        System.IO.File.WriteAllText(Target, "mine");
        Download.To(File(server), Target);
        Assert.Empty(server.Ranges);
        Assert.Equal("mine", System.IO.File.ReadAllText(Target));
    }

    [Fact]
    public void ABrokenConnectionIsTakenUpWhereItBroke()
    {
        using var server = new TinyServer(Content) { CutAfter = 100_001 };
        Download.To(File(server), Target);
        Assert.Equal(Content, System.IO.File.ReadAllBytes(Target));
        Assert.Equal(["-", "bytes=100001-", "bytes=200002-"], server.Ranges);
    }

    [Fact]
    public void AnEarlierPartIsContinued()
    {
        using var server = new TinyServer(Content);
        LeavePart(Content[..1000], "\"first\"");
        Download.To(File(server), Target);
        Assert.Equal(Content, System.IO.File.ReadAllBytes(Target));
        Assert.Equal(["bytes=1000-"], server.Ranges);
        Assert.Equal(["file.bin"], folder.Files);
    }

    [Fact]
    public void AWholePartOnlyNeedsItsName()
    {
        using var server = new TinyServer(Content);
        LeavePart(Content, "\"first\"");
        Download.To(File(server), Target);
        Assert.Equal(Content, System.IO.File.ReadAllBytes(Target));
        Assert.Equal(["bytes=300000-"], server.Ranges);
    }

    [Fact]
    public void APartOfAnotherEditionIsReplaced()
    {
        using var server = new TinyServer(Content) { ETag = "\"second\"" };
        LeavePart(new byte[1000], "\"first\"");
        Download.To(File(server), Target);
        Assert.Equal(Content, System.IO.File.ReadAllBytes(Target));
        Assert.Equal(["bytes=1000-"], server.Ranges);
    }

    [Theory]
    [InlineData(1000)]              // continued, found wrong, fetched anew
    [InlineData(300_000)]           // as long as the file
    [InlineData(400_000)]           // longer: range not satisfiable
    public void AWrongPartWithoutMarkIsFoundByTheChecksum(int length)
    {
        using var server = new TinyServer(Content) { ETag = null };
        LeavePart(new byte[length], null);
        Download.To(File(server), Target);
        Assert.Equal(Content, System.IO.File.ReadAllBytes(Target));
        Assert.Equal([$"bytes={length}-", "-"], server.Ranges);
    }

    [Fact]
    public void AServerWithoutRangesSendsTheWholeAgain()
    {
        using var server = new TinyServer(Content) { KnowsRanges = false };
        LeavePart(Content[..1000], "\"first\"");
        Download.To(File(server), Target);
        Assert.Equal(Content, System.IO.File.ReadAllBytes(Target));
    }

    [Fact]
    public void AServerWithoutRangesThatAlwaysBreaksIsGivenUp()
    {
        using var server = new TinyServer(Content) { KnowsRanges = false, CutAfter = 1000 };
        var e = Assert.Throws<DownloadException>(() => Download.To(File(server), Target));
        Assert.StartsWith($"Could not download file.bin. {server.Address}: ", e.Message, StringComparison.Ordinal);
        Assert.Equal(2, server.Ranges.Count);
        Assert.False(System.IO.File.Exists(Target));
    }

    [Fact]
    public void AWrongFileIsNotKept()
    {
        using var server = new TinyServer(Content[1..]);
        var e = Assert.Throws<DownloadException>(() => Download.To(File(server), Target));
        var got = Convert.ToHexStringLower(SHA256.HashData(Content.AsSpan(1)));
        Assert.Equal($"Could not download file.bin. {server.Address}: wrong content, expected SHA-256 {Hash}, got {got}.", e.Message);
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void TheNextAddressIsTriedAndAllReasonsAreTold()
    {
        using var missing = new TinyServer(Content) { Refusal = "404 Not Found" };
        using var busy = new TinyServer(Content) { Refusal = "503 Service Unavailable" };
        using var good = new TinyServer(Content);
        Download.To(File(missing, good), Target);
        Assert.Equal(Content, System.IO.File.ReadAllBytes(Target));

        var e = Assert.Throws<DownloadException>(() => Download.To(File(missing, busy), folder["other.bin"]));
        Assert.Equal($"Could not download file.bin. {missing.Address}: 404 Not Found; {busy.Address}: 503 Service Unavailable.", e.Message);
    }

    [Fact]
    public void NoNetworkIsSaid()
    {
        var server = new TinyServer(Content);
        var file = File(server);
        server.Dispose();
        var e = Assert.Throws<DownloadException>(() => Download.To(file, Target));
        Assert.Contains("Connection refused", e.Message, StringComparison.Ordinal);
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void TheHashMayBeThatOfTheUnpackedContent()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Content);
        using var server = new TinyServer(packed.ToArray());
        Download.To(File(server) with { HashIsOfUnpacked = true }, Target);
        Assert.Equal(packed.ToArray(), System.IO.File.ReadAllBytes(Target));

        using var broken = new TinyServer(packed.ToArray()[..^100]);
        var e = Assert.Throws<DownloadException>(() => Download.To(File(broken) with { HashIsOfUnpacked = true }, folder["other.bin"]));
        Assert.Contains("wrong content", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APartInUseIsLeftAlone()
    {
        using var server = new TinyServer(Content);
        using var other = new FileStream(Target + ".part", FileMode.Create, FileAccess.Write, FileShare.None);
        var e = Assert.Throws<IOException>(() => Download.To(File(server), Target));
        Assert.Contains("is in use; another process seems to download the same file", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OwnFilesComeBeforeTheCacheAndTheCacheBeforeTheWeb()
    {
        using var server = new TinyServer(Content);
        var file = File(server) with { Name = "x.gz" };
        var data = new DataFolder(folder["own"], folder["cache"]);
        var e = Assert.Throws<DirectoryNotFoundException>(() => data.Get("set", file));
        Assert.Equal($"The data folder {folder["own"]} does not exist.", e.Message);

        Directory.CreateDirectory(folder["own/set"]);
        using var missing = new TinyServer(Content) { Refusal = "404 Not Found" };
        Assert.EndsWith(
            ": 404 Not Found. A copy of it in a folder that NABLA_DATA names will be found.",
            Assert.Throws<DownloadException>(() => data.Get("set", File(missing))).Message, StringComparison.Ordinal);
        Assert.Null(data.Find("set", "x.gz"));
        Assert.Equal(folder["cache/set/x.gz"], data.Get("set", file));
        Assert.Equal(Content, System.IO.File.ReadAllBytes(folder["cache/set/x.gz"]));
        foreach (var place in new[] { "own/x", "own/x.gz", "own/set/x", "own/set/x.gz" })
        {
            System.IO.File.WriteAllText(folder[place], "");
            Assert.Equal(folder[place], data.Get("set", file));
        }

        Assert.Single(server.Ranges);
    }

    string Target => folder["file.bin"];

    static RemoteFile File(params TinyServer[] servers) => new("file.bin", Hash, [.. servers.Select(s => s.Address)]);

    void LeavePart(byte[] bytes, string? tag)
    {
        System.IO.File.WriteAllBytes(Target + ".part", bytes);
        if (tag is not null)
            System.IO.File.WriteAllText(Target + ".part.tag", tag);
    }

    sealed class Listed(List<DownloadProgress> seen) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => seen.Add(value);
    }
}
