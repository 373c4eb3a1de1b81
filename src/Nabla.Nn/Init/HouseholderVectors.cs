namespace Nabla.Nn;

/// <summary>
/// Vectors of reflections whose product is evenly distributed over all orthogonal matrices (Stewart 1980): v of a normal vector z of length
/// n − i is z + sign(z₀) ‖z‖ e₀, and the sign of the column is −sign(z₀).
/// </summary>
sealed class HouseholderVectors : Init
{
    public override Tensor Draw(Shape shape, DType dtype, Rng rng)
    {
        int rows = shape[0], columns = checked((int)FanIn(shape)), many = Math.Max(rows, columns), few = Math.Min(rows, columns);
        var values = rng.Normal([many, few], dtype: DType.Float64).ToArray<double>();
        for (var column = 0; column < few; column++)
        {
            var square = 0.0;
            for (var row = column; row < many; row++)
                square += values[row * few + column] * values[row * few + column];
            ref var first = ref values[column * few + column];
            var scale = 1 / (first + Math.CopySign(Math.Sqrt(square), first));
            for (var row = column + 1; row < many; row++)
                values[row * few + column] *= scale;
            first = -Math.CopySign(1, first);
        }

        var x = Tensor.From<double>(values, [many, few]).Lower();
        return (rows >= columns ? x : x.T).Reshape(shape.ToArray()).To(dtype);
    }
}
