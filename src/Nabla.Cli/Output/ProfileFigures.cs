using Nabla.Cli.Tasks;
using Nabla.Kernels;

namespace Nabla.Cli.Output;

/// <summary>The figures of <c>nabla profile --json</c>; times in milliseconds, rates in billions a second.</summary>
sealed record ProfileFigures(
    string Task,
    string Model,
    int Batch,
    int Threads,
    double Milliseconds,
    double PossibleMilliseconds,
    long Flops,
    long Bytes,
    long WorkingSet,
    double PeakGigaflops,
    double PeakGigabytes,
    IReadOnlyList<KernelFigures> Kernels)
{
    public static ProfileFigures Of(string task, TrainingStep step, StepProfile profile, MachineLimits limits) => new(
        task, step.Model, step.Batch, limits.Threads, profile.Milliseconds, profile.Possible(limits), profile.Flops, profile.Bytes,
        profile.WorkingSet, limits.Gigaflops, limits.Gigabytes,
        [.. profile.Kernels.Select(k => new KernelFigures(
            k.Name, k.Calls, k.Milliseconds, k.Milliseconds / profile.Milliseconds, k.Flops, k.Bytes, k.GigaflopsPerSecond, k.GigabytesPerSecond,
            k.Possible(limits)))]);
}

/// <summary>A kernel in them; its share is of the step's time.</summary>
sealed record KernelFigures(
    string Name,
    int Calls,
    double Milliseconds,
    double Share,
    long Flops,
    long Bytes,
    double Gigaflops,
    double Gigabytes,
    double PossibleMilliseconds);
