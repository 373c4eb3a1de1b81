using Nabla.Testing;

namespace Nabla.Tests.Ops;

/// <summary>
/// Where the meaning of an op could be read in two ways: numbers printed by PyTorch 2 (eng/golden/torch_printed.py), to 12 decimals.
/// </summary>
public class PyTorchTests
{
    const double Tolerance = 1e-11;

    static readonly Tensor Logits = Tensor.From<double>([1.5, -0.5, 0.25, 0, 2, -1, 3, 0.5, 0.5, -1, -2, 0.75], [4, 3]);
    static readonly Tensor Targets = Tensor.Of(0L, 2L, -100L, 1L);
    static readonly Tensor Weights = Tensor.Of(0.5, 2, 1.25);
    static readonly Tensor Probabilities = Tensor.From<double>([.2, .3, .5, 1, 0, 0, .1, .1, .8, .6, .4, 0], [4, 3]);

    public static TheoryData<string, Func<Tensor, Tensor>, double, double[]> CrossEntropies => new()
    {
        { "mean", x => x.CrossEntropy(Targets), 2.161684719998,
            [-0.098895341326, 0.03172773205, 0.067167609276, 0.038065066462, 0.281264911494, -0.319329977955, 0, 0, 0, 0.046800164304, -0.316116515043, 0.269316350739] },
        { "sum", x => x.CrossEntropy(Targets, Reduction.Sum), 6.485054159995,
            [-0.296686023978, 0.095183196149, 0.201502827829, 0.114195199385, 0.843794734481, -0.957989933866, 0, 0, 0, 0.140400492911, -0.948349545128, 0.807949052217] },
        { "weighted", x => x.CrossEntropy(Targets, classWeights: Weights), 2.683945602565,
            [-0.03955813653, 0.01269109282, 0.026867043711, 0.038065066462, 0.281264911494, -0.319329977955, 0, 0, 0, 0.074880262886, -0.505786424068, 0.430906161182] },
        { "smoothed", x => x.CrossEntropy(Targets, labelSmoothing: 0.1), 2.111684719998,
            [-0.076673119104, 0.020616620939, 0.056056498165, 0.02695395535, 0.270153800383, -0.297107755733, 0, 0, 0, 0.035689053192, -0.29389429282, 0.258205239628] },
        { "weighted, smoothed", x => x.CrossEntropy(Targets, labelSmoothing: 0.1, classWeights: Weights), 2.588386180975,
            [-0.016602968121, -0.003183021035, 0.019785989156, 0.033620622017, 0.263487133716, -0.297107755733, 0, 0, 0, 0.067627808583, -0.47126387761, 0.403636069027] },
        { "probabilities, weighted, smoothed", x => x.CrossEntropy(Probabilities, labelSmoothing: 0.1, classWeights: Weights), 2.412964401019,
            [0.204987374186, -0.120315701435, -0.08467167275, -0.100251106755, 0.104628826415, -0.00437771966, 0.25301492042, -0.03963246021, -0.21338246021, -0.032530029268, -0.182269102371, 0.214799131639] },
    };

    [Theory, MemberData(nameof(CrossEntropies))]
    public void CrossEntropyWithEachOption(string name, Func<Tensor, Tensor> loss, double expected, double[] gradient)
    {
        var x = Logits.Track();
        var y = loss(x);
        Assert.Equal(expected, y.Item(), Tolerance);
        Equal(gradient, y.Backward()[x], name);
    }

    [Fact]
    public void EqualMaximaShareTheGradient()
    {
        var x = Tensor.From<double>([1, 3, 3, 3, 2, 3], [2, 3]).Track();
        Equal([0, 0.25, 0.25, 0.25, 0, 0.25], x.Max().Backward()[x], "over all");
        Equal([0, 0.5, 0.5, 0.5, 0, 0.5], x.Max(1).Sum().Backward()[x], "over rows");
    }

