namespace Nabla;

/// <summary>Conversion between element types.</summary>
public static class ToOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// The same values as <paramref name="dtype"/>: to integers toward 0, to bool by ≠ 0. The gradient is converted back.
        /// </summary>
        /// <shape>(…) → (…)</shape>
        public Tensor To(DType dtype)
        {
            if (x.DType == dtype)
                return x;
            var y = Tensor.Empty(x.Shape, dtype, x.Device);
            x.Backend.Copy(x, y);
            return dtype.IsFloating() && x.DType.IsFloating() ? Autograd.Record(y, new Back(x.DType), x) : y;
        }
    }

    sealed class Back(DType dtype) : Node
    {
        protected internal override void Backward(Tensor g, Gradients to) => to[0] = g.To(dtype);
    }
}
