namespace Nabla.Testing;

/// <summary>An array of doubles with axes, for references written as loops: no views, no broadcasting, no gradients.</summary>
public sealed class Grid(params int[] shape)
{
    public int[] Shape { get; } = shape;

    public double[] Values { get; init; } = new double[shape.Aggregate(1, (a, b) => a * b)];

    public int Rank => Shape.Length;

    public double this[params int[] index]
    {
        get => Values[Position(index)];
        set => Values[Position(index)] = value;
    }

    public static Grid Of(Tensor tensor) => new(tensor.Shape.ToArray()) { Values = tensor.To(DType.Float64).ToArray<double>() };

    /// <summary>The value of each index.</summary>
    public static Grid From(int[] shape, Func<int[], double> value)
    {
        var result = new Grid(shape);
        foreach (var index in result.Indices())
            result[index] = value(index);
        return result;
    }

    /// <summary>All indices in row-major order.</summary>
    public IEnumerable<int[]> Indices() => All(Shape);

    /// <summary>All indices of a shape in row-major order.</summary>
    public static IEnumerable<int[]> All(int[] shape)
    {
        var index = new int[shape.Length];
        for (var i = shape.Aggregate(1, (a, b) => a * b); i > 0; i--)
        {
            yield return (int[])index.Clone();
            for (var axis = shape.Length - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--)
                index[axis] = 0;
        }
    }

    /// <summary>The value at an index of a shape to which this one is broadcast.</summary>
    public double At(int[] index)
    {
        var own = index[^Rank..];
        for (var axis = 0; axis < Rank; axis++)
            if (Shape[axis] == 1)
                own[axis] = 0;
        return this[own];
    }

    /// <summary>The rows of the last axis, each replaced.</summary>
    public Grid Rows(Func<double[], double[]> row) => new(Shape) { Values = [.. Values.Chunk(Shape[^1]).SelectMany(row)] };

    /// <summary>One number for each group of elements that differ only along <paramref name="axes"/>; these axes keep size 1.</summary>
    public Grid Reduce(Func<double[], double> combine, params int[] axes)
    {
        var kept = Shape.Select((size, axis) => axes.Length == 0 || axes.Contains(axis) || axes.Contains(axis - Rank) ? 1 : size).ToArray();
        return From(kept, to => combine([.. Indices().Where(i => i.Zip(to, kept).All(p => p.Third == 1 || p.First == p.Second)).Select(i => this[i])]));
    }

    /// <summary>Without the axes of size 1 among <paramref name="axes"/>, all if none are given.</summary>
    public Grid Drop(params int[] axes) => new([.. Shape.Where((_, axis) => !(axes.Length == 0 || axes.Contains(axis) || axes.Contains(axis - Rank)))])
    {
        Values = Values,
    };

    int Position(int[] index)
    {
        if (index.Length != Rank)
            throw new ArgumentException($"{Rank} indices are needed, got {index.Length}.");
        var at = 0;
        for (var axis = 0; axis < Rank; axis++)
            at = (uint)index[axis] < (uint)Shape[axis]
                ? at * Shape[axis] + index[axis]
                : throw new ArgumentOutOfRangeException(nameof(index), $"{index[axis]} on axis {axis}");
        return at;
    }
}
