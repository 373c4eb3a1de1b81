namespace Nabla;

/// <summary>What is no ordinary number.</summary>
public static class FiniteOp
{
    extension(Tensor x)
    {
        /// <summary>True where x is NaN.</summary>
        /// <shape>(…) → (…) bool</shape>
        public Tensor IsNaN() => x.NotEqualTo(x);

        /// <summary>True where x is +∞ or −∞; no integer is.</summary>
        /// <shape>(…) → (…) bool</shape>
        public Tensor IsInfinite() => x.DType.IsFloating() ? x.Detach().Abs().EqualTo(double.PositiveInfinity) : x.IsNaN();

        /// <summary>True where x is +∞.</summary>
        /// <shape>(…) → (…) bool</shape>
        public Tensor IsPositiveInfinity() => x.EqualTo(double.PositiveInfinity);

        /// <summary>True where x is −∞.</summary>
        /// <shape>(…) → (…) bool</shape>
        public Tensor IsNegativeInfinity() => x.EqualTo(double.NegativeInfinity);

        /// <summary>True where x is neither infinite nor NaN, as all integers are.</summary>
        /// <shape>(…) → (…) bool</shape>
        public Tensor IsFinite() => x.DType.IsFloating() ? x.Detach().Abs().Less(double.PositiveInfinity) : x.EqualTo(x);

        /// <summary>
        /// x with NaN and infinities replaced, which no integer is; infinities by the dtype's largest and smallest number if nothing is
        /// given. The gradient is 0 there.
        /// </summary>
        /// <shape>(…) → (…)</shape>
        public Tensor NanToNum(double nan = 0, double? positive = null, double? negative = null)
        {
            if (!x.DType.IsFloating())
                return x;
            var largest = x.DType == DType.Float32 ? float.MaxValue : double.MaxValue;
            return x.MaskedFill(x.IsNaN(), nan)
                .MaskedFill(x.EqualTo(double.PositiveInfinity), positive ?? largest)
                .MaskedFill(x.EqualTo(double.NegativeInfinity), negative ?? -largest);
        }
    }
}
