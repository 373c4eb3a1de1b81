namespace Nabla;

/// <summary>Whole powers of matrices.</summary>
public static class MatrixPowerOp
{
    extension(Tensor x)
    {
        /// <summary>Y = Xⁿ = X X … X by repeated squaring; X⁰ is the identity. For n below 0 take the power of the inverse.</summary>
        /// <shape>(…, N, N) → (…, N, N)</shape>
        /// <exception cref="ShapeException">The last two axes differ, or the exponent is negative.</exception>
        public Tensor MatrixPower(int exponent)
        {
            Infer(x, exponent);
            if (exponent == 0)
                return Tensor.Identity(x.Shape[-1], x.DType, x.Device).BroadcastTo(x.Shape);
            Tensor? y = null;
            for (var square = x; ; square = square.MatMul(square))
            {
                if ((exponent & 1) != 0)
                    y = y is null ? square : y.MatMul(square);
                exponent >>= 1;
                if (exponent == 0)
                    return y!;
            }
        }
    }

    static void Infer(Tensor x, int exponent)
    {
        if (x.Rank < 2 || x.Shape[-1] != x.Shape[-2])
            throw new ShapeException($"MatrixPower: the input must be (…, N, N), got {x.Shape}.");
        if (exponent < 0)
            throw new ShapeException($"MatrixPower: the exponent must be at least 0, got {exponent}; take the power of the inverse.");
    }
}
