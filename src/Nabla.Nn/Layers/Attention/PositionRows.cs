namespace Nabla.Nn;

/// <summary>What tables with one row a position have in common.</summary>
static class PositionRows
{
    /// <summary>Rows first … first + T − 1 of a table (length, features), for an input (…, T, features).</summary>
    /// <exception cref="ShapeException">The last axis is not the features, or the sequence is too long.</exception>
    public static Tensor Of(Module layer, Tensor input, Tensor table, int first)
    {
        LastAxis.Require(layer, input, table.Shape[1]);
        if (input.Rank < 2)
            throw new ShapeException($"{layer}: the input must be (…, T, {table.Shape[1]}), got {input.Shape}.");
        return Of(layer, input.Shape, table, first);
    }

    /// <summary>The same for an input whose features are counted otherwise.</summary>
    /// <exception cref="ShapeException">The sequence is too long.</exception>
    public static Tensor Of(Module layer, Shape input, Tensor table, int first)
    {
        var length = table.Shape[0];
        if (first < 0 || input.Rank < 2 || input[-2] > length - first)
            throw new ShapeException($"{layer}: positions must be below {length}, got {input} from position {first} on.");
        return input[-2] == length ? table : table.Slice(0, first, input[-2]);
    }
}
