namespace Nabla.LinearAlgebra;

/// <summary>
/// A few eigenvalues at one end of the spectrum, by products alone: the locally optimal block preconditioned conjugate gradient method
/// (Knyazev 2001). So the matrix may be one that is never formed, as a Hessian or the Laplacian of a graph.
/// </summary>
/// <example><code>
/// var hessian = (Tensor v) => Grad.HessianVector(loss, weights, v.Squeeze(-1)).Product.Unsqueeze(-1);
/// var (sharpness, direction) = Lobpcg.Find(hessian, rng.Normal([weights.Length, 1]));
/// </code></example>
public static class Lobpcg
{
    /// <summary>The K largest or smallest w with A v = w B v, the outermost first, and their v with vᵀ B v = 1; without gradient.</summary>
    /// <param name="multiply">X ↦ A X for a symmetric A, of one to 3 K columns at once.</param>
    /// <param name="start">First vectors, independent; random ones will do.</param>
    /// <param name="largest">Which end.</param>
    /// <param name="metric">X ↦ B X for a positive definite B; the identity if null.</param>
    /// <param name="preconditioner">R ↦ about A⁻¹ R, which makes it converge faster at the lower end.</param>
    /// <param name="iterations">At most so many.</param>
    /// <param name="tolerance">When to stop: |A v − w B v| over |B v| and the largest value met.</param>
    /// <shape>start (N, K) with 3 K ≤ N → w (K), V (N, K)</shape>
    /// <exception cref="ShapeException">The start is no matrix with at least three times as many rows as columns.</exception>
    /// <exception cref="LinearAlgebraException">B is not positive definite.</exception>
    public static (Tensor Values, Tensor Vectors) Find(
        Func<Tensor, Tensor> multiply, Tensor start, bool largest = true, Func<Tensor, Tensor>? metric = null, Func<Tensor, Tensor>? preconditioner = null,
        int iterations = 1000, double tolerance = 1e-9)
    {
        ArgumentNullException.ThrowIfNull(multiply);
        ArgumentNullException.ThrowIfNull(start);
        Matrices.Require("Lobpcg", start);
        ArgumentOutOfRangeException.ThrowIfLessThan(iterations, 1);
        if (start.Rank != 2 || 3 * start.Shape[1] > start.Shape[0])
            throw new ShapeException($"Lobpcg: the start must be (N, K) with 3 K ≤ N, got {start.Shape}; SymmetricEigen gives all.");
        using var pause = Autograd.Pause();
        var k = start.Shape[1];
        var (basis, known) = (start, 0);
        while (true)
        {
            var q = basis.Qr().Q;
            Tensor aq = multiply(q), bq = metric?.Invoke(q) ?? q;
            var (w, c, size) = Ritz(q.T.MatMul(aq), metric is null ? null : q.T.MatMul(bq), k, largest);
            Tensor x = q.MatMul(c), bx = bq.MatMul(c);
            var rest = aq.MatMul(c) - bx * w;
            if (++known == iterations || (rest.Square().Sum(0).Sqrt() / bx.Square().Sum(0).Sqrt()).Max().Item() <= tolerance * size)
                return (w, x * Sign(x));
            // The last step is what the new vectors have of all but the old ones.
            Tensor[] directions = known == 1 ? [] : [q.Slice(1, k, q.Shape[1] - k).MatMul(c.Slice(0, k, q.Shape[1] - k))];
            basis = Tensor.Concat([x, preconditioner?.Invoke(rest) ?? rest, .. directions], 1);
        }
    }

    /// <summary>1 or −1, so that the element of largest absolute value of each column becomes positive.</summary>
    internal static Tensor Sign(Tensor v) => v.TakeAlong(-2, v.Abs().ArgMax(-2, keepAxes: true)).Sign();

    // The outermost values in the span of a basis, the vectors' coordinates there, and the largest absolute value.
    static (Tensor Values, Tensor Coordinates, double Size) Ritz(Tensor a, Tensor? gram, int k, bool largest)
    {
        var root = gram?.Cholesky();
        if (root is not null)
            a = root.TriangularSolve(root.TriangularSolve(a).T);
        var (w, c) = a.SymmetricEigen();
        var size = w.Abs().Max().Item();
        (w, c) = largest ? (w.Flip(0).Slice(0, 0, k), c.Flip(1).Slice(1, 0, k)) : (w.Slice(0, 0, k), c.Slice(1, 0, k));
        return (w, root?.T.TriangularSolve(c, upper: true) ?? c, size);
    }
}
