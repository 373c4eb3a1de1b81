using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>One number at a time, for machines without SIMD, where <see cref="Vector{T}"/> is a loop.</summary>
readonly unsafe struct One<T>(T value) : IRegister<One<T>, T> where T : unmanaged, INumberBase<T>
{
    readonly T value = value;

    public static int Count => 1;

    public static int MaxRows => 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One<T> Load(T* from) => new(*from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One<T> Broadcast(T* from) => new(*from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One<T> MultiplyAdd(One<T> x, One<T> w, One<T> sum) => new((x.value * w.value) + sum.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One<T> Create(T value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One<T> operator +(One<T> a, One<T> b) => new(a.value + b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static One<T> operator -(One<T> a, One<T> b) => new(a.value - b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* to) => *to = value;

    public static T Sum(One<T> a) => a.value;

    public static bool HasMasks => false;

    public static One<T> Mask(int count) => new(T.One);

    public static One<T> Load(T* from, One<T> mask) => new(*from);

    public void Store(T* to, One<T> mask) => *to = value;
}
