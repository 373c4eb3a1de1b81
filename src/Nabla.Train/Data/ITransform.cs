namespace Nabla.Train.Data;

/// <summary>
/// Changes a sample on its way into a batch, such as a small random shift of an image. What it draws follows from seed, epoch and the
/// sample's number alone, so results do not depend on threads or on how far ahead batches are prepared.
/// </summary>
public interface ITransform
{
    /// <summary>Changes the sample in place. Called on the loader's thread, one sample at a time.</summary>
    void Apply(Sample sample, Rng rng);
}
