using Nabla.Testing;

namespace Nabla.Nn.Tests.Optimizers;

public class LbfgsTests
{
    [Theory]
    [InlineData("lbfgs")]
    [InlineData("lbfgs short memory")]
    public void FollowsPyTorchDownRosenbrocksValley(string name)
    {
        using var golden = new GoldenFile("optimizers");
        var trace = golden[$"{name}/trace"].ToArray<double>();
        var model = new Place();
        model.To(DType.Float64);
        var optimizer = Made();
        for (var call = 0; call < trace.Length / 2; call++)
        {
            optimizer.Step(() => Rosenbrock(model.P));
            var expected = Tensor.Of(trace[2 * call], trace[2 * call + 1]);
            GoldenFile.AssertClose(expected, model.P, 1e-9, $"{name}, call {call}");
            var again = Made();      // as after a restart
            again.LoadState(optimizer.SaveState().ToDictionary(s => s.Name, s => s.Value));
            optimizer = again;
        }

        if (name == "lbfgs")
            Assert.InRange(Rosenbrock(model.P).Item(), 0, 1e-9);     // a step that promises to lower the loss by less is not made

        Lbfgs Made() => name == "lbfgs" ? new Lbfgs(model, iterations: 4) : new Lbfgs(model, 0.5, iterations: 5, memory: 2);
    }

    [Fact]
    public void SettingsOutOfRangeAreRefused() => Assert.Equal(
        "Lbfgs: the learning rate must be above 0, iterations and memory at least 1, got 1, 0 and 100.",
        Assert.Throws<ArgumentException>(() => new Lbfgs(new Place(), iterations: 0)).Message);

    // The line search follows the loss, so the last digits of float32 grow: to 2e-5 in the third call. Two calls are eight iterations.
    [Fact]
    public void FollowsPyTorchInSinglePrecision()
    {
        using var golden = new GoldenFile("optimizers");
        var model = new Place();
        var optimizer = new Lbfgs(model, iterations: 4);
        for (var call = 0; call < 2; call++)
        {
            optimizer.Step(() => Rosenbrock(model.P));
            GoldenFile.AssertClose(golden["lbfgs/trace"][call], model.P, 1e-5, $"lbfgs, float32, call {call}");
        }
    }

    [Fact]
    public void StateThatDoesNotFitIsRefusedAndNothingChanges()
    {
        var model = new Place();
        var optimizer = new Lbfgs(model, iterations: 4);
        optimizer.Step(() => Rosenbrock(model.P));
        var saved = optimizer.SaveState().ToDictionary(s => s.Name, s => s.Value);
        void Refuses(string name, Tensor? value, string message)
        {
            var changed = new Dictionary<string, Tensor>(saved);
            changed.Remove(name);
            if (value is not null)
                changed[name] = value;
            Assert.Equal(message, Assert.Throws<ArgumentException>(() => optimizer.LoadState(changed)).Message);
        }

        Refuses("figures", null, "Lbfgs: the saved state must hold a tensor figures of shape (3), got none.");
        Refuses("direction", Tensor.Zeros([3]), "Lbfgs: the saved state must hold a tensor direction of shape (2), got (3).");
        Refuses("0.change", Tensor.Zeros([2, 1]), "Lbfgs: the saved state must hold a tensor 0.change of shape (2), got (2, 1).");
        Assert.Equal(saved["direction"].ToArray<double>(), optimizer.SaveState().Single(s => s.Name == "direction").Value.ToArray<double>());
    }

    // (1 − x)² + 100 (y − x²)², lowest at (1, 1)
    static Tensor Rosenbrock(Tensor p)
    {
        var (x, y) = ((p * Tensor.Of(1.0, 0.0).To(p.DType)).Sum(), (p * Tensor.Of(0.0, 1.0).To(p.DType)).Sum());
        return (1 - x).Square() + 100 * (y - x.Square()).Square();
    }

    sealed class Place : Module<Tensor, Tensor>
    {
        public Parameter P { get; } = new([2], new Start());

        protected override Tensor Forward(Tensor input) => input;
    }

    sealed class Start : Init
    {
        public override Tensor Draw(Shape shape, DType dtype, Rng rng) => Tensor.Of(-1.2, 1.0).To(dtype);
    }
}
