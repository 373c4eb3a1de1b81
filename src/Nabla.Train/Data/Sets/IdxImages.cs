using System.Security.Cryptography;
using Nabla.Files;
using Nabla.Train.Data.Formats;

namespace Nabla.Train.Data.Sets;

/// <summary>A data set of images in four IDX files, as MNIST began: 60,000 to train and 10,000 to test, 28×28 grey pixels.</summary>
/// <param name="name">Name of its folder.</param>
/// <param name="classNames">What its classes are called.</param>
/// <param name="addresses">Folders on the web that hold the files.</param>
/// <param name="hashes">SHA-256 of the unpacked files: training images and labels, test images and labels.</param>
sealed class IdxImages(string name, string[] classNames, string[] addresses, string[] hashes)
{
    public static readonly string[] DigitNames = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];

    static readonly string[] Names =
        ["train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz"];

    public IReadOnlyList<RemoteFile> Files { get; } =
        [.. Names.Zip(hashes, (file, hash) => new RemoteFile(file, hash, [.. addresses.Select(a => new Uri(a + file))]) { HashIsOfUnpacked = true })];

    public (LabeledImages Train, LabeledImages Test) Load(DataFolder? folder, IProgress<DownloadProgress>? progress, CancellationToken cancel)
    {
        folder ??= new DataFolder();
        string[] paths = [.. Files.Select(file => folder.Get(name, file, progress, cancel))];
        return (Join(paths[0], Files[0], paths[1], Files[1]), Join(paths[2], Files[2], paths[3], Files[3]));
    }

    LabeledImages Join(string imagePath, RemoteFile imageFile, string labelPath, RemoteFile labelFile)
    {
        var images = LoadChecked(imagePath, imageFile);
        var labels = LoadChecked(labelPath, labelFile).To<byte>();
        return new LabeledImages(
            images.Bytes, (int)images.Shape[1], (int)images.Shape[2], 1, Array.ConvertAll(labels, l => (long)l), classNames);
    }

    static ArrayData LoadChecked(string path, RemoteFile file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var data = Idx.Load(path, hash.AppendData);
        var got = Convert.ToHexStringLower(hash.GetHashAndReset());
        if (got != file.Sha256)
            throw new DataFormatException(
                path, "SHA-256 of the unpacked content", file.Sha256, $"{got}; delete the file to have it downloaded");
        return data;
    }
}
