namespace Nabla.Nn;

/// <summary>Products of reflections Hᵢ = I − 2 v vᵀ / vᵀv whose v stand below the diagonal of a matrix, where each begins with 1.</summary>
static class Reflections
{
    /// <summary>The first columns of H₁ H₂ …; of a matrix with more columns than rows that of its transposed, transposed.</summary>
    /// <shape>(N, M) → (N, M)</shape>
    public static Tensor Product(Tensor x) => x.Shape[0] >= x.Shape[1] ? OfTall(x) : OfTall(x.T).T;

    // H₁ … H_k = I − V T Vᵀ with T⁻¹ = the upper triangle of VᵀV, its diagonal halved (Joffrain et al. 2006); the first k columns of it.
    static Tensor OfTall(Tensor x)
    {
        var (rows, columns) = (x.Shape[0], x.Shape[1]);
        var unit = Tensor.Identity(columns, x.DType).Pad(0, 0, rows - columns);
        var v = x.Lower(-1) + unit;
        var products = v.T.MatMul(v);
        var t = InverseOfUpper(products.Upper(1) + (products.Diagonal() * 0.5).DiagonalMatrix());
        var signs = x.Detach().Diagonal().Less(0).Where(Tensor.Scalar(-1, x.DType), Tensor.Scalar(1, x.DType));
        return (unit - v.MatMul(t).MatMul(v.Slice(0, 0, columns).T)) * signs;
    }

    // (A B; 0 D)⁻¹ = (A⁻¹ −A⁻¹BD⁻¹; 0 D⁻¹)
    static Tensor InverseOfUpper(Tensor x)
    {
        int size = x.Shape[0], half = size / 2;
        if (size == 1)
            return x.Reciprocal();
        Tensor Part(int row, int column, int rows, int columns) => x.Slice(0, row, rows).Slice(1, column, columns);
        var (a, d) = (InverseOfUpper(Part(0, 0, half, half)), InverseOfUpper(Part(half, half, size - half, size - half)));
        var b = a.MatMul(Part(0, half, half, size - half)).MatMul(-d);
        return Tensor.Concat([Tensor.Concat([a, b], 1), d.Pad(1, half, 0)], 0);
    }
}
