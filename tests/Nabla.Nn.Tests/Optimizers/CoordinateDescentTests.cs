using Nabla.Testing;

namespace Nabla.Nn.Tests.Optimizers;

public class CoordinateDescentTests
{
    [Theory]
    [InlineData("cyclic", CoordinateChoice.Cyclic, 0, 1)]
    [InlineData("cyclic lasso", CoordinateChoice.Cyclic, 0.3, 0.7)]
    [InlineData("steepest", CoordinateChoice.Steepest, 0, 1)]
    [InlineData("steepest lasso", CoordinateChoice.Steepest, 0.3, 1)]
    public void EighteenMovesEqualTheReference(string name, CoordinateChoice choice, double l1, double share)
    {
        using var golden = new GoldenFile("optimizers_more");
        foreach (var (dtype, tolerance) in new[] { (DType.Float64, 1e-13), (DType.Float32, 1e-5) })
        {
            var (x, y) = (golden["coordinates/x"].To(dtype), golden["coordinates/y"].To(dtype));
            var model = Started(golden["coordinates/start"], dtype);
            var optimizer = new CoordinateDescent(model, choice, l1, moves: 1, share);
            for (var move = 0; move < 18; move++)
            {
                var again = new CoordinateDescent(model, choice, l1, moves: 1, share);      // as after a restart
                again.LoadState(optimizer.SaveState().ToDictionary(s => s.Name, s => s.Value));
                optimizer = again;
                optimizer.Step(() => HalfMeanSquare(x.MatMul(model.P.Value.Unsqueeze(1)).Squeeze(1) - y)
                    + 0.25 * model.P.Value.Square().Square().Sum());
                GoldenFile.AssertClose(golden[$"coordinates {name}/trace"][move], model.P, tolerance, $"{name}, move {move}");
            }
        }
    }

    [Theory]
    [InlineData("lasso", 0.1, CoordinateChoice.Cyclic)]
    [InlineData("lasso", 0.1, CoordinateChoice.Random)]
    [InlineData("lasso", 0.1, CoordinateChoice.Steepest)]
    [InlineData("lasso intercept", 0.25, CoordinateChoice.Cyclic)]
    public void TheLassoIsScikitLearns(string name, double l1, CoordinateChoice choice)
    {
        using var golden = new GoldenFile("optimizers_more");
        var (x, y) = (golden["coordinates/x"], (golden["coordinates/y"] + 2).Unsqueeze(1));
        var model = new Linear(6, 1, bias: name.EndsWith("intercept", StringComparison.Ordinal));
        model.To(DType.Float64);
        model.Initialize(seed: 4);
        var optimizer = new CoordinateDescent(model, choice, l1, penalized: p => p == model.Weight);
        for (var sweep = 0; sweep < 150; sweep++)
            optimizer.Step(() => HalfMeanSquare(model.Call(x) - y));
        var weights = golden[$"{name}/weights"];
        GoldenFile.AssertClose(weights, model.Weight.Value.Squeeze(0), 1e-9, $"{name}, {choice}");
        Assert.Equal(weights.ToArray<double>().Select(v => v == 0), model.Weight.Value.ToArray<double>().Select(v => v == 0));
        if (model.Bias is { } bias)
            GoldenFile.AssertClose(golden[$"{name}/bias"], bias.Value.Squeeze(0), 1e-9, $"{name}, bias");
    }

    [Fact]
    public void AFrozenParameterStaysAndALossWithoutCurvatureIsFollowed()
    {
        var model = new Linear(1, 1);
        model.To(DType.Float64);
        model.Weight.Load(Tensor.Of([[2.0]]));
        model.Bias!.Load(Tensor.Of(3.0));
        model.Weight.Frozen = true;
        var before = new CoordinateDescent(model).Step(() => 5 * model.Call(Tensor.Of([[1.0]])).Sum());
        Assert.Equal((25, 2, -2), (before, model.Weight.Value.Item(), model.Bias.Value.Item()));
    }

    [Theory]
    [InlineData(-1, null, 1, "CoordinateDescent: the penalty must be at least 0, got -1.")]
    [InlineData(0, 0, 1, "CoordinateDescent: a step must have at least 1 move, got 0.")]
    [InlineData(0, null, 0, "CoordinateDescent: the learning rate must be above 0, got 0.")]
    public void SettingsOutOfRangeAreRefused(double l1, int? moves, double rate, string message) => Assert.Equal(
        message, Assert.Throws<ArgumentException>(() => new CoordinateDescent(new Linear(1, 1), l1: l1, moves: moves, learningRate: rate)).Message);

    static Tensor HalfMeanSquare(Tensor x) => 0.5 * x.Square().Mean();

    static Place Started(Tensor start, DType dtype)
    {
        var model = new Place();
        model.To(dtype);
        model.P.Load(start);
        return model;
    }

    sealed class Place : Module<Tensor, Tensor>
    {
        public Parameter P { get; } = new([6], Init.Constant(0));

        protected override Tensor Forward(Tensor input) => input;
    }
}
