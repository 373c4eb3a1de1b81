using Nabla.Files;
using Nabla.Testing;

namespace Nabla.Tests.Files;

public class AtomicFileTests
{
    [Fact]
    public void AWriteReplacesTheWholeFile()
    {
        using var folder = new TemporaryFolder();
        AtomicFile.WriteAllText(folder["a.txt"], "a long first text");
        AtomicFile.WriteAllText(folder["a.txt"], "short");
        Assert.Equal("short", File.ReadAllText(folder["a.txt"]));
        Assert.Equal(["a.txt"], folder.Files);
    }

    [Fact]
    public void AWriteThatFailsLeavesTheOldFileAndNoLitter()
    {
        using var folder = new TemporaryFolder();
        AtomicFile.WriteAllText(folder["a.txt"], "old");
        var e = Assert.Throws<IOException>(() => AtomicFile.Write(folder["a.txt"], stream =>
        {
            stream.Write(new byte[1 << 20]);
            throw new IOException("No space left on device");
        }));
        Assert.Equal("No space left on device", e.Message);
        Assert.Equal("old", File.ReadAllText(folder["a.txt"]));
        Assert.Equal(["a.txt"], folder.Files);
    }

    [Fact]
    public void LitterOfAKilledProcessIsRemovedAndNothingElse()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { ".a.txt.0123abcd-1.partial", ".a.txt.b.0123abcd-1.partial", ".b.txt.0123abcd-1.partial", "a.txt.partial" })
            File.WriteAllText(folder[name], "litter");
        using (new FileStream(folder[".a.txt.89abcdef-1.partial"], FileMode.CreateNew, FileAccess.Write, FileShare.None))
        {
            AtomicFile.WriteAllText(folder["a.txt"], "new");
            Assert.Equal(
                [".a.txt.89abcdef-1.partial", ".a.txt.b.0123abcd-1.partial", ".b.txt.0123abcd-1.partial", "a.txt", "a.txt.partial"], folder.Files);
        }
    }

    [Fact]
    public void ManyWritersLeaveOneWholeFile()
    {
        using var folder = new TemporaryFolder();
        Parallel.For(0, 50, i => AtomicFile.WriteAllText(folder["a.txt"], new string((char)('a' + i % 26), 10_000)));
        var text = File.ReadAllText(folder["a.txt"]);
        Assert.Equal(new string(text[0], 10_000), text);
        Assert.Equal(["a.txt"], folder.Files);
    }

    [Fact]
    public void AMissingFolderIsAnError()
    {
        using var folder = new TemporaryFolder();
        Assert.Throws<DirectoryNotFoundException>(() => AtomicFile.WriteAllText(folder[Path.Combine("no", "a.txt")], "x"));
    }

    [Fact]
    public void ALinkStaysALinkAndPermissionsStay()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["real.txt"], "old");
        File.SetUnixFileMode(folder["real.txt"], UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.CreateSymbolicLink(folder["link.txt"], folder["real.txt"]);
        AtomicFile.WriteAllText(folder["link.txt"], "new");
        Assert.NotNull(new FileInfo(folder["link.txt"]).LinkTarget);
        Assert.Equal("new", File.ReadAllText(folder["real.txt"]));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder["real.txt"]));
    }
}
