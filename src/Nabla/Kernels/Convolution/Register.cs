using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Nabla.Kernels;

/// <summary>A SIMD register of one width, so that a kernel is written once for all widths and element types.</summary>
unsafe interface IRegister<R, T> where R : struct, IRegister<R, T> where T : unmanaged
{
    /// <summary>Elements in a register.</summary>
    static abstract int Count { get; }

    /// <summary>How many rows of two registers leave room for their operands in the register file.</summary>
    static abstract int MaxRows { get; }

    static abstract R Load(T* from);

    static abstract R Broadcast(T* from);

    /// <summary>x · w + sum.</summary>
    static abstract R MultiplyAdd(R x, R w, R sum);

    static abstract R Create(T value);

    static abstract R operator +(R a, R b);

    static abstract R operator -(R a, R b);

    void Store(T* to);
}

/// <summary>512 bits, 32 registers.</summary>
readonly unsafe struct Wide<T>(Vector512<T> value) : IRegister<Wide<T>, T> where T : unmanaged
{
    readonly Vector512<T> value = value;

    public static int Count => Vector512<T>.Count;

    public static int MaxRows => 14;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> Load(T* from) => new(Vector512.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> Broadcast(T* from) => new(Vector512.Create(*from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> MultiplyAdd(Wide<T> x, Wide<T> w, Wide<T> sum) => typeof(T) == typeof(float)
        ? new(Vector512.MultiplyAddEstimate(x.value.AsSingle(), w.value.AsSingle(), sum.value.AsSingle()).As<float, T>())
        : new(Vector512.MultiplyAddEstimate(x.value.AsDouble(), w.value.AsDouble(), sum.value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> Create(T value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> operator +(Wide<T> a, Wide<T> b) => new(a.value + b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> operator -(Wide<T> a, Wide<T> b) => new(a.value - b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* to) => value.Store(to);
}

/// <summary>256 bits where there are 32 registers: as fast as 512 for half the lanes, which then need half the loads.</summary>
readonly unsafe struct Half<T>(Vector256<T> value) : IRegister<Half<T>, T> where T : unmanaged
{
    readonly Vector256<T> value = value;

    public static int Count => Vector256<T>.Count;

    public static int MaxRows => 14;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Half<T> Load(T* from) => new(Vector256.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Half<T> Broadcast(T* from) => new(Vector256.Create(*from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Half<T> MultiplyAdd(Half<T> x, Half<T> w, Half<T> sum) => typeof(T) == typeof(float)
        ? new(Vector256.MultiplyAddEstimate(x.value.AsSingle(), w.value.AsSingle(), sum.value.AsSingle()).As<float, T>())
        : new(Vector256.MultiplyAddEstimate(x.value.AsDouble(), w.value.AsDouble(), sum.value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Half<T> Create(T value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Half<T> operator +(Half<T> a, Half<T> b) => new(a.value + b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Half<T> operator -(Half<T> a, Half<T> b) => new(a.value - b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* to) => value.Store(to);
}

/// <summary>What <see cref="Vector{T}"/> is on this machine: 256 bits with AVX2, 128 bits without; 16 registers are assumed.</summary>
readonly unsafe struct Plain<T>(Vector<T> value) : IRegister<Plain<T>, T> where T : unmanaged
{
    readonly Vector<T> value = value;

    public static int Count => Vector<T>.Count;

    public static int MaxRows => 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Plain<T> Load(T* from) => new(Vector.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Plain<T> Broadcast(T* from) => new(Vector.Create(*from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Plain<T> MultiplyAdd(Plain<T> x, Plain<T> w, Plain<T> sum) => typeof(T) == typeof(float)
        ? new(Vector.MultiplyAddEstimate(x.value.As<T, float>(), w.value.As<T, float>(), sum.value.As<T, float>()).As<float, T>())
        : new(Vector.MultiplyAddEstimate(x.value.As<T, double>(), w.value.As<T, double>(), sum.value.As<T, double>()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Plain<T> Create(T value) => new(Vector.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Plain<T> operator +(Plain<T> a, Plain<T> b) => new(a.value + b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Plain<T> operator -(Plain<T> a, Plain<T> b) => new(a.value - b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* to) => value.Store(to);
}

/// <summary>What a row of a tile contributes to its lanes.</summary>
interface IRead
{
    static abstract bool PerLane { get; }
}

/// <summary>One number for all lanes: channels are mixed, as in a matrix product.</summary>
readonly struct Mixed : IRead
{
    public static bool PerLane => false;
}

/// <summary>A number for each lane: channels keep apart, as in a depthwise convolution.</summary>
readonly struct Apart : IRead
{
    public static bool PerLane => true;
}
