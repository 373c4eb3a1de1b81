using Microsoft.Win32.SafeHandles;

namespace Nabla.Files;

/// <summary>Bytes that can be read from any place, by several threads at once.</summary>
abstract class ByteSource : IDisposable
{
    public abstract long Length { get; }

    /// <summary>Reads from a place on until the span is full or the bytes end; how many there were.</summary>
    public abstract int Read(long offset, Span<byte> to);

    public abstract void Dispose();

    public static ByteSource Open(string path) =>
        new Handle(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.SequentialScan));

    /// <summary>A stream that can seek; it stays open.</summary>
    public static ByteSource Of(Stream stream) => new Seeking(stream);

    sealed class Handle(SafeFileHandle handle) : ByteSource
    {
        public override long Length => RandomAccess.GetLength(handle);

        public override int Read(long offset, Span<byte> to)
        {
            var total = 0;
            while (total < to.Length && RandomAccess.Read(handle, to[total..], offset + total) is > 0 and var got)
                total += got;
            return total;
        }

        public override void Dispose() => handle.Dispose();
    }

    // A stream has one position, so the threads take turns.
    sealed class Seeking(Stream stream) : ByteSource
    {
        readonly Lock turn = new();

        public override long Length => stream.Length;

        public override int Read(long offset, Span<byte> to)
        {
            lock (turn)
            {
                stream.Position = offset;
                return stream.ReadAtLeast(to, to.Length, throwOnEndOfStream: false);
            }
        }

        public override void Dispose()
        {
        }
    }
}
