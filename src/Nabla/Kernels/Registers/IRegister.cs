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

    /// <summary>The sum of all elements, in a fixed order.</summary>
    static abstract T Sum(R a);

    void Store(T* to);

    /// <summary>Whether masks cost no more than whole registers.</summary>
    static abstract bool HasMasks { get; }

    /// <summary>Selects the first <paramref name="count"/> elements.</summary>
    static abstract R Mask(int count);

    /// <summary>The selected elements, 0 elsewhere; memory that is not selected is not read.</summary>
    static abstract R Load(T* from, R mask);

    /// <summary>Writes the selected elements.</summary>
    void Store(T* to, R mask);
}
