namespace Nabla.Cli.Tasks;

/// <summary>
/// The tasks, in the order of the help. A new task is a new file and a line here: finding it by reflection would not survive trimming.
/// </summary>
static class Catalog
{
    public static IReadOnlyList<CliTask> Tasks { get; } = [new DigitsTask(), new MnistTask(), new FashionMnistTask()];
}
