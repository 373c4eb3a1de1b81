using Nabla.Testing;

namespace Nabla.Tests;

public class GradTests
{
    [Fact]
    public void DerivativesOfAnyOrderOfAPower()
    {
        Func<Tensor, Tensor> f = x => (x * x * x * x).Sum();
        var expected = new[] { 4 * 8.0, 12 * 4, 24 * 2, 24, 0 };
        foreach (var derivative in expected)
        {
            f = Summed(Grad.Of(f));
            Assert.Equal(derivative, f(Tensor.Of(2.0)).Item(), 1e-12);
        }
    }

    static Func<Tensor, Tensor> Summed(Func<Tensor, Tensor> f) => x => f(x).Sum();

    [Fact]
    public void TheGradientOfASumHasTheShapeOfItsArgument() =>
        Assert.Equal([2, 3], Grad.Of(x => x.Exp().Sum())(Tensor.Zeros([2, 3])).Shape);

    [Fact]
    public void AFunctionThatIgnoresItsArgumentHasGradientZero() =>
        Assert.Equal(0, Grad.Of(_ => Tensor.Scalar(3))(Tensor.Scalar(1)).Item());

    [Fact]
    public void JacobianOfALinearMapIsItsMatrix()
    {
        var a = GradCheck.Values([3, 4], -1, 1, 5);
        OpCheck.Close(Grid.Of(a), Grad.Jacobian(a.MatMul, GradCheck.Values([4], -1, 1, 6)), 0, "Jacobian");
    }

    [Fact]
    public void HessianOfAQuadraticFormIsTheSymmetricPartTwice()
    {
        var a = GradCheck.Values([4, 4], -1, 1, 5);
        var hessian = Grad.Hessian(x => x.MatMul(a).MatMul(x), GradCheck.Values([4], -1, 1, 6));
        OpCheck.Close(Grid.Of(a + a.T), hessian, 1e-14, "Hessian");
    }

    [Fact]
    public void JacobianOfAMatrixFunctionHasBothShapes() =>
        Assert.Equal([3, 2, 2, 3], Grad.Jacobian(x => x.T * 2, GradCheck.Values([2, 3], -1, 1, 5)).Shape);
}
