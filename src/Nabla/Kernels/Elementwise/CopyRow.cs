using System.Numerics;

namespace Nabla.Kernels;

/// <summary>y[i] = x[i], both with any step, converted: floats to integers toward 0, saturating.</summary>
readonly unsafe struct CopyRow<TFrom, TTo> : IRow
    where TFrom : unmanaged, INumberBase<TFrom>
    where TTo : unmanaged, INumberBase<TTo>
{
    public void Run(byte** at, nint* step, int count)
    {
        var y = (TTo*)at[0];
        var x = (TFrom*)at[1];
        nint sy = step[0], sx = step[1];
        if (typeof(TFrom) == typeof(TTo) && sx == 1 && sy == 1)
            new ReadOnlySpan<TTo>(x, count).CopyTo(new Span<TTo>(y, count));
        else if (sx == 0 && sy == 1)
            new Span<TTo>(y, count).Fill(TTo.CreateSaturating(*x));
        else
            for (nint i = 0; i < count; i++)
                y[i * sy] = TTo.CreateSaturating(x[i * sx]);
    }
}

/// <summary>y[i] = x[i] ≠ 0 as a byte.</summary>
readonly unsafe struct TruthRow<TFrom> : IRow where TFrom : unmanaged, INumberBase<TFrom>
{
    public void Run(byte** at, nint* step, int count)
    {
        var x = (TFrom*)at[1];
        for (nint i = 0; i < count; i++)
            at[0][i * step[0]] = TFrom.IsZero(x[i * step[1]]) ? (byte)0 : (byte)1;
    }
}
