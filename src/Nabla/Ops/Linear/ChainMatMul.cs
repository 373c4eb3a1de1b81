namespace Nabla;

/// <summary>Products of several matrices.</summary>
public static class ChainMatMulOp
{
    extension(Tensor)
    {
        /// <summary>
        /// A₁ A₂ … Aₙ, multiplied in the order that takes the fewest multiplications, which dynamic programming finds (Godbole 1973). The
        /// first may be a vector as one row, the last one as a column.
        /// </summary>
        /// <shape>(N₀, N₁), (N₁, N₂), …, (Nₙ₋₁, Nₙ) → (N₀, Nₙ)</shape>
        /// <exception cref="ShapeException">No matrix, sizes that do not fit, other numbers of axes, or dtypes that differ.</exception>
        public static Tensor ChainMatMul(params ReadOnlySpan<Tensor> matrices)
        {
            var sizes = Infer(matrices);
            if (matrices.Length == 1)
                return matrices[0];
            var factors = matrices.ToArray();
            factors[0] = factors[0].AtLeast2d();
            if (factors[^1].Rank == 1)
                factors[^1] = factors[^1].Unsqueeze(1);
            var y = Product(factors, Cuts(sizes), 0, factors.Length - 1);
            y = matrices[^1].Rank == 1 ? y.Squeeze(1) : y;
            return matrices[0].Rank == 1 ? y.Squeeze(0) : y;
        }
    }

    static Tensor Product(Tensor[] factors, int[,] cuts, int first, int last) => first == last
        ? factors[first]
        : Product(factors, cuts, first, cuts[first, last]).MatMul(Product(factors, cuts, cuts[first, last] + 1, last));

    /// <summary>
    /// Behind which factor the product of factors i … j is cut: cost(i, j) = min over k of cost(i, k) + cost(k + 1, j) + Nᵢ Nₖ₊₁ Nⱼ₊₁.
    /// </summary>
    internal static int[,] Cuts(int[] sizes)
    {
        var count = sizes.Length - 1;
        var (costs, cuts) = (new double[count, count], new int[count, count]);
        for (var length = 1; length < count; length++)
            for (var i = 0; i + length < count; i++)
            {
                var j = i + length;
                costs[i, j] = double.PositiveInfinity;
                for (var k = i; k < j; k++)
                {
                    var cost = costs[i, k] + costs[k + 1, j] + (double)sizes[i] * sizes[k + 1] * sizes[j + 1];
                    if (cost < costs[i, j])
                        (costs[i, j], cuts[i, j]) = (cost, k);
                }
            }

        return cuts;
    }

    // The sizes N₀, N₁, …, Nₙ.
    static int[] Infer(ReadOnlySpan<Tensor> matrices)
    {
        if (matrices.IsEmpty)
            throw new ShapeException("ChainMatMul: at least one matrix is needed.");
        var sizes = new int[matrices.Length + 1];
        for (var i = 0; i < matrices.Length; i++)
        {
            var (shape, isEnd) = (matrices[i].Shape, i == 0 || i == matrices.Length - 1);
            if (shape.Rank != 2 && !(shape.Rank == 1 && isEnd && matrices.Length > 1))
                throw new ShapeException($"ChainMatMul: factor {i} must be a matrix, got {shape}.");
            var (rows, columns) = shape.Rank == 2 ? (shape[0], shape[1]) : i == 0 ? (1, shape[0]) : (shape[0], 1);
            if (i > 0 && rows != sizes[i])
                throw new ShapeException(
                    $"ChainMatMul: axis 0 of factor {i} must be {sizes[i]} like the last of the one before, got {shape}.");
            (sizes[i], sizes[i + 1]) = (rows, columns);
        }

        return sizes;
    }
}
