using Nabla.Benchmarks.Jobs;

namespace Nabla.Benchmarks;

/// <summary>One line of the comparison with the peer.</summary>
/// <param name="Name">As in the peer's benchmark.</param>
/// <param name="Items">Samples, tokens or operations of a step.</param>
/// <param name="Prepare">Builds the model and draws its data.</param>
sealed record Workload(string Name, long Items, Func<Job> Prepare)
{
    public static IReadOnlyList<Workload> All { get; } =
        [.. TrainingWorkloads.All, .. RecurrentWorkloads.All, .. TransformerWorkloads.All, .. OpWorkloads.All];
}
