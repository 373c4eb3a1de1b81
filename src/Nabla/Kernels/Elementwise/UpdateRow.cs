using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>One optimiser step over a dense row: operands are the parameter, the gradient and up to three states.</summary>
readonly unsafe struct UpdateRow<T, TRule>(TRule rule) : IRow
    where T : unmanaged, INumber<T>
    where TRule : struct, IUpdate
{
    // Optimised from the first call: a first step must not walk large tensors in unoptimised code.
    [MethodImpl(Compile.Fully)]
    public void Run(byte** at, nint* step, int count)
    {
        var p = (T*)at[0];
        var g = (T*)at[1];
        var s0 = TRule.States > 0 ? (T*)at[2] : null;
        var s1 = TRule.States > 1 ? (T*)at[3] : null;
        var s2 = TRule.States > 2 ? (T*)at[4] : null;
        nint i = 0;
        for (nint end = count - Vector<T>.Count; i <= end; i += Vector<T>.Count)
            Apply(p + i, g + i, s0 + i, s1 + i, s2 + i);
        if (i < count)
            Tail(p + i, g + i, s0 + i, s1 + i, s2 + i, (int)(count - i));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void Apply(T* p, T* g, T* s0, T* s1, T* s2)
    {
        var value = new Lane<T>(Vector.Load(p));
        var state0 = TRule.States > 0 ? new Lane<T>(Vector.Load(s0)) : default;
        var state1 = TRule.States > 1 ? new Lane<T>(Vector.Load(s1)) : default;
        var state2 = TRule.States > 2 ? new Lane<T>(Vector.Load(s2)) : default;
        rule.Step(ref value, ref state0, ref state1, ref state2, new Lane<T>(Vector.Load(g)));
        Vector.Store(value.Value, p);
        if (TRule.States > 0) Vector.Store(state0.Value, s0);
        if (TRule.States > 1) Vector.Store(state1.Value, s1);
        if (TRule.States > 2) Vector.Store(state2.Value, s2);
    }

    void Tail(T* p, T* g, T* s0, T* s1, T* s2, int count)
    {
        var padded = stackalloc Vector<T>[5];
        Move(p, (T*)&padded[0], count);
        Move(g, (T*)&padded[1], count);
        if (TRule.States > 0) Move(s0, (T*)&padded[2], count);
        if (TRule.States > 1) Move(s1, (T*)&padded[3], count);
        if (TRule.States > 2) Move(s2, (T*)&padded[4], count);
        Apply((T*)&padded[0], (T*)&padded[1], (T*)&padded[2], (T*)&padded[3], (T*)&padded[4]);
        Move((T*)&padded[0], p, count);
        if (TRule.States > 0) Move((T*)&padded[2], s0, count);
        if (TRule.States > 1) Move((T*)&padded[3], s1, count);
        if (TRule.States > 2) Move((T*)&padded[4], s2, count);
    }

    static void Move(T* from, T* to, int count)
    {
        for (var i = 0; i < count; i++)
            to[i] = from[i];
    }
}
