namespace Nabla.Tests.Ops;

/// <summary>Element-wise calls whose operands repeat along some axis, for rows that are gathered into tiles and rows that are not.</summary>
public class RowLengthTests
{
    public static TheoryData<int> Lengths => [.. new[] { 1, 2, 3, 7, 8, 9, 31, 63, 64, 100, 255, 256, 257, 300, 1100 }];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void RepeatedAndTurnedOperandsAreReadWhereTheyBelong(int columns)
    {
        const int Rows = 70, Planes = 3;
        Tensor a = Numbers(Planes, Rows, columns), row = Numbers(columns), column = Numbers(Rows, 1), plane = Numbers(Planes, 1, 1), turned = Numbers(Planes, columns, Rows);
        float[] x = a.ToArray<float>(), r = row.ToArray<float>(), c = column.ToArray<float>(), p = plane.ToArray<float>(), t = turned.ToArray<float>();
        float[] Each(Func<int, int, int, int, float> at) => [.. Enumerable.Range(0, x.Length).Select(n => at(n, n / columns / Rows, n / columns % Rows, n % columns))];

        Assert.Equal(Each((n, _, _, j) => x[n] + r[j]), (a + row).ToArray<float>());
        Assert.Equal(Each((n, _, i, _) => x[n] - c[i]), (a - column).ToArray<float>());
        Assert.Equal(Each((n, k, _, _) => p[k] * x[n]), (plane * a).ToArray<float>());
        Assert.Equal(Each((_, k, i, j) => c[i] * p[k] + r[j]), (column * plane + row).ToArray<float>());
        Assert.Equal(Each((n, k, i, j) => x[n] + t[(k * columns + j) * Rows + i]), (a + turned.Permute(0, 2, 1)).ToArray<float>());
        Assert.Equal(Each((n, _, i, j) => c[i] > 0 ? x[n] : r[j]), column.Greater(0).Where(a, row).ToArray<float>());
        Assert.Equal(Each((n, _, i, _) => x[n] > c[i] ? 1 : 0), a.Greater(column).To(DType.Float32).ToArray<float>());
        Assert.Equal(Each((n, _, i, j) => x[n] + c[i]), (a.To(DType.Float64) + column.To(DType.Float64)).To(DType.Float32).ToArray<float>());
    }

    static Tensor Numbers(params int[] shape) => new Rng((ulong)shape.Sum()).Integers(Shape.Of(shape), -99, 100).To(DType.Float32);
}
