using System.Globalization;
using System.Text;

namespace Nabla;

/// <summary>Prints tensors: nested brackets, long axes cut in the middle.</summary>
static class TensorText
{
    const int Edge = 3;
    const int Longest = 1000;

    public static string Format(Tensor tensor)
    {
        var text = new StringBuilder();
        var cut = tensor.Length > Longest;
        var cells = tensor.DType == DType.Int64 ? WholeNumbers(tensor) : Array.ConvertAll(tensor.ToDoubles(), v => Number(v, tensor.DType));
        var width = cells.Length == 0 || tensor.Rank == 0 ? 0 : cells.Max(c => c.Length);
        Append(text, tensor.Shape, 0, 0, cells, width, cut);
        return $"{text} {tensor.DType.Name()} {tensor.Shape}";
    }

    static void Append(StringBuilder text, Shape shape, int axis, long offset, string[] cells, int width, bool cut)
    {
        if (axis == shape.Rank)
        {
            text.Append(cells[offset].PadLeft(width));
            return;
        }

        long step = 1;
        for (var inner = axis + 1; inner < shape.Rank; inner++)
            step *= shape[inner];
        text.Append('[');
        for (var i = 0; i < shape[axis]; i++)
        {
            if (cut && shape[axis] > 2 * Edge && i == Edge)
            {
                text.Append(Separator(shape, axis)).Append('…');
                i = shape[axis] - Edge;
            }

            if (i > 0)
                text.Append(Separator(shape, axis));
            Append(text, shape, axis + 1, offset + i * step, cells, width, cut);
        }

        text.Append(']');
    }

    static string Separator(Shape shape, int axis) => axis == shape.Rank - 1 ? ", " : ",\n" + new string(' ', axis + 1);

    // Beyond 2⁵³ a double has no room for them.
    static string[] WholeNumbers(Tensor tensor)
    {
        var copy = Tensor.EmptyLasting(tensor.Shape, DType.Int64, tensor.Device);
        tensor.Backend.Copy(tensor, copy);
        return Array.ConvertAll(copy.ToArray<long>(), v => v.ToString(CultureInfo.InvariantCulture));
    }

    static string Number(double value, DType type) => type switch
    {
        DType.Bool => value != 0 ? "true" : "false",
        DType.Int32 => value.ToString("F0", CultureInfo.InvariantCulture),
        _ => value.ToString("G5", CultureInfo.InvariantCulture),
    };
}
