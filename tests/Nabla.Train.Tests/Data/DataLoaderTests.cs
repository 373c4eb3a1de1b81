using Nabla.Train.Data;

namespace Nabla.Train.Tests.Data;

public class DataLoaderTests
{
    static TensorDataset Numbers(int count) => new(Tensor.Range(count).To(DType.Float32).Reshape(count, 1), Tensor.Range(count));

    static long[] Targets(DataLoader loader, int epoch, int skip = 0) =>
        [.. loader.Epoch(epoch, skip).SelectMany(batch => batch.Target.ToArray<long>())];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(10, 3)]
    [InlineData(12, 4)]
    [InlineData(5, 100)]
    [InlineData(1000, 7)]
    public void NoSampleIsLostAndTheLastBatchHoldsTheRest(int count, int size)
    {
        var loader = DataLoader.Shuffled(Numbers(count), size, seed: 3);
        var sizes = loader.Epoch(1).Select(batch => batch.Count).ToArray();
        Assert.Equal((count + size - 1) / size, loader.StepsPerEpoch);
        Assert.Equal(loader.StepsPerEpoch, sizes.Length);
        Assert.All(sizes[..^1], n => Assert.Equal(size, n));
        Assert.Equal(count, sizes.Sum());
        Assert.Equal(Enumerable.Range(0, count).Select(i => (long)i), Targets(loader, 1).Order());
    }

    [Fact]
    public void FieldsAndNumbersOfASampleStayTogether()
    {
        foreach (var batch in DataLoader.Shuffled(Numbers(50), 8, seed: 1).Epoch(1))
        {
            Assert.Equal(batch.Target.ToArray<long>(), batch.Samples.Select(i => (long)i));
            Assert.Equal(batch.Input.ToArray<float>(), batch.Samples.Select(i => (float)i));
            Assert.Equal([batch.Count, 1], batch.Input.Shape.ToArray());
        }
    }

    [Fact]
    public void TheOrderFollowsFromSeedAndEpochAlone()
    {
        var order = Targets(DataLoader.Shuffled(Numbers(100), 16, seed: 5), 2);
        Assert.Equal(order, Targets(DataLoader.Shuffled(Numbers(100), 30, seed: 5), 2));
        Assert.NotEqual(order, Targets(DataLoader.Shuffled(Numbers(100), 16, seed: 5), 3));
        Assert.NotEqual(order, Targets(DataLoader.Shuffled(Numbers(100), 16, seed: 6), 2));
        Assert.Equal(Enumerable.Range(0, 100).Select(i => (long)i), Targets(DataLoader.InOrder(Numbers(100), 16), 2));
    }

    [Fact]
    public void EveryPlaceGetsEverySampleEquallyOften()
    {
        var loader = DataLoader.Shuffled(Numbers(5), 5, seed: 1);
        var counts = new int[5, 5];
        for (var epoch = 0; epoch < 5000; epoch++)
            foreach (var (place, sample) in Targets(loader, epoch).Index())
                counts[place, sample]++;
        Assert.All(counts.Cast<int>(), n => Assert.InRange(n, 850, 1150));      // 1000 ± 5 standard deviations of √(5000 · 0.2 · 0.8)
    }

    [Fact]
    public void SkippingGivesTheRestOfTheSameEpoch()
    {
        var augmented = DataLoader.Shuffled(Numbers(100), 16, seed: 5, new AddNoise());
        var whole = augmented.Epoch(2).Select(b => b.Input.ToArray<float>()).ToArray();
        var rest = augmented.Epoch(2, skip: 4).Select(b => b.Input.ToArray<float>()).ToArray();
        Assert.Equal(whole[4..], rest);
        Assert.Empty(augmented.Epoch(2, skip: 7));
    }

    [Fact]
    public void AugmentationDependsOnSampleAndEpochNotOnItsPlace()
    {
        Dictionary<int, float> Noise(int size, int epoch) => DataLoader.Shuffled(Numbers(40), size, seed: 9, new AddNoise()).Epoch(epoch)
            .SelectMany(b => b.Samples.Zip(b.Input.ToArray<float>())).ToDictionary(s => s.First, s => s.Second - s.First);
        var noise = Noise(7, 1);
        Assert.Equal(noise, Noise(40, 1));
        Assert.Equal(40, noise.Values.Distinct().Count());
        Assert.NotEqual(noise, Noise(7, 2));
    }

    [Theory]
    [InlineData(4, 8)]
    [InlineData(100, 20)]
    public void AnErrorReachesTheConsumerAfterTheBatchesBeforeIt(int size, int before)
    {
        var seen = 0;
        var loader = DataLoader.InOrder(new Broken(at: 2 * before), size);
        var error = Assert.Throws<InvalidDataException>(() =>
        {
            foreach (var batch in loader.Epoch(1))
                seen += batch.Count;
        });
        Assert.Equal("sample is damaged", error.Message);
        Assert.Equal(2 * before / size * size, seen);
    }

    [Fact]
    public void LeavingEarlyStopsTheThreadAndReturnsItsMemory()
    {
        var data = new Counting(100_000);
        foreach (var batch in DataLoader.InOrder(data, 10).Epoch(1))
            if (batch.Samples[0] == 20)
                break;
        var read = data.Reads;
        Assert.InRange(read, 30, 70);                   // three batches taken, at most three ahead and one under way
        Thread.Sleep(20);
        Assert.Equal(read, data.Reads);
    }

    [Fact]
    public void ABatchFromBeforeIsAnErrorNotAWrongNumber()
    {
        var first = DataLoader.InOrder(Numbers(10), 5).Epoch(1).ToArray()[0];
        var error = Assert.Throws<ObjectDisposedException>(() => first.Input.ToArray<float>());
        Assert.Contains("loader's batch", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ManyEpochsUseTheSameMemory()
    {
        var loader = DataLoader.Shuffled(Numbers(4096), 512, seed: 1);
        void Run(int epochs)
        {
            for (var epoch = 0; epoch < epochs; epoch++)
                foreach (var batch in loader.Epoch(epoch))
                    Assert.Equal(512, batch.Count);
        }

        Run(5);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Run(100);
        // The order of an epoch is drawn here: 16 bytes a sample, and a few small objects a batch; never a batch itself (10 KB).
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 800, 0, 9_500);
    }

    [Fact]
    public void WrongSettingsAreErrors()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => DataLoader.InOrder(Numbers(3), 0));
        Assert.Throws<ArgumentException>(() => DataLoader.InOrder(new Counting(0), 1));
        Assert.Throws<ShapeException>(() => new TensorDataset(Tensor.Zeros([3, 1]), Tensor.Zeros([4])));
    }

    [Fact]
    public void ASplitHasEverySampleInOnePart()
    {
        var parts = Subset.Split(Numbers(100), seed: 1, 70, 20, 10);
        Assert.Equal([70, 20, 10], parts.Select(p => p.Count));
        var all = parts.SelectMany(p => Targets(DataLoader.InOrder(p, 8), 1)).ToArray();
        Assert.Equal(100, all.Distinct().Count());
        Assert.NotEqual(all.Order(), all);
        Assert.Throws<ArgumentException>(() => Subset.Split(Numbers(10), 1, 8, 3));
    }

    sealed class AddNoise : ITransform
    {
        public void Apply(Sample sample, Rng rng) => sample.Field<float>(0)[0] += (float)rng.Next();
    }

    sealed class Broken(int at) : IDataset
    {
        public int Count => 1000;

        public IReadOnlyList<Field> Fields { get; } = [new("x", [2], DType.Float32)];

        public void Read(int index, Sample to)
        {
            if (index == at)
                throw new InvalidDataException("sample is damaged");
            to.Field<float>(0).Fill(index);
        }
    }

    sealed class Counting(int count) : IDataset
    {
        int reads;

        public int Count => count;

        public int Reads => Volatile.Read(ref reads);

        public IReadOnlyList<Field> Fields { get; } = [new("x", [1], DType.Float32)];

        public void Read(int index, Sample to)
        {
            Interlocked.Increment(ref reads);
            to.Field<float>(0)[0] = index;
        }
    }
}
