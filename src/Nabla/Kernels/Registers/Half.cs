using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Kernels;

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
        ? new(Vector256.FusedMultiplyAdd(x.value.AsSingle(), w.value.AsSingle(), sum.value.AsSingle()).As<float, T>())
        : new(Vector256.FusedMultiplyAdd(x.value.AsDouble(), w.value.AsDouble(), sum.value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Half<T> Create(T value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Half<T> operator +(Half<T> a, Half<T> b) => new(a.value + b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Half<T> operator -(Half<T> a, Half<T> b) => new(a.value - b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* to) => value.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Half<T> a) => Vector256.Sum(a.value);

    public static bool HasMasks => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Half<T> Mask(int count) => typeof(T) == typeof(float)
        ? new(Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).As<int, T>())
        : new(Vector256.LessThan(Vector256<long>.Indices, Vector256.Create((long)count)).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Half<T> Load(T* from, Half<T> mask) => typeof(T) == typeof(float)
        ? new(Avx.MaskLoad((float*)from, mask.value.AsSingle()).As<float, T>())
        : new(Avx.MaskLoad((double*)from, mask.value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* to, Half<T> mask)
    {
        if (typeof(T) == typeof(float))
            Avx.MaskStore((float*)to, mask.value.AsSingle(), value.AsSingle());
        else
            Avx.MaskStore((double*)to, mask.value.AsDouble(), value.AsDouble());
    }
}
