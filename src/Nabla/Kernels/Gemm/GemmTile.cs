using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>A number known when a kernel is compiled.</summary>
interface IConstant
{
    static abstract int Value { get; }
}

/// <summary>How wide a tile is: one or two registers, the last of them whole or cut by a mask.</summary>
interface IWidth
{
    static abstract bool IsTwo { get; }

    static abstract bool IsCut { get; }
}

readonly struct OneCut : IWidth
{
    public static bool IsTwo => false;

    public static bool IsCut => true;
}

readonly struct One : IWidth
{
    public static bool IsTwo => false;

    public static bool IsCut => false;
}

readonly struct TwoCut : IWidth
{
    public static bool IsTwo => true;

    public static bool IsCut => true;
}

readonly struct Two : IWidth
{
    public static bool IsTwo => true;

    public static bool IsCut => false;
}

/// <summary>The operands of one tile; strides are in elements.</summary>
unsafe struct TileArguments<T> where T : unmanaged
{
    public nint K;
    public T* A;
    public nint ARow;
    public nint ACol;
    public T* B;
    public nint BRow;
    public T* C;
    public nint CRow;
    public T* Bias;
    public bool Accumulate;

    /// <summary>Columns in the last register, where the tile is cut.</summary>
    public int LastColumns;
}

/// <summary>The innermost product: a tile of C of at most 12 rows and 2 registers' columns, held in registers over the whole sum.</summary>
static unsafe class GemmTile<T, V, S, R, W> where T : unmanaged where V : struct where S : ISimd<T, V> where R : IConstant where W : IWidth
{
    // C[i,j] = (accumulate ? C[i,j] : 0) + Σ_k A[i,k] B[k,j] + bias[j]; registers x<i>0 and x<i>1 hold row i.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    public static void Run(TileArguments<T>* t)
    {
        V x00 = default, x10 = default, x20 = default, x30 = default, x40 = default, x50 = default;
        V x60 = default, x70 = default, x80 = default, x90 = default, xA0 = default, xB0 = default;
        V x01 = default, x11 = default, x21 = default, x31 = default, x41 = default, x51 = default;
        V x61 = default, x71 = default, x81 = default, x91 = default, xA1 = default, xB1 = default;
        var mask = W.IsCut ? S.Mask(t->LastColumns) : default;
        nint s = t->ARow, step = t->ACol, bRow = t->BRow;
        T* a0 = t->A, a3 = a0 + 3 * s, a6 = a0 + 6 * s, a9 = a0 + 9 * s, b = t->B;
        for (var k = t->K; k > 0; k--)
        {
            var b0 = W.IsCut && !W.IsTwo ? S.Load(b, mask) : S.Load(b);
            var b1 = !W.IsTwo ? default : W.IsCut ? S.Load(b + S.Count, mask) : S.Load(b + S.Count);
            if (R.Value > 0) Row(a0, b0, b1, ref x00, ref x01);
            if (R.Value > 1) Row(a0 + s, b0, b1, ref x10, ref x11);
            if (R.Value > 2) Row(a0 + 2 * s, b0, b1, ref x20, ref x21);
            if (R.Value > 3) Row(a3, b0, b1, ref x30, ref x31);
            if (R.Value > 4) Row(a3 + s, b0, b1, ref x40, ref x41);
            if (R.Value > 5) Row(a3 + 2 * s, b0, b1, ref x50, ref x51);
            if (R.Value > 6) Row(a6, b0, b1, ref x60, ref x61);
            if (R.Value > 7) Row(a6 + s, b0, b1, ref x70, ref x71);
            if (R.Value > 8) Row(a6 + 2 * s, b0, b1, ref x80, ref x81);
            if (R.Value > 9) Row(a9, b0, b1, ref x90, ref x91);
            if (R.Value > 10) Row(a9 + s, b0, b1, ref xA0, ref xA1);
            if (R.Value > 11) Row(a9 + 2 * s, b0, b1, ref xB0, ref xB1);
            a0 += step;
            if (R.Value > 3) a3 += step;
            if (R.Value > 6) a6 += step;
            if (R.Value > 9) a9 += step;
            b += bRow;
        }

        if (R.Value > 0) Finish(t, 0, x00, x01, mask);
        if (R.Value > 1) Finish(t, 1, x10, x11, mask);
        if (R.Value > 2) Finish(t, 2, x20, x21, mask);
        if (R.Value > 3) Finish(t, 3, x30, x31, mask);
        if (R.Value > 4) Finish(t, 4, x40, x41, mask);
        if (R.Value > 5) Finish(t, 5, x50, x51, mask);
        if (R.Value > 6) Finish(t, 6, x60, x61, mask);
        if (R.Value > 7) Finish(t, 7, x70, x71, mask);
        if (R.Value > 8) Finish(t, 8, x80, x81, mask);
        if (R.Value > 9) Finish(t, 9, x90, x91, mask);
        if (R.Value > 10) Finish(t, 10, xA0, xA1, mask);
        if (R.Value > 11) Finish(t, 11, xB0, xB1, mask);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Row(T* a, V b0, V b1, ref V x0, ref V x1)
    {
        var x = S.Broadcast(*a);
        x0 = S.MultiplyAdd(x, b0, x0);
        if (W.IsTwo)
            x1 = S.MultiplyAdd(x, b1, x1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Finish(TileArguments<T>* t, int row, V x0, V x1, V mask)
    {
        var c = t->C + row * t->CRow;
        if (W.IsTwo)
        {
            Finish(c, t->Bias, x0, t->Accumulate);
            Finish(c + S.Count, t->Bias == null ? null : t->Bias + S.Count, x1, t->Accumulate, mask);
        }
        else
        {
            Finish(c, t->Bias, x0, t->Accumulate, mask);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Finish(T* c, T* bias, V x, bool accumulate)
    {
        if (accumulate)
            x = S.Add(x, S.Load(c));
        if (bias != null)
            x = S.Add(x, S.Load(bias));
        S.Store(c, x);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Finish(T* c, T* bias, V x, bool accumulate, V mask)
    {
        if (!W.IsCut)
        {
            Finish(c, bias, x, accumulate);
            return;
        }

        if (accumulate)
            x = S.Add(x, S.Load(c, mask));
        if (bias != null)
            x = S.Add(x, S.Load(bias, mask));
        S.Store(c, x, mask);
    }
}
