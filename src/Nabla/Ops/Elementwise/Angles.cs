namespace Nabla;

/// <summary>Angles in degrees and radians.</summary>
public static class AnglesOp
{
    extension(Tensor x)
    {
        /// <summary>y = x · π / 180, element by element.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor DegreesToRadians() => x * (Math.PI / 180);

        /// <summary>y = x · 180 / π, element by element.</summary>
        /// <shape>(…) → (…)</shape>
        /// <exception cref="ShapeException">The elements are not floating-point.</exception>
        public Tensor RadiansToDegrees() => x * (180 / Math.PI);
    }
}
