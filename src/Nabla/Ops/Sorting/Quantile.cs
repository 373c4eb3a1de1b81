namespace Nabla;

/// <summary>What a quantile between two elements is.</summary>
public enum Interpolation
{
    /// <summary>On the line between them.</summary>
    Linear,

    /// <summary>The lower element.</summary>
    Lower,

    /// <summary>The higher element.</summary>
    Higher,

    /// <summary>Half way.</summary>
    Midpoint,

    /// <summary>The nearer element; half way, the one of even number.</summary>
    Nearest,
}

/// <summary>Values below which a part of the elements lies.</summary>
public static class QuantileOp
{
    extension(Tensor x)
    {
        /// <summary>
        /// The value at place q (n − 1) of the sorted elements of an axis, for each q in [0, 1]; NaN if any is NaN. One q gives the shape
        /// without the axis, several a first axis for them.
        /// </summary>
        /// <shape>(…, N, …), Q numbers → (Q, …) or (Q, …, 1, …)</shape>
        /// <exception cref="ArgumentOutOfRangeException">A q is not in [0, 1].</exception>
        /// <exception cref="ShapeException">The axis does not exist or is empty, or the elements are not floating-point.</exception>
        public Tensor Quantile(ReadOnlySpan<double> quantiles, int axis, bool keepAxes = false, Interpolation interpolation = Interpolation.Linear)
        {
            var at = Infer("Quantile", x, quantiles, axis);
            var sorted = x.Sort(at).Values;
            var last = sorted.Slice(at, sorted.Shape[at] - 1, 1);
            var hasNaN = last.NotEqualTo(last);
            return Each(quantiles, at, keepAxes, q => hasNaN.Where(last, Between(sorted, at, q * (sorted.Shape[at] - 1), interpolation)));
        }

        /// <summary>The quantile of one q.</summary>
        /// <shape>(…, N, …) → (…) or (…, 1, …)</shape>
        /// <exception cref="ArgumentOutOfRangeException">q is not in [0, 1].</exception>
        /// <exception cref="ShapeException">The axis does not exist or is empty, or the elements are not floating-point.</exception>
        public Tensor Quantile(double quantile, int axis, bool keepAxes = false, Interpolation interpolation = Interpolation.Linear) =>
            x.Quantile([quantile], axis, keepAxes, interpolation).Squeeze(0);

        /// <summary>The quantile of one q over all elements.</summary>
        /// <shape>(…) → ()</shape>
        /// <exception cref="ArgumentOutOfRangeException">q is not in [0, 1].</exception>
        /// <exception cref="ShapeException">There are no elements, or they are not floating-point.</exception>
        public Tensor Quantile(double quantile, Interpolation interpolation = Interpolation.Linear) =>
            x.Reshape(-1).Quantile(quantile, 0, interpolation: interpolation);
    }

    static Tensor Between(Tensor sorted, int axis, double place, Interpolation interpolation)
    {
        Tensor At(double number) => sorted.Slice(axis, (int)number, 1);
        var (low, high) = (Math.Floor(place), Math.Ceiling(place));
        var part = interpolation switch
        {
            Interpolation.Lower => 0,
            Interpolation.Higher => 1,
            Interpolation.Midpoint => 0.5,
            Interpolation.Nearest => Math.Round(place) - low,
            _ => place - low,
        };
        return low == high || part == 0 ? At(low) : part == 1 ? At(high) : At(low).Lerp(At(high), part);
    }

    internal static Tensor Each(ReadOnlySpan<double> quantiles, int axis, bool keepAxes, Func<double, Tensor> of)
    {
        var parts = new Tensor[quantiles.Length];
        for (var i = 0; i < parts.Length; i++)
            parts[i] = keepAxes ? of(quantiles[i]) : of(quantiles[i]).Squeeze(axis);
        return Tensor.Stack(parts);
    }

    internal static int Infer(string who, Tensor x, ReadOnlySpan<double> quantiles, int axis)
    {
        var at = x.Shape.Axis(axis);
        if (!x.DType.IsFloating())
            throw new ShapeException($"{who}: elements must be floating-point, got {x.DType.Name()}; convert with To(DType.Float32).");
        if (x.Shape[at] == 0 || quantiles.IsEmpty)
            throw new ShapeException(
                $"{who}: there must be a quantile, and axis {at} must not be empty, got {quantiles.Length} and {x.Shape}.");
        foreach (var q in quantiles)
            if (q is not (>= 0 and <= 1))
                throw new ArgumentOutOfRangeException(nameof(quantiles), $"{who}: each must be in [0, 1], got {q}.");
        return at;
    }
}
