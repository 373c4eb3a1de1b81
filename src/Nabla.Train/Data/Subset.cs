namespace Nabla.Train.Data;

/// <summary>Some samples of another dataset, by their numbers there.</summary>
public sealed class Subset(IDataset whole, int[] indices) : IDataset
{
    /// <inheritdoc/>
    public int Count => indices.Length;

    /// <inheritdoc/>
    public IReadOnlyList<Field> Fields => whole.Fields;

    /// <inheritdoc/>
    public void Read(int index, Sample to) => whole.Read(indices[index], to);

    /// <summary>
    /// Parts of the given sizes without common samples, drawn at random from <paramref name="seed"/>: for train, validation and test.
    /// </summary>
    /// <exception cref="ArgumentException">The sizes are not at least 0 with a sum of at most the number of samples.</exception>
    public static Subset[] Split(IDataset whole, ulong seed, params ReadOnlySpan<int> sizes)
    {
        ArgumentNullException.ThrowIfNull(whole);
        long sum = 0;
        foreach (var size in sizes)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(size, nameof(sizes));
            sum += size;
        }

        if (sum > whole.Count)
            throw new ArgumentException($"Split: the parts have {sum} samples together, the dataset only {whole.Count}.", nameof(sizes));
        var order = Array.ConvertAll(new Rng(seed, "split").Permutation(whole.Count).ToArray<long>(), sample => (int)sample);
        var parts = new Subset[sizes.Length];
        var start = 0;
        for (var i = 0; i < sizes.Length; start += sizes[i++])
            parts[i] = new Subset(whole, order[start..(start + sizes[i])]);
        return parts;
    }
}
