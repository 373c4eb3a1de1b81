namespace Nabla.Nn;

/// <summary>
/// A weight whose rows are orthogonal to each other and of length 1, or its columns if there are fewer of them, whatever training does: it
/// is a product of reflections, W = H₁ H₂ … with Hᵢ = I − 2 v vᵀ / vᵀv, and what is trained are the vectors v (Householder 1958; Mhammedi
/// et al. 2017). The layer's own weight is computed from them. All axes but the first count as columns.
/// </summary>
/// <shape>that of the layer</shape>
public sealed class OrthogonalWeight : Module<Tensor, Tensor>
{
    /// <summary>The weight of this layer is computed.</summary>
    /// <exception cref="ArgumentException">The layer has no weight of its own, or it is computed already.</exception>
    public OrthogonalWeight(Module<Tensor, Tensor> inner)
    {
        var weight = ComputedWeight.Of(inner, "OrthogonalWeight");
        Inner = inner;
        var vectors = WeightOrig = new Parameter(weight.Shape, new Reflections(), weight.Disk);
        weight.Source = () => Tall(vectors.Value.Reshape(weight.Shape[0], -1), Product).Reshape(weight.Shape.ToArray());
    }

    /// <summary>The layer.</summary>
    [Unnamed]
    public Module<Tensor, Tensor> Inner { get; }

    /// <summary>
    /// Of the shape of the weight. As a matrix with at least as many rows as columns (transposed if need be) its column i holds vᵢ below
    /// the diagonal, where the element on the diagonal is 1; the sign of the diagonal is that of the column of W. First such that all
    /// orthogonal matrices are equally likely. None after <see cref="Remove"/>.
    /// </summary>
    public Parameter? WeightOrig { get; private set; }

    /// <summary>
    /// The layer's weight becomes a parameter again, with its present values, and this layer is the inner one: names in files are as
    /// without it.
    /// </summary>
    /// <remarks>An optimiser that was made before does not know the weight.</remarks>
    public void Remove()
    {
        if (WeightOrig is not null)
            ComputedWeight.Release(Inner);
        WeightOrig = null;
    }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => Inner.Call(input);

    /// <inheritdoc/>
    public override string ToString() => WeightOrig is null ? $"{Inner}" : $"OrthogonalWeight({Inner})";

    // Applies a map of matrices with at least as many rows as columns.
    static Tensor Tall(Tensor x, Func<Tensor, Tensor> map) => x.Shape[0] >= x.Shape[1] ? map(x) : map(x.T).T;

    // H₁ … H_k = I − V T Vᵀ with T⁻¹ = the upper triangle of VᵀV, its diagonal halved (Joffrain et al. 2006); the first k columns of it.
    static Tensor Product(Tensor x)
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

    // Stewart 1980: v of a normal vector z of length n − i is z + sign(z₀) ‖z‖ e₀, and the sign of the column is −sign(z₀).
    sealed class Reflections : Init
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
}
