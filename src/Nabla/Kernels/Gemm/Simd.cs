using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Kernels;

/// <summary>What the matrix kernels need of a SIMD register <typeparamref name="V"/> of numbers <typeparamref name="T"/>.</summary>
unsafe interface ISimd<T, V> where T : unmanaged where V : struct
{
    /// <summary>Numbers in a register.</summary>
    static abstract int Count { get; }

    /// <summary>Rows of the largest tile whose accumulators, two registers a row, stay in the register file.</summary>
    static abstract int MaxRows { get; }

    /// <summary>Whether masks cost no more than whole registers.</summary>
    static abstract bool HasMasks { get; }

    static abstract V Load(T* p);

    static abstract V Broadcast(T x);

    static abstract V Add(V a, V b);

    /// <summary>a·b + c.</summary>
    static abstract V MultiplyAdd(V a, V b, V c);

    /// <summary>The sum of all numbers, in a fixed order.</summary>
    static abstract T Sum(V a);

    static abstract void Store(T* p, V a);

    /// <summary>Selects the first <paramref name="count"/> numbers.</summary>
    static abstract V Mask(int count);

    /// <summary>The selected numbers, 0 elsewhere; memory that is not selected is not read.</summary>
    static abstract V Load(T* p, V mask);

    /// <summary>Writes the selected numbers.</summary>
    static abstract void Store(T* p, V a, V mask);
}

/// <summary>512-bit registers (AVX-512): 32 of them.</summary>
readonly unsafe struct Simd512<T> : ISimd<T, Vector512<T>> where T : unmanaged, INumberBase<T>
{
    public static int Count => Vector512<T>.Count;

    public static int MaxRows => 12;

    public static bool HasMasks => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load(T* p) => Vector512.Load(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Broadcast(T x) => Vector512.Create(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Add(Vector512<T> a, Vector512<T> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd(Vector512<T> a, Vector512<T> b, Vector512<T> c) => typeof(T) == typeof(float)
        ? Vector512.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector512.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector512<T> a) => Vector512.Sum(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* p, Vector512<T> a) => a.Store(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Mask(int count) => typeof(T) == typeof(float)
        ? Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).As<int, T>()
        : Vector512.LessThan(Vector512<long>.Indices, Vector512.Create((long)count)).As<long, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load(T* p, Vector512<T> mask) => typeof(T) == typeof(float)
        ? Avx512F.MaskLoad((float*)p, mask.AsSingle(), Vector512<float>.Zero).As<float, T>()
        : Avx512F.MaskLoad((double*)p, mask.AsDouble(), Vector512<double>.Zero).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* p, Vector512<T> a, Vector512<T> mask)
    {
        if (typeof(T) == typeof(float))
            Avx512F.MaskStore((float*)p, mask.AsSingle(), a.AsSingle());
        else
            Avx512F.MaskStore((double*)p, mask.AsDouble(), a.AsDouble());
    }
}

/// <summary>256-bit registers (AVX2 with FMA): 16 of them.</summary>
readonly unsafe struct Simd256<T> : ISimd<T, Vector256<T>> where T : unmanaged, INumberBase<T>
{
    public static int Count => Vector256<T>.Count;

    public static int MaxRows => 6;

    public static bool HasMasks => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load(T* p) => Vector256.Load(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Broadcast(T x) => Vector256.Create(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Add(Vector256<T> a, Vector256<T> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> MultiplyAdd(Vector256<T> a, Vector256<T> b, Vector256<T> c) => typeof(T) == typeof(float)
        ? Vector256.FusedMultiplyAdd(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector256.FusedMultiplyAdd(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector256<T> a) => Vector256.Sum(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* p, Vector256<T> a) => a.Store(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Mask(int count) => typeof(T) == typeof(float)
        ? Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).As<int, T>()
        : Vector256.LessThan(Vector256<long>.Indices, Vector256.Create((long)count)).As<long, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Load(T* p, Vector256<T> mask) => typeof(T) == typeof(float)
        ? Avx.MaskLoad((float*)p, mask.AsSingle()).As<float, T>()
        : Avx.MaskLoad((double*)p, mask.AsDouble()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* p, Vector256<T> a, Vector256<T> mask)
    {
        if (typeof(T) == typeof(float))
            Avx.MaskStore((float*)p, mask.AsSingle(), a.AsSingle());
        else
            Avx.MaskStore((double*)p, mask.AsDouble(), a.AsDouble());
    }
}

/// <summary>The registers of whatever machine this is; fused multiply-add where it has one.</summary>
readonly unsafe struct SimdAny<T> : ISimd<T, Vector<T>> where T : unmanaged, INumberBase<T>
{
    public static int Count => Vector<T>.Count;

    public static int MaxRows => 6;

    public static bool HasMasks => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Load(T* p) => Vector.Load(p);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Broadcast(T x) => Vector.Create(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Add(Vector<T> a, Vector<T> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> MultiplyAdd(Vector<T> a, Vector<T> b, Vector<T> c) => typeof(T) == typeof(float)
        ? Vector.MultiplyAddEstimate(a.As<T, float>(), b.As<T, float>(), c.As<T, float>()).As<float, T>()
        : typeof(T) == typeof(double)
            ? Vector.MultiplyAddEstimate(a.As<T, double>(), b.As<T, double>(), c.As<T, double>()).As<double, T>()
            : a * b + c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector<T> a) => Vector.Sum(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* p, Vector<T> a) => a.Store(p);

    // Not a comparison's all-ones but the number 1: it is only read number by number.
    public static Vector<T> Mask(int count)
    {
        var mask = Vector<T>.Zero;
        for (var i = 0; i < count; i++)
            mask = mask.WithElement(i, T.One);
        return mask;
    }

    public static Vector<T> Load(T* p, Vector<T> mask)
    {
        var a = Vector<T>.Zero;
        for (var i = 0; i < Vector<T>.Count && mask[i] == T.One; i++)
            a = a.WithElement(i, p[i]);
        return a;
    }

    public static void Store(T* p, Vector<T> a, Vector<T> mask)
    {
        for (var i = 0; i < Vector<T>.Count && mask[i] == T.One; i++)
            p[i] = a[i];
    }
}

/// <summary>One number at a time, for machines without SIMD, where <see cref="Vector{T}"/> is a loop.</summary>
readonly unsafe struct SimdNone<T> : ISimd<T, T> where T : unmanaged, INumberBase<T>
{
    public static int Count => 1;

    public static int MaxRows => 6;

    public static bool HasMasks => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Load(T* p) => *p;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Broadcast(T x) => x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Add(T a, T b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T MultiplyAdd(T a, T b, T c) => (a * b) + c;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(T a) => a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T* p, T a) => *p = a;

    public static T Mask(int count) => T.One;

    public static T Load(T* p, T mask) => *p;

    public static void Store(T* p, T a, T mask) => *p = a;
}
