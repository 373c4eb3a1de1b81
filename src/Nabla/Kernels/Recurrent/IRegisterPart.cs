using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>How much of a register a loop fills: all, or what is left at the end of a row.</summary>
unsafe interface IRegisterPart
{
    static abstract Lane<T> Load<T>(T* x, int left) where T : unmanaged, INumberBase<T>;

    static abstract void Store<T>(Lane<T> v, T* y, int left) where T : unmanaged, INumberBase<T>;
}

readonly unsafe struct WholeRegister : IRegisterPart
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lane<T> Load<T>(T* x, int left) where T : unmanaged, INumberBase<T> => new(Vector.Load(x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Lane<T> v, T* y, int left) where T : unmanaged, INumberBase<T> => Vector.Store(v.Value, y);
}

readonly unsafe struct RegisterPart : IRegisterPart
{
    public static Lane<T> Load<T>(T* x, int left) where T : unmanaged, INumberBase<T> => new(Part.Load(x, left));

    public static void Store<T>(Lane<T> v, T* y, int left) where T : unmanaged, INumberBase<T> => Part.Store(v.Value, y, left);
}
