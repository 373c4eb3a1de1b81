namespace Nabla;

/// <summary>Where the triangles of a matrix lie.</summary>
public static class TriangleIndicesOp
{
    extension(Tensor)
    {
        /// <summary>
        /// Rows and columns of the elements with column ≤ row + diagonal of a matrix, in row-major order: those that Lower keeps.
        /// </summary>
        /// <shape>→ (2, K) int64</shape>
        /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
        public static Tensor LowerIndices(int rows, int columns, int diagonal = 0) =>
            Indices("LowerIndices", rows, columns, (row, column) => column <= row + (long)diagonal);

        /// <summary>
        /// Rows and columns of the elements with column ≥ row + diagonal of a matrix, in row-major order: those that Upper keeps.
        /// </summary>
        /// <shape>→ (2, K) int64</shape>
        /// <exception cref="ArgumentOutOfRangeException">A size is negative.</exception>
        public static Tensor UpperIndices(int rows, int columns, int diagonal = 0) =>
            Indices("UpperIndices", rows, columns, (row, column) => column >= row + (long)diagonal);
    }

    static Tensor Indices(string who, int rows, int columns, Func<int, int, bool> isIn)
    {
        if (rows < 0 || columns < 0)
            throw new ArgumentOutOfRangeException(nameof(rows), $"{who}: sizes must be at least 0, got {rows} and {columns}.");
        List<long> i = [], j = [];
        for (var row = 0; row < rows; row++)
            for (var column = 0; column < columns; column++)
                if (isIn(row, column))
                {
                    i.Add(row);
                    j.Add(column);
                }

        return Tensor.Constant<long>([.. i, .. j]).Reshape(2, i.Count);
    }
}
