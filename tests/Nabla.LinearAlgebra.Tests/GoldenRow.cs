using Nabla.Testing;

namespace Nabla.LinearAlgebra.Tests;

/// <summary>
/// One row of a golden file: NAME/x0, x1 … go in, NAME/y0 … come out, and NAME/dx0 … are the gradients of Σ y g for NAME/g0 …
/// </summary>
static class GoldenRow
{
    public static void Check(GoldenFile golden, string name, DType dtype, Func<Tensor[], Tensor[]> row, double tolerance)
    {
        var x = Numbered(golden, $"{name}/x", dtype).Select(t => t.Track()).ToArray();
        var y = row(x);
        var loss = Tensor.Scalar(0, dtype);
        foreach (var (i, g) in Numbered(golden, $"{name}/g", dtype).Index())
        {
            GoldenFile.AssertClose(golden[$"{name}/y{i}"], y[i], tolerance, $"{name}: result {i}");
            loss += (y[i] * g).Sum();
        }

        CheckGradients(golden, name, x, loss.Backward(), tolerance);
    }

    public static void CheckGradients(GoldenFile golden, string name, Tensor[] x, Gradients gradients, double tolerance)
    {
        foreach (var (i, d) in Numbered(golden, $"{name}/dx", x[0].DType).Index())
            GoldenFile.AssertClose(d, gradients[x[i]], tolerance, $"{name}: gradient by input {i}");
    }

    public static Tensor[] Numbered(GoldenFile golden, string prefix, DType dtype) =>
        [.. Enumerable.Range(0, 4).TakeWhile(i => golden.Has($"{prefix}{i}")).Select(i => golden[$"{prefix}{i}"].To(dtype))];
}
