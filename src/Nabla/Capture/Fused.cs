using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Which input of the second formula the first one's value takes.</summary>
interface ISlot
{
    static abstract int Index { get; }
}

readonly struct Slot0 : ISlot
{
    public static int Index => 0;
}

readonly struct Slot1 : ISlot
{
    public static int Index => 1;
}

readonly struct Slot2 : ISlot
{
    public static int Index => 2;
}

readonly struct Slot3 : ISlot
{
    public static int Index => 3;
}

/// <summary>
/// Two formulas as one, so that the value between them stays in a register: second(…, first(…), …). The inputs are those of the first,
/// then the remaining ones of the second.
/// </summary>
readonly struct Fused<TFirst, TSecond, TSlot>(TFirst first, TSecond second) : IMap
    where TFirst : struct, IMap
    where TSecond : struct, IMap
    where TSlot : struct, ISlot
{
    public static int Inputs
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TFirst.Inputs + TSecond.Inputs - 1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N a, N b, N c, N d) where N : struct, IFormula<N>
    {
        var between = first.Value(a, b, c, d);
        return second.Value(
            Pick(0, between, a, b, c, d), Pick(1, between, a, b, c, d), Pick(2, between, a, b, c, d), Pick(3, between, a, b, c, d));
    }

    // Input number `index` of the second formula; all but the values are constants to the compiler.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static N Pick<N>(int index, N between, N a, N b, N c, N d) where N : struct
    {
        if (index == TSlot.Index)
            return between;
        return (TFirst.Inputs + index - (index > TSlot.Index ? 1 : 0)) switch
        {
            0 => a,
            1 => b,
            2 => c,
            3 => d,
            _ => default,
        };
    }
}
