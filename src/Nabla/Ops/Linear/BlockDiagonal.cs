namespace Nabla;

/// <summary>Matrices along a diagonal.</summary>
public static class BlockDiagonalOp
{
    extension(Tensor)
    {
        /// <summary>
        /// The matrix with the given ones along its diagonal, each right below the last, and zeros elsewhere. A vector counts as one row.
        /// </summary>
        /// <shape>(N₁, M₁), (N₂, M₂), … → (N₁ + N₂ + …, M₁ + M₂ + …)</shape>
        /// <exception cref="ShapeException">No block, one with more than two axes, or dtypes that differ.</exception>
        public static Tensor BlockDiagonal(params ReadOnlySpan<Tensor> blocks)
        {
            Infer(blocks);
            var columns = 0;
            foreach (var block in blocks)
                columns = checked(columns + block.AtLeast2d().Shape[1]);
            var rows = new Tensor[blocks.Length];
            for (int i = 0, start = 0; i < rows.Length; i++)
            {
                var block = blocks[i].AtLeast2d();
                rows[i] = block.Embed(1, start, columns);
                start += block.Shape[1];
            }

            return Tensor.Concat(rows, 0);
        }
    }

    static void Infer(ReadOnlySpan<Tensor> blocks)
    {
        if (blocks.IsEmpty)
            throw new ShapeException("BlockDiagonal: at least one block is needed.");
        for (var i = 0; i < blocks.Length; i++)
            if (blocks[i].Rank > 2 || blocks[i].DType != blocks[0].DType)
                throw new ShapeException(
                    $"BlockDiagonal: block {i} must be a matrix of {blocks[0].DType.Name()} like block 0, "
                    + $"got {blocks[i].Shape} {blocks[i].DType.Name()}.");
    }
}
