namespace Nabla.Train.Data;

/// <summary>
/// Serves a dataset in batches, prepared a few ahead on a thread of its own. Order and augmentation follow from (seed, epoch) alone.
/// The last batch of an epoch holds what is left over.
/// </summary>
/// <example><code>
/// var train = DataLoader.Shuffled(data, batchSize: 64, seed: 1);
/// foreach (var batch in train.Epoch(1))
///     Console.WriteLine(batch.Input.Shape);
/// </code></example>
public sealed class DataLoader
{
    const int BatchesAhead = 3;

    readonly IDataset data;
    readonly ulong seed;
    readonly bool shuffled;
    readonly ITransform? augmentation;

    DataLoader(IDataset data, int batchSize, ulong seed, bool shuffled, ITransform? augmentation)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfLessThan(batchSize, 1);
        if (data.Count == 0)
            throw new ArgumentException("A loader needs a dataset of at least one sample, got none.", nameof(data));
        (this.data, BatchSize, this.seed, this.shuffled, this.augmentation) = (data, batchSize, seed, shuffled, augmentation);
    }

    /// <summary>Samples of a batch, but for the last.</summary>
    public int BatchSize { get; }

    /// <summary>Samples of an epoch.</summary>
    public int Count => data.Count;

    /// <summary>Batches of an epoch: ⌈Count / BatchSize⌉.</summary>
    public int StepsPerEpoch => (int)(((long)data.Count + BatchSize - 1) / BatchSize);

    /// <summary>A loader for training: each epoch in another random order, samples changed by <paramref name="augmentation"/>.</summary>
    public static DataLoader Shuffled(IDataset data, int batchSize, ulong seed, ITransform? augmentation = null) =>
        new(data, batchSize, seed, shuffled: true, augmentation);

    /// <summary>A loader for measuring: always the dataset's own order, samples as they are.</summary>
    public static DataLoader InOrder(IDataset data, int batchSize) => new(data, batchSize, seed: 0, shuffled: false, augmentation: null);

    /// <summary>The batches of epoch number <paramref name="epoch"/>, from the one after <paramref name="skip"/> others.</summary>
    public IEnumerable<Batch> Epoch(int epoch, int skip = 0)
    {
        var order = Order(epoch);
        var end = StepsPerEpoch;
        if (end - skip == 1)        // nothing could be prepared ahead: a thread would only cost
        {
            var batch = Prepare(order, epoch, skip);
            try
            {
                yield return batch;
            }
            finally
            {
                batch.Release();
            }

            yield break;
        }

        using var batches = new Prefetcher<Batch>(i => Prepare(order, epoch, i), batch => batch.Release(), skip, end, BatchesAhead);
        while (batches.TryTake(out var next))
        {
            try
            {
                yield return next;
            }
            finally
            {
                next.Release();
            }
        }
    }

    int[] Order(int epoch) => shuffled
        ? Array.ConvertAll(new Rng(seed, "order", epoch).Permutation(data.Count).ToArray<long>(), sample => (int)sample)
        : [.. Enumerable.Range(0, data.Count)];

    Batch Prepare(int[] order, int epoch, int number)
    {
        var start = number * BatchSize;
        var samples = new ArraySegment<int>(order, start, Math.Min(BatchSize, order.Length - start));
        var fields = new Tensor[data.Fields.Count];
        for (var i = 0; i < fields.Length; i++)
            fields[i] = Tensor.EmptyLasting(data.Fields[i].Shape.Insert(0, samples.Count), data.Fields[i].DType);
        var batch = new Batch(fields, samples);
        try
        {
            Fill(fields, samples, epoch);
            return batch;
        }
        catch
        {
            batch.Release();
            throw;
        }
    }

    void Fill(Tensor[] fields, ArraySegment<int> samples, int epoch)
    {
        for (var row = 0; row < samples.Count; row++)
        {
            var sample = new Sample(fields, row);
            data.Read(samples[row], sample);
            augmentation?.Apply(sample, new Rng(seed, "augmentation", (long)epoch * data.Count + samples[row]));
        }
    }
}
