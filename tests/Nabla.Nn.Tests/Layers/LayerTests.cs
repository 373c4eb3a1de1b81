using Nabla.Testing;

namespace Nabla.Nn.Tests.Layers;

public class LayerTests
{
    static readonly Dictionary<string, LayerCase> Cases = LayerCases.All.ToDictionary(c => c.ToString());

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Shapes(string name) => Cases[name].HasShapes();

    [Theory]
    [MemberData(nameof(Names))]
    public void Tensors(string name) => Cases[name].HasTensors();

    [Theory]
    [MemberData(nameof(Names))]
    public void PrintedForm(string name) => Cases[name].Prints();

    [Theory]
    [MemberData(nameof(Names))]
    public void DerivativesInTraining(string name) => Cases[name].Differentiates(training: true);

    [Theory]
    [MemberData(nameof(Names))]
    public void DerivativesInUse(string name) => Cases[name].Differentiates(training: false);

    [Theory]
    [MemberData(nameof(Names))]
    public void SaveAndLoad(string name) => Cases[name].SurvivesAFile();

    [Theory]
    [MemberData(nameof(Names))]
    public void OneStepLowersTheLoss(string name) => Cases[name].Learns();

    [Theory]
    [MemberData(nameof(Names))]
    public void TrainingDiffersOnlyWhereDeclared(string name) => Cases[name].TrainsAsDeclared();

    [Theory]
    [MemberData(nameof(Names))]
    public void ValuesFollowSeedAndPath(string name) => Cases[name].FollowsSeedAndPath();

    [Theory]
    [MemberData(nameof(Names))]
    public void ACapturedStepHasTheBitsOfTheEagerOne(string name) => Cases[name].RunsCaptured();

    [Fact]
    public void EveryLayerHasARow()
    {
        var kinds = typeof(Linear).Assembly.GetExportedTypes().Where(t => t.IsSubclassOf(typeof(Module<Tensor, Tensor>)) && !t.IsAbstract);
        var covered = LayerCases.All.Select(c => c.Create().GetType()).ToHashSet();
        Assert.Empty(kinds.Where(t => !covered.Contains(t)).Select(t => t.Name));
    }
}
