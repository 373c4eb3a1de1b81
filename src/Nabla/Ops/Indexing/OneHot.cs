using Nabla.Kernels;

namespace Nabla;

/// <summary>Classes as vectors.</summary>
public static class OneHotOp
{
    extension(Tensor index)
    {
        /// <summary>1 at the class's place, 0 elsewhere; a row of zeros for a number that is no class.</summary>
        /// <shape>(…) int64 or int32 → (…, classes)</shape>
        /// <exception cref="ShapeException">The elements are not integers.</exception>
        public Tensor OneHot(int classes, DType dtype = DType.Float32)
        {
            GatherOp.RequireIndex("OneHot", index);
            if (dtype == DType.Bool || classes > LargestExact)
                return index.Unsqueeze(-1).EqualTo(Tensor.Range(classes, index.DType)).To(dtype);
            var y = Tensor.Empty(index.Shape.Insert(index.Rank, classes), dtype, index.Device);
            index.Backend.Map(default(IsEqual), y, index.To(dtype).Unsqueeze(-1), Tensor.Range(classes, dtype));
            return y;
        }
    }

    // Up to here float32 tells all whole numbers apart; larger ones round to what is no class.
    const int LargestExact = 1 << 24;

    readonly struct IsEqual : IMap
    {
        public static int Inputs => 2;

        public N Value<N>(N a, N b, N c, N d) where N : struct, IFormula<N> => N.Equal(a, b);
    }
}
