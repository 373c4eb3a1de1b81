namespace Nabla.Train.Data;

/// <summary>A published file: where it can be had and how to know that it is the right one.</summary>
/// <param name="Name">The name it is kept under, such as <c>train-images-idx3-ubyte.gz</c>.</param>
/// <param name="Sha256">SHA-256 in hexadecimal digits.</param>
/// <param name="Addresses">Addresses of the same file, tried in this order.</param>
public sealed record RemoteFile(string Name, string Sha256, IReadOnlyList<Uri> Addresses)
{
    /// <summary>
    /// Whether <see cref="Sha256"/> is that of the unpacked content. It then holds for every packing of the same data, and for
    /// a copy that somebody has unpacked.
    /// </summary>
    public bool HashIsOfUnpacked { get; init; }

    /// <summary>SHA-256 of a copy of it, of the file or its unpacked content as <see cref="HashIsOfUnpacked"/> says.</summary>
    /// <exception cref="InvalidDataException">It should be a gzip file and is damaged.</exception>
    public string Hash(string path) => HashIsOfUnpacked ? Checksum.OfUnpacked(path) : Checksum.OfFile(path);
}

/// <summary>How far a download has come.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Bytes">Bytes that are here, those of an earlier try included.</param>
/// <param name="Total">Bytes of the whole file, if the server tells.</param>
public readonly record struct DownloadProgress(string File, long Bytes, long? Total);

/// <summary>A file could not be had from any of its addresses; the message has a reason for each.</summary>
public sealed class DownloadException(string message, Exception? inner = null) : IOException(message, inner);
