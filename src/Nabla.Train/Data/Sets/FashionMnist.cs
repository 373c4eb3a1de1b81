namespace Nabla.Train.Data.Sets;

/// <summary>
/// Fashion-MNIST: articles of clothing, 60,000 to train and 10,000 to test, 28×28 grey pixels.
/// H. Xiao, K. Rasul, R. Vollgraf, Fashion-MNIST: a novel image dataset for benchmarking machine learning algorithms (2017), MIT.
/// </summary>
public static class FashionMnist
{
    static readonly IdxImages Set = new(
        "fashion-mnist",
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"],
        [
            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
            "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/",
        ],
        [
            "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
            "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
            "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
            "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
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
