namespace Nabla.Tests.Memory;

[CollectionDefinition(nameof(EagerLoopTests), DisableParallelization = true)]
public sealed class AloneInTheProcess;

/// <summary>Training step by step without disposing anything and without a MemoryScope.</summary>
[Collection(nameof(EagerLoopTests))]
public class EagerLoopTests(Xunit.Abstractions.ITestOutputHelper output)
{
    const int Steps = 4000;
    const int Batch = 64, Inputs = 256, Hidden = 512;

    [Fact]
    public void MemoryStaysFlatAndFullCollectionsAreRare()
    {
        var x = new Rng(1).Normal([Batch, Inputs]);
        var target = new Rng(2).Normal([Batch, 1]);
        var (w, v) = (new Rng(3).Normal([Hidden, Inputs], 0, 0.05), new Rng(4).Normal([1, Hidden], 0, 0.05));
        Run(x, target, ref w, ref v, 800);                 // until the pool has met its budget
        var (resident, collections) = (Resident(), GC.CollectionCount(2));
        var peak = resident;
        for (var part = 0; part < 8; part++)
        {
            Run(x, target, ref w, ref v, Steps / 8);
            peak = Math.Max(peak, Resident());
        }

        output.WriteLine($"{Steps} steps: resident {resident >> 20} MB, at most {(peak - resident) >> 20} MB more; "
            + $"{GC.CollectionCount(2) - collections} gen-2 collections");

        // A step makes about 3 MB of tensors: 12 GB over the test, were they kept.
        Assert.InRange(peak - resident, long.MinValue, 64L << 20);
        Assert.InRange(GC.CollectionCount(2) - collections, 0, Steps / 20);
    }

    // loss = mean ((relu(x wᵀ) vᵀ − t)²), plain gradient descent
    static void Run(Tensor x, Tensor target, ref Tensor w, ref Tensor v, int steps)
    {
        for (var step = 0; step < steps; step++)
        {
            var (a, b) = (w.Detach().Track(), v.Detach().Track());
            var loss = (x.Linear(a, null).Relu().Linear(b, null) - target).Square().Sum() * (1.0 / Batch);
            var gradients = loss.Backward();
            (w, v) = (a.Detach() - gradients[a] * 1e-3, b.Detach() - gradients[b] * 1e-3);
        }
    }

    static long Resident()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return process.WorkingSet64;
    }
}
