namespace Nabla;

/// <summary>Functions of complex numbers.</summary>
public static class ComplexOp
{
    extension(ComplexTensor z)
    {
        /// <summary>z̄ = x − iy.</summary>
        /// <shape>(…) → (…)</shape>
        public ComplexTensor Conjugate() => new(z.Real, -z.Imaginary);

        /// <summary>|z| = √(x² + y²), without overflow; the gradient at 0 is 0.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor Abs() => z.Real.Hypot(z.Imaginary);

        /// <summary>|z|² = x² + y²: the power of a spectrum.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor SquaredAbs() => z.Real.Square() + z.Imaginary.Square();

        /// <summary>The θ in (−π, π] with z = |z| e^(iθ).</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor Angle() => z.Imaginary.Atan2(z.Real);

        /// <summary>e^z = eˣ (cos y + i sin y).</summary>
        /// <shape>(…) → (…)</shape>
        public ComplexTensor Exp() => ComplexTensor.Polar(z.Real.Exp(), z.Imaginary);

        /// <summary>ln z = ln |z| + iθ, with θ in (−π, π].</summary>
        /// <shape>(…) → (…)</shape>
        public ComplexTensor Log() => new(z.Abs().Log(), z.Angle());

        /// <summary>The matrix product over the last two axes.</summary>
        /// <shape>(…, N, K) × (…, K, M) → (…, N, M)</shape>
        /// <exception cref="ShapeException">Inner sizes or leading axes that do not fit, or dtypes that differ.</exception>
        public ComplexTensor MatMul(ComplexTensor b) => new(
            z.Real.MatMul(b.Real) - z.Imaginary.MatMul(b.Imaginary), z.Real.MatMul(b.Imaginary) + z.Imaginary.MatMul(b.Real));
    }
}
