using Nabla.Kernels;

namespace Nabla.LinearAlgebra;

/// <summary>Symmetric matrices that need not be positive definite.</summary>
public static class LdlOp
{
    extension(Tensor a)
    {
        /// <summary>
        /// Rows and columns order[i], order[j] of (A + Aᵀ) / 2 are element (i, j) of L D Lᵀ: L is lower triangular with 1 on its diagonal,
        /// D symmetric with blocks of one or two on its diagonal (Bunch, Kaufman 1977). A singular matrix has factors too; its L has no
        /// gradient.
        /// </summary>
        /// <shape>(…, N, N) → L (…, N, N), D (…, N, N), order (…, N) int64</shape>
        /// <exception cref="ShapeException">A is not square.</exception>
        public (Tensor L, Tensor D, Tensor Order) Ldl()
        {
            Matrices.RequireSquare("Ldl", a);
            var n = a.Shape[-1];
            var parts = Matrices.Split(Batch.Run("Ldl", new LdlKernel(n), a, null, [n * n + 3 * n]), [n * n + 2 * n], [n]);
            var order = parts[1].Detach().To(DType.Int64);
            var factors = Factors.Of(Autograd.Record(parts[0], new Back(parts[0], order), a), n);
            return (factors.L, factors.D, order);
        }

        /// <summary>
        /// As <see cref="Ldl"/>, and of each matrix 0, or k if the block of D at k, from 1 on, is a single 0: nothing can be solved then.
        /// </summary>
        /// <shape>(…, N, N) → L (…, N, N), D (…, N, N), order (…, N) int64, info (…) int64</shape>
        /// <exception cref="ShapeException">A is not square.</exception>
        public (Tensor L, Tensor D, Tensor Order, Tensor Info) TryLdl()
        {
            Matrices.RequireSquare("TryLdl", a);
            var (l, d, order) = a.Ldl();
            return (l, d, order, Attempt.First(d.Detach().EqualTo(0).All([-1])));
        }

        /// <summary>X with A X = B, from L, D and the order of A that <see cref="Ldl"/> gives; not finite if D is singular.</summary>
        /// <shape>L (…, N, N), D (…, N, N), order (…, N), B (…, N, K) → (…, N, K)</shape>
        /// <exception cref="ShapeException">Sizes that do not fit.</exception>
        public Tensor LdlSolve(Tensor d, Tensor order, Tensor b)
        {
            LuOp.RequireOrder("LdlSolve", a, order);
            if (d.Shape != a.Shape)
                throw new ShapeException($"LdlSolve: D must be {a.Shape} like L, got {d.Shape}.");
            var (l, right) = Matrices.System("LdlSolve", a, b);
            var rows = order.Unsqueeze(-1).BroadcastTo(right.Shape);
            var inner = l.TriangularSolve(right.TakeAlong(-2, rows), unitDiagonal: true);
            var x = l.T.TriangularSolve(Divided(inner, d.Diagonal(), d.Diagonal(-1).Pad(-1, 0, 1)), upper: true, unitDiagonal: true);
            return x.TakeAlong(-2, order.ArgSort().Unsqueeze(-1).BroadcastTo(right.Shape));
        }
    }

    // D⁻¹ B for the diagonal d and what stands below it, e: of a block [d₀ e; e d₁] that is [d₁ −e; −e d₀] / (d₀ d₁ − e²)
    static Tensor Divided(Tensor b, Tensor d, Tensor e)
    {
        var before = e.Roll(1, -1);
        var own = Tensor.Scalar(1, d.DType, d.Device);
        var partner = e.NotEqualTo(0).Where(d.Roll(-1, -1), before.NotEqualTo(0).Where(d.Roll(1, -1), own));
        var turned = partner.Unsqueeze(-1) * b - e.Unsqueeze(-1) * b.Roll(-1, -2) - before.Unsqueeze(-1) * b.Roll(1, -2);
        return turned / (d * partner - (e + before).Square()).Unsqueeze(-1);
    }

    // The parts of a packed row: L, the diagonal of D and what stands below it.
    readonly record struct Factors(Tensor L, Tensor Diagonal, Tensor Below)
    {
        public static Factors Of(Tensor packed, int n) =>
            Matrices.Split(packed, [n, n], [n], [n]) is var parts ? new(parts[0], parts[1], parts[2]) : default;

        public Tensor Lower => Below.Slice(-1, 0, Below.Shape[-1] - 1).DiagonalMatrix(-1);

        public Tensor D => Diagonal.DiagonalMatrix() + Lower + Lower.T;
    }

    // With S = L⁻¹ dM L⁻ᵀ of M = L D Lᵀ, the permuted A: dD are the blocks of S, dL = L below(S) D⁻¹ for what lies below the blocks. So
    // Ṁ = L⁻ᵀ (below(Lᵀ L̇ D⁻¹) + blocks(Ḋ)) L⁻¹; then its rows and columns go back to where they came from.
    sealed class Back(Tensor packed, Tensor order) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            var n = order.Shape[-1];
            Factors y = Factors.Of(packed, n), change = Factors.Of(g, n);
            var isPair = y.Lower.NotEqualTo(0).To(g.DType);
            var below = Divided(change.L.T.MatMul(y.L), y.Diagonal, y.Below).T.Lower(-1) * (1 - isPair);
            var inner = below + change.Diagonal.DiagonalMatrix() + change.Lower * isPair;
            var left = y.L.T.TriangularSolve(inner, upper: true, unitDiagonal: true);                  // L⁻ᵀ …
            var da = y.L.T.TriangularSolve(left.T, upper: true, unitDiagonal: true);                   // … L⁻¹, transposed
            var back = order.ArgSort();
            var rows = da.TakeAlong(-2, back.Unsqueeze(-1).BroadcastTo(da.Shape));
            to[0] = Matrices.Symmetric(rows.TakeAlong(-1, back.Unsqueeze(-2).BroadcastTo(rows.Shape)));
        }
    }
}
