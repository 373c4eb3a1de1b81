using Nabla.Testing;

namespace Nabla.Tests;

/// <summary>Products with derivatives, custom gradients and differences, where no other program is needed to know the result.</summary>
public class DifferentiationTests
{
    static readonly Tensor X = GradCheck.Values([3], 0.5, 1.5, 4), V = GradCheck.Values([3], -1, 1, 5);

    [Fact]
    public void ProductsCanBeDifferentiatedAgain()
    {
        // h(x) = Σ (J v)ᵢ with f = x³: J v = 3x² v, its gradient 6x v.
        var leaf = X.Track();
        var product = Grad.JacobianVector(x => x * x * x, leaf, V).Product;
        OpCheck.Close(Grid.Of(3 * X * X * V), product, 1e-14, "J v");
        OpCheck.Close(Grid.Of(6 * X * V), product.Sum().Backward()[leaf], 1e-14, "its gradient");
        OpCheck.Close(Grid.Of(6 * V), Grad.HessianVector(x => (x * x * x).Sum(), leaf, V).Product.Sum().Backward()[leaf], 1e-14, "third derivative");
    }

    [Fact]
    public void AFunctionThatIgnoresItsArgumentHasProductsZero()
    {
        Assert.All(
            [Grad.VectorJacobian(_ => V, X, V), Grad.JacobianVector(_ => V, X, V), Grad.HessianVector(_ => V.Sum(), X, V)],
            both => Assert.Equal([0, 0, 0], both.Product.ToArray<double>()));
    }

    [Fact]
    public void VectorsOfTheWrongShapeAreNamed()
    {
        Assert.Equal("VectorJacobian: the vector must have the shape (), got (3).", Message(() => Grad.VectorJacobian(x => x.Sum(), X, V)));
        Assert.Equal("JacobianVector: the vector must have the shape (3), got ().", Message(() => Grad.JacobianVector(x => x, X, V.Sum())));
        Assert.Equal("HessianVector: the function must give one number, got (3).", Message(() => Grad.HessianVector(x => x, X, V)));
        Assert.Equal("PerSample: all inputs must have the same number of samples, got (3), ().", Message(() => Grad.PerSample(x => x[0], [V, V.Sum()])));
    }

    [Fact]
    public void DifferencesFindTheGradient()
    {
        Tensor F(Tensor x) => (x.Exp() * x.Sin()).Sum();
        var exact = X.Exp() * (X.Sin() + X.Cos());
        OpCheck.Close(Grid.Of(exact), NumericalGradient.Central(F, X), 1e-9, "central");
        OpCheck.Close(Grid.Of(exact), NumericalGradient.Richardson(F, X), 1e-12, "extrapolated");
        Assert.InRange(NumericalGradient.Error(F, X), 0, 1e-11);
    }

    [Fact]
    public void DifferencesFindAWrongRule()
    {
        Tensor Wrong(Tensor x) => CustomGradient.Apply(v => v[0].Square(), (g, _, v) => [g * v[0]], x).Sum();
        Assert.InRange(NumericalGradient.Error(Wrong, X), 0.1, 1);
    }

    [Fact]
    public void DifferencesWantDouble() => Assert.Equal(
        "NumericalGradient.Central: differences need float64, got float32; convert with To.",
        Message(() => NumericalGradient.Central(x => x.Sum(), X.To(DType.Float32))));

    [Fact]
    public void ACustomGradientIsTakenAtItsWord()
    {
        var (a, b) = (X.Track(), V.Track());
        var y = CustomGradient.Apply(x => x[0] * x[1], (g, y, x) => [g * x[1] * y, null], a, b);
        OpCheck.Close(Grid.Of(X * V), y, 0, "value");
        var gradients = y.Sum().Backward();
        OpCheck.Close(Grid.Of(V * X * V), gradients[a], 1e-15, "gradient");
        Assert.Null(gradients.Find(b));
    }

    [Fact]
    public void ACustomGradientWrittenInOpsHasEveryOrder() => GradCheck.Run(
        x => CustomGradient.Apply(v => (v[0].Exp() + 1).Log(), (g, _, v) => [g * v[0].Sigmoid()], x[0]), [X]);

    [Fact]
    public void ACustomGradientMayReadItsResult() => GradCheck.Run(
        x => CustomGradient.Apply(v => v[0].Exp(), (g, y, _) => [g * y], x[0]), [X]);

    [Fact]
    public void ACustomGradientOfTheWrongFormIsNamed()
    {
        var many = CustomGradient.Apply(x => x[0], (g, _, _) => [g, g], X.Track());
        Assert.Equal("CustomGradient: the rule must give 1 gradients, one for each input, got 2.",
            Assert.Throws<InvalidOperationException>(() => many.Sum().Backward()).Message);
        var wide = CustomGradient.Apply(x => x[0], (g, _, _) => [g.Unsqueeze(0)], X.Track() * 1);
        Assert.StartsWith("Backward of CustomGradient: a gradient must have the shape (3) of its input, got (1, 3).",
            Assert.Throws<InvalidOperationException>(() => wide.Sum().Backward()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void StraightThroughHasTheValueOfOneAndTheGradientOfTheOther()
    {
        var x = Tensor.Of(-1.5, 0.25, 2).Track();
        var y = CustomGradient.StraightThrough(t => t.Sign(), x);
        Assert.Equal([-1, 1, 1], y.ToArray<double>());
        OpCheck.Close(Grid.Of(V), (y * V).Sum().Backward()[x], 0, "gradient");
        Assert.Equal("StraightThrough: the function must keep the shape (3), got ().", Message(() => CustomGradient.StraightThrough(t => t.Sum(), x)));
    }

    static string Message(Action call) => Assert.Throws<ShapeException>(call).Message;
}
