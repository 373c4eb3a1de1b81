using System.Runtime.CompilerServices;

namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>
    /// A part of the tensor, axis by axis: numbers (also from the end, −1 or ^1), ranges, ranges with a step, a mask, indices;
    /// <see cref="TensorIndex.Rest"/> stands for all axes between, and the axes behind are taken whole. A view unless a mask or indices
    /// choose.
    /// </summary>
    /// <example><code>
    /// var x = Tensor.Range(12).Reshape(3, 4);
    /// Console.WriteLine(x[1]);                             // row 1
    /// Console.WriteLine(x[.., ^1]);                        // last column
    /// Console.WriteLine(x[1.., TensorIndex.Every(2)]);     // columns 0 and 2 of rows 1 and 2
    /// Console.WriteLine(x[x.Greater(5)]);                  // 6 … 11
    /// </code></example>
    /// <exception cref="ShapeException">More indices than axes, or one outside its axis.</exception>
    [IndexerName("Part")]
    public Tensor this[params ReadOnlySpan<TensorIndex> indices]
    {
        get
        {
            var y = this;
            var axis = 0;
            for (var i = 0; i < indices.Length; i++)
                y = indices[i].Apply(y, ref axis, indices[(i + 1)..]);
            return y;
        }
    }
}
