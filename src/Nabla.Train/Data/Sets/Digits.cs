using Nabla.Files;
using Nabla.Train.Data.Formats;

namespace Nabla.Train.Data.Sets;

/// <summary>
/// The UCI optical digits: 1,797 handwritten digits of 8×8 pixels with values 0 to 16. They come with the library.
/// E. Alpaydin, C. Kaynak (1998), Optical Recognition of Handwritten Digits, UCI Machine Learning Repository,
/// https://doi.org/10.24432/C50P49, CC BY 4.0.
/// </summary>
public static class Digits
{
    /// <summary>All 1,797 images.</summary>
    /// <shape>(1797, 8, 8, 1)</shape>
    public static LabeledImages Load()
    {
        var images = Resource("digits-images-idx3-ubyte.gz");
        var labels = Resource("digits-labels-idx1-ubyte.gz").To<byte>();
        return new LabeledImages(images.Bytes, 8, 8, 1, Array.ConvertAll(labels, l => (long)l), IdxImages.DigitNames, maximum: 16);
    }

    static ArrayData Resource(string name)
    {
        using var stream = typeof(Digits).Assembly.GetManifestResourceStream(name)!;
        return Idx.Read(stream, name);
    }
}
