using Nabla.Kernels;

namespace Nabla.LinearAlgebra;

/// <summary>Lower times upper triangular, with exchanged rows.</summary>
public static class LuOp
{
    extension(Tensor a)
    {
        /// <summary>
        /// Row order[i] of A is row i of L U: L, whose diagonal is 1, stands below the diagonal of the factors, U on and above it. Pivots
        /// are the largest elements of their columns. A singular matrix has factors too, but no gradient.
        /// </summary>
        /// <shape>(…, N, N) → factors (…, N, N), order (…, N) int64</shape>
        /// <exception cref="ShapeException">A is not square.</exception>
        public (Tensor Factors, Tensor Order) LuFactor()
        {
            Matrices.RequireSquare("LuFactor", a);
            var n = a.Shape[-1];
            var parts = Matrices.Split(Batch.Run("LuFactor", new LuKernel(n), a, null, [n * n + n]), [n, n], [n]);
            var order = parts[1].Detach().To(DType.Int64);
            return (Autograd.Record(parts[0], new Back(parts[0], order), a), order);
        }

        /// <summary>
        /// As <see cref="LuFactor"/>, and of each matrix 0, or k if pivot k, from 1 on, is exactly 0: there are factors, but nothing can be
        /// solved by them.
        /// </summary>
        /// <shape>(…, N, N) → factors (…, N, N), order (…, N) int64, info (…) int64</shape>
        /// <exception cref="ShapeException">A is not square.</exception>
        public (Tensor Factors, Tensor Order, Tensor Info) TryLuFactor()
        {
            Matrices.RequireSquare("TryLuFactor", a);
            var (factors, order) = a.LuFactor();
            return (factors, order, Attempt.First(factors.Detach().Diagonal().EqualTo(0)));
        }

        /// <summary>A = P L U with a permutation P, L lower triangular with 1 on its diagonal, U upper triangular.</summary>
        /// <shape>(…, N, N) → P (…, N, N), L (…, N, N), U (…, N, N)</shape>
        /// <exception cref="ShapeException">A is not square.</exception>
        public (Tensor P, Tensor L, Tensor U) Lu()
        {
            var (factors, order) = a.LuFactor();
            return factors.LuUnpack(order);
        }

        /// <summary>P, L and U of the factors and the order that <see cref="LuFactor"/> gives.</summary>
        /// <shape>factors (…, N, N), order (…, N) → P (…, N, N), L (…, N, N), U (…, N, N)</shape>
        /// <exception cref="ShapeException">The factors are not square, or the order does not fit.</exception>
        public (Tensor P, Tensor L, Tensor U) LuUnpack(Tensor order)
        {
            RequireOrder("LuUnpack", a, order);
            var n = a.Shape[-1];
            return (order.OneHot(n, a.DType).T, a.Lower(-1) + Tensor.Identity(n, a.DType, a.Device), a.Upper());
        }

        /// <summary>X with A X = B, from the factors and the order of A that <see cref="LuFactor"/> gives.</summary>
        /// <shape>factors (…, N, N), order (…, N), B (…, N, K) → (…, N, K)</shape>
        /// <exception cref="ShapeException">Sizes that do not fit.</exception>
        /// <exception cref="LinearAlgebraException">A pivot is exactly 0: the matrix is singular.</exception>
        public Tensor LuSolve(Tensor order, Tensor b)
        {
            RequireOrder("LuSolve", a, order);
            var (left, right) = Matrices.System("LuSolve", a, b);
            var turned = right.TakeAlong(-2, order.Unsqueeze(-1).BroadcastTo(right.Shape));
            return left.TriangularSolve(left.TriangularSolve(turned, unitDiagonal: true), upper: true);
        }
    }

    internal static void RequireOrder(string who, Tensor factors, Tensor order)
    {
        Matrices.RequireSquare(who, factors);
        if (order.DType != DType.Int64 || order.Shape != factors.Shape.Remove(-1))
            throw new ShapeException($"{who}: the order must be {factors.Shape.Remove(-1)} int64, got {order.Shape} {order.DType.Name()}.");
    }

    // d(PᵀA) = L⁻ᵀ (below(LᵀL̇) + upper(U̇Uᵀ)) U⁻ᵀ, below without the diagonal (de Hoog, Anderssen, Lukas 2011, Differentiation of matrix
    // functionals using triangular factorization); then its rows go back to where they came from.
    sealed class Back(Tensor factors, Tensor order) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            var n = factors.Shape[-1];
            var l = factors.Lower(-1) + Tensor.Identity(n, g.DType, g.Device);
            var inner = l.T.MatMul(g.Lower(-1)).Lower(-1) + g.Upper().MatMul(factors.Upper().T).Upper();
            var left = factors.T.TriangularSolve(inner, upper: true, unitDiagonal: true);
            var da = factors.TriangularSolve(left.T, upper: true).T;                            // left U⁻ᵀ = (U⁻¹ leftᵀ)ᵀ
            to[0] = da.TakeAlong(-2, order.ArgSort().Unsqueeze(-1).BroadcastTo(g.Shape));
        }
    }
}
