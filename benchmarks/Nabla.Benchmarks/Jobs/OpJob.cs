namespace Nabla.Benchmarks.Jobs;

/// <summary>One op, called as a user calls it; its memory goes back to the pool each time.</summary>
/// <param name="compute">The op.</param>
/// <param name="reference">Its result by plain loops in float64.</param>
sealed class OpJob(Func<Tensor> compute, Func<double[]> reference) : Job
{
    // Float32 rounds by 6e-8. Errors of a sum of n terms grow as √n, to about 1e-6 for the thousand terms of these ops; those of Winograd's
    // convolution are twice as large.
    const double Allowed = 3e-6;

    public override void Run()
    {
        using var scope = new MemoryScope();
        compute();
    }

    public override StepProfile Profile(double seconds) => StepProfile.Of(() => compute(), seconds);

    public override IEnumerable<Deviation> Check()
    {
        using var scope = new MemoryScope();
        yield return Deviation.Of("output", compute(), reference(), Allowed);
    }
}
