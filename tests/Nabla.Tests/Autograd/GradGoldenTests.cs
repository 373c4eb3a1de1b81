using Nabla.Testing;

namespace Nabla.Tests;

/// <summary>Products with derivatives against torch.autograd.functional (eng/golden/torch_autograd.py).</summary>
public class GradGoldenTests
{
    static readonly GoldenFile Golden = new("autograd", typeof(GradGoldenTests).Assembly);

    [Theory]
    [InlineData(DType.Float64, 1e-12)]
    [InlineData(DType.Float32, 1e-5)]
    public void EqualsPyTorch(DType dtype, double tolerance)
    {
        Tensor Of(string name) => Golden[name].To(dtype);
        Tensor F(Tensor x) => x.MatMul(Of("w")).Tanh() * (x.Select(0, 0) * x.Select(0, 1)).Exp() + x.Sin().Sum().Square();
        Tensor H(Tensor x) => F(x).Square().Sum();
        void Same(string name, Tensor actual) => GoldenFile.AssertClose(Of(name), actual, tolerance, name);

        var (x, v, u) = (Of("x"), Of("v"), Of("u"));
        Same("value", Grad.VectorJacobian(F, x, u).Value);
        Same("value", Grad.JacobianVector(F, x, v).Value);
        Same("vjp", Grad.VectorJacobian(F, x, u).Product);
        Same("jvp", Grad.JacobianVector(F, x, v).Product);
        Same("hvp", Grad.HessianVector(H, x, v).Product);
        Same("gradient", Grad.Of(H)(x));
        Same("jacobian", Grad.Jacobian(F, x));
        Same("hessian", Grad.Hessian(H, x));
        Same("hvp", Grad.JacobianVector(Grad.Of(H), x, v).Product);
    }

    [Theory]
    [InlineData(DType.Float64, 1e-12)]
    [InlineData(DType.Float32, 1e-5)]
    public void GradientsOfEachSample(DType dtype, double tolerance)
    {
        Tensor[] p = [.. Enumerable.Range(0, 3).Select(k => Golden[$"p{k}"].To(dtype).Track())];
        var rows = Grad.PerSample(
            x => x[0].Linear(p[0], p[1]).Tanh().Linear(p[2]).MeanSquaredError(x[1]), [Golden["samples"].To(dtype), Golden["target"].To(dtype)], p);
        for (var k = 0; k < 3; k++)
            GoldenFile.AssertClose(Golden[$"rows{k}"], rows[k], tolerance, $"gradients of each sample by parameter {k}");
    }
}