    [Fact]
    public void MaxPoolTakesTheFirstOfEqualsAndTheLastNaN()
    {
        var ties = Tensor.From<double>([2, 2, 1, 2], [1, 1, 4, 1]).MaxPoolWithPositions((1, 3), 1, (0, 1));
        Equal([2, 2, 2, 2], ties.Values, "values");
        Equal([0, 0, 1, 3], ties.Positions, "positions");
        var nan = Tensor.From<double>([2, 2, 1, 2, double.NaN, 5, double.NaN, 1], [1, 2, 4, 1]).MaxPoolWithPositions(2, 1);
        Equal([double.NaN, double.NaN, double.NaN], nan.Values, "values");
        Equal([4, 6, 6], nan.Positions, "positions");
    }

    [Fact]
    public void AveragePoolCountsPaddingIfAsked()
    {
        var x = Tensor.Range(12, DType.Float64).Reshape(1, 3, 4, 1) + 1;
        Equal([0.25, 1.25, 1, 3.5, 8.5, 5], x.AveragePool(2, 2, 1), "counted");
        Equal([1, 2.5, 4, 7, 8.5, 10], x.AveragePool(2, 2, 1, countPadding: false), "not counted");
    }

    [Fact]
    public void BatchNormUsesThePopulationVarianceAndReportsIt()
    {
        var (y, mean, variance) = Tensor.From<double>([1, 2, 3, 5, 8, -1, 0, 4], [4, 2]).BatchNorm();
        Equal([-0.6488853430045385, -0.21821768240972717, 0, 1.0910884120486357, 1.6222133575113462, -1.52752377686809, -0.9733280145068077, 0.6546530472291814], y, "y");
        Equal([0.3, 0.25], mean * 0.1, "running mean");
        Equal([2.1666666666666665, 1.6], 0.9 + variance * (0.1 * 4 / 3), "running variance");
    }

    [Fact]
    public void ConvTransposeWithOutputPadding()
    {
        var x = (Tensor.Range(4, DType.Float64) + 1).Reshape(1, 2, 2, 1);
        var w = (Tensor.Range(9, DType.Float64) + 1).Reshape(1, 3, 3, 1);
        Equal([5, 14, 10, 12, 14, 36, 24, 30, 15, 34, 20, 24, 24, 55, 32, 36], x.ConvTranspose(w, null, 2, 1, 1), "y");
    }

    [Fact]
    public void LossesOfHugeScoresAreExact() =>
        Equal([100, 0, 0.4740769841801067], Tensor.Of(100.0, -100, 0.5).BinaryCrossEntropyWithLogits(Tensor.Of(0.0, 0, 1), Reduction.None), "loss");

    [Fact]
    public void LogSumExpOfInfinities()
    {
        Assert.Equal(double.NegativeInfinity, Tensor.Of(double.NegativeInfinity, double.NegativeInfinity).LogSumExp().Item());
        Assert.Equal(double.PositiveInfinity, Tensor.Of(double.PositiveInfinity, 1).LogSumExp().Item());
    }

    [Fact]
    public void NormOfZerosHasGradientZero()
    {
        var x = Tensor.Zeros([3], DType.Float64).Track();
        Equal([0, 0, 0], x.Norm().Backward()[x], "gradient");
    }

    // PyTorch's second derivative of a product with two zeros is 0; by definition ∂²(abcd)/∂a∂c = bd.
    [Fact]
    public void ProductWithTwoZerosHasASecondDerivative()
    {
        var x = Tensor.Of(0.0, 2, 0, 3).Track();
        Equal([0, 0, 0, 0], x.Product().Backward()[x], "gradient");
        Equal([0, 0, 6, 0, 0, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0], Grad.Hessian(v => v.Product(), x.Detach()), "Hessian");
    }

    static void Equal(double[] expected, Tensor actual, string what) =>
        OpCheck.Close(new Grid(actual.Shape.ToArray()) { Values = expected }, actual, Tolerance, what);
}
