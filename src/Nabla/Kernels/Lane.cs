using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>A SIMD register of <see cref="Vector{T}.Count"/> numbers: the reading of a formula that is its kernel.</summary>
public readonly unsafe struct Lane<T>(Vector<T> value) : IFormula<Lane<T>> where T : unmanaged, INumberBase<T>
{
    /// <summary>The register.</summary>
    public Vector<T> Value { get; } = value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> operator +(Lane<T> a, Lane<T> b) => new(a.Value + b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> operator -(Lane<T> a, Lane<T> b) => new(a.Value - b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> operator *(Lane<T> a, Lane<T> b) => new(a.Value * b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> operator /(Lane<T> a, Lane<T> b) => new(a.Value / b.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> operator -(Lane<T> a) => new(-a.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Of(double value) => new(new Vector<T>(T.CreateTruncating(value)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Exp(Lane<T> x) => typeof(T) == typeof(float)
        ? new((Vector<T>)(object)VectorMath.Exp((Vector<float>)(object)x.Value))
        : new((Vector<T>)(object)VectorMath.Exp((Vector<double>)(object)x.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Log(Lane<T> x) => typeof(T) == typeof(float)
        ? new((Vector<T>)(object)VectorMath.Log((Vector<float>)(object)x.Value))
        : new((Vector<T>)(object)VectorMath.Log((Vector<double>)(object)x.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Tanh(Lane<T> x) => typeof(T) == typeof(float)
        ? new((Vector<T>)(object)VectorMath.Tanh((Vector<float>)(object)x.Value))
        : new((Vector<T>)(object)VectorMath.Tanh((Vector<double>)(object)x.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Erf(Lane<T> x) => typeof(T) == typeof(float)
        ? new((Vector<T>)(object)VectorMath.Erf((Vector<float>)(object)x.Value))
        : new((Vector<T>)(object)VectorMath.Erf((Vector<double>)(object)x.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Sin(Lane<T> x) => typeof(T) == typeof(float)
        ? new((Vector<T>)(object)VectorMath.Sin((Vector<float>)(object)x.Value))
        : new((Vector<T>)(object)VectorMath.Sin((Vector<double>)(object)x.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Cos(Lane<T> x) => typeof(T) == typeof(float)
        ? new((Vector<T>)(object)VectorMath.Cos((Vector<float>)(object)x.Value))
        : new((Vector<T>)(object)VectorMath.Cos((Vector<double>)(object)x.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Sqrt(Lane<T> x) => new(Vector.SquareRoot(x.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Abs(Lane<T> x) => new(Vector.Abs(x.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Max(Lane<T> a, Lane<T> b) => new(VectorMath.Larger(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Min(Lane<T> a, Lane<T> b) => new(VectorMath.Smaller(a.Value, b.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Floor(Lane<T> x) => typeof(T) == typeof(float)
        ? new((Vector<T>)(object)Vector.Floor((Vector<float>)(object)x.Value))
        : typeof(T) == typeof(double) ? new((Vector<T>)(object)Vector.Floor((Vector<double>)(object)x.Value)) : x;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Greater(Lane<T> a, Lane<T> b) => new(Vector.GreaterThan(a.Value, b.Value) & Vector<T>.One);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Equal(Lane<T> a, Lane<T> b) => new(Vector.Equals(a.Value, b.Value) & Vector<T>.One);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Select(Lane<T> condition, Lane<T> a, Lane<T> b) =>
        new(Vector.ConditionalSelect(Vector.Equals(condition.Value, Vector<T>.Zero), b.Value, a.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Each<TFunction>(TFunction function, Lane<T> x) where TFunction : struct, ISpecial =>
        TFunction.HasRegisters<T>() ? new(TFunction.Registers(x.Value)) : new(One(function, x.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Each<TFunction>(TFunction function, Lane<T> a, Lane<T> b) where TFunction : struct, ISpecial2
    {
        if (typeof(T) == typeof(float))
        {
            Vector.Widen(a.Value.As<T, float>(), out var a0, out var a1);
            Vector.Widen(b.Value.As<T, float>(), out var b0, out var b1);
            if (TFunction.Registers(a0, b0, out var y0) && TFunction.Registers(a1, b1, out var y1))
                return new(Vector.Narrow(y0, y1).As<float, T>());
        }

        return new(One(function, a.Value, b.Value));
    }

    static Vector<T> One<TFunction>(TFunction function, Vector<T> y) where TFunction : struct, ISpecial
    {
        var lanes = (T*)&y;
        for (var i = 0; i < Vector<T>.Count; i++)
            lanes[i] = T.CreateTruncating(function.Value(double.CreateTruncating(lanes[i])));
        return y;
    }

    static Vector<T> One<TFunction>(TFunction function, Vector<T> y, Vector<T> other) where TFunction : struct, ISpecial2
    {
        T* lanes = (T*)&y, others = (T*)&other;
        for (var i = 0; i < Vector<T>.Count; i++)
            lanes[i] = T.CreateTruncating(function.Value(double.CreateTruncating(lanes[i]), double.CreateTruncating(others[i])));
        return y;
    }
}
