using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Kernels;

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
        ? new(Vector512.FusedMultiplyAdd(x.value.AsSingle(), w.value.AsSingle(), sum.value.AsSingle()).As<float, T>())
        : new(Vector512.FusedMultiplyAdd(x.value.AsDouble(), w.value.AsDouble(), sum.value.AsDouble()).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> Create(T value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> operator +(Wide<T> a, Wide<T> b) => new(a.value + b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> operator -(Wide<T> a, Wide<T> b) => new(a.value - b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* to) => value.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Wide<T> a) => Vector512.Sum(a.value);

    public static bool HasMasks => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> Mask(int count) => typeof(T) == typeof(float)
        ? new(Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).As<int, T>())
        : new(Vector512.LessThan(Vector512<long>.Indices, Vector512.Create((long)count)).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Wide<T> Load(T* from, Wide<T> mask) => typeof(T) == typeof(float)
        ? new(Avx512F.MaskLoad((float*)from, mask.value.AsSingle(), Vector512<float>.Zero).As<float, T>())
        : new(Avx512F.MaskLoad((double*)from, mask.value.AsDouble(), Vector512<double>.Zero).As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* to, Wide<T> mask)
    {
        if (typeof(T) == typeof(float))
            Avx512F.MaskStore((float*)to, mask.value.AsSingle(), value.AsSingle());
        else
            Avx512F.MaskStore((double*)to, mask.value.AsDouble(), value.AsDouble());
    }
}
