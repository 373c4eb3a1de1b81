namespace Nabla.Train.Data.Sets;

/// <summary>
/// MNIST: handwritten digits, 60,000 to train and 10,000 to test, 28×28 grey pixels.
/// Y. LeCun, L. Bottou, Y. Bengio, P. Haffner, Gradient-based learning applied to document recognition, Proc. IEEE 86 (1998).
/// </summary>
public static class Mnist
{
    static readonly IdxImages Set = new(
        "mnist",
        IdxImages.DigitNames,
        ["https://ossci-datasets.s3.amazonaws.com/mnist/", "https://storage.googleapis.com/cvdf-datasets/mnist/"],
        [
            "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
            "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
            "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
            "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
        ]);

    /// <summary>The files of the set and where they are published.</summary>
    public static IReadOnlyList<RemoteFile> Files => Set.Files;

    /// <summary>Loads the set from <paramref name="folder"/> (null: NABLA_DATA and the cache); what is missing is downloaded.</summary>
    /// <shape>(60000, 28, 28, 1) and (10000, 28, 28, 1)</shape>
    /// <exception cref="Nabla.Files.DataFormatException">A file is damaged or not the published one.</exception>
    /// <exception cref="DownloadException">A file is missing and cannot be downloaded.</exception>
    public static (LabeledImages Train, LabeledImages Test) Load(
        DataFolder? folder = null, IProgress<DownloadProgress>? progress = null, CancellationToken cancel = default) =>
        Set.Load(folder, progress, cancel);
}
