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
            return index.Unsqueeze(-1).EqualTo(Tensor.Range(classes, index.DType)).To(dtype);
        }
    }
}
