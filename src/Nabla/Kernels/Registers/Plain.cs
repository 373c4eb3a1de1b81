using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Kernels;

/// <summary>What <see cref="Vector{T}"/> is on this machine: 256 bits with AVX2, 128 bits without; 16 registers are assumed.</summary>
readonly unsafe struct Plain<T>(Vector<T> value) : IRegister<Plain<T>, T> where T : unmanaged
{
    readonly Vector<T> value = value;

    public Vector<T> Value => value;

    public static int Count => Vector<T>.Count;

    public static int MaxRows => 6;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Plain<T> Load(T* from) => new(Vector.Load(from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Plain<T> Broadcast(T* from) => new(Vector.Create(*from));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Plain<T> MultiplyAdd(Plain<T> x, Plain<T> w, Plain<T> sum) => new(VectorMath.MultiplyAdd(x.value, w.value, sum.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Plain<T> Create(T value) => new(Vector.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Plain<T> operator +(Plain<T> a, Plain<T> b) => new(a.value + b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Plain<T> operator -(Plain<T> a, Plain<T> b) => new(a.value - b.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* to) => value.Store(to);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Plain<T> a) => Vector.Sum(a.value);

    public static bool HasMasks => Avx.IsSupported && Vector<byte>.Count == Vector256<byte>.Count;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Plain<T> Mask(int count) => typeof(T) == typeof(float)
        ? new(Vector.LessThan(Vector<int>.Indices, Vector.Create(count)).As<int, T>())
        : new(Vector.LessThan(Vector<long>.Indices, Vector.Create((long)count)).As<long, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Plain<T> Load(T* from, Plain<T> mask) => !HasMasks ? LoadEach(from, mask)
        : typeof(T) == typeof(float)
            ? new(Avx.MaskLoad((float*)from, mask.value.As<T, float>().AsVector256()).AsVector().As<float, T>())
            : new(Avx.MaskLoad((double*)from, mask.value.As<T, double>().AsVector256()).AsVector().As<double, T>());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(T* to, Plain<T> mask)
    {
        if (!HasMasks)
            StoreEach(to, mask);
        else if (typeof(T) == typeof(float))
            Avx.MaskStore((float*)to, mask.value.As<T, float>().AsVector256(), value.As<T, float>().AsVector256());
        else
            Avx.MaskStore((double*)to, mask.value.As<T, double>().AsVector256(), value.As<T, double>().AsVector256());
    }

    static Plain<T> LoadEach(T* from, Plain<T> mask)
    {
        var a = Vector<T>.Zero;
        for (var i = 0; i < Count && mask.Selects(i); i++)
            a = a.WithElement(i, from[i]);
        return new(a);
    }

    void StoreEach(T* to, Plain<T> mask)
    {
        for (var i = 0; i < Count && mask.Selects(i); i++)
            to[i] = value[i];
    }

    bool Selects(int i) => value.As<T, byte>()[i * sizeof(T)] != 0;
}
