using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Kernels;

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
static unsafe class GemmTile<T, R, N, W> where T : unmanaged where R : struct, IRegister<R, T> where N : IConstant where W : IWidth
{
    // C[i,j] = (accumulate ? C[i,j] : 0) + Σ_k A[i,k] B[k,j] + bias[j]; registers x<i>0 and x<i>1 hold row i.
    [MethodImpl(Compile.Fully)]
    [SkipLocalsInit]
    public static void Run(TileArguments<T>* t)
    {
        R x00 = default, x10 = default, x20 = default, x30 = default, x40 = default, x50 = default;
        R x60 = default, x70 = default, x80 = default, x90 = default, xA0 = default, xB0 = default;
        R x01 = default, x11 = default, x21 = default, x31 = default, x41 = default, x51 = default;
        R x61 = default, x71 = default, x81 = default, x91 = default, xA1 = default, xB1 = default;
        var mask = W.IsCut ? R.Mask(t->LastColumns) : default;
        nint s = t->ARow, step = t->ACol, bRow = t->BRow;
        T* a0 = t->A, a3 = a0 + 3 * s, a6 = a0 + 6 * s, a9 = a0 + 9 * s, b = t->B;
        Prefetch(t);
        for (var k = t->K; k > 0; k--)
        {
            var b0 = W.IsCut && !W.IsTwo ? R.Load(b, mask) : R.Load(b);
            var b1 = !W.IsTwo ? default : W.IsCut ? R.Load(b + R.Count, mask) : R.Load(b + R.Count);
            if (N.Value > 0) Row(a0, b0, b1, ref x00, ref x01);
            if (N.Value > 1) Row(a0 + s, b0, b1, ref x10, ref x11);
            if (N.Value > 2) Row(a0 + 2 * s, b0, b1, ref x20, ref x21);
            if (N.Value > 3) Row(a3, b0, b1, ref x30, ref x31);
            if (N.Value > 4) Row(a3 + s, b0, b1, ref x40, ref x41);
            if (N.Value > 5) Row(a3 + 2 * s, b0, b1, ref x50, ref x51);
            if (N.Value > 6) Row(a6, b0, b1, ref x60, ref x61);
            if (N.Value > 7) Row(a6 + s, b0, b1, ref x70, ref x71);
            if (N.Value > 8) Row(a6 + 2 * s, b0, b1, ref x80, ref x81);
            if (N.Value > 9) Row(a9, b0, b1, ref x90, ref x91);
            if (N.Value > 10) Row(a9 + s, b0, b1, ref xA0, ref xA1);
            if (N.Value > 11) Row(a9 + 2 * s, b0, b1, ref xB0, ref xB1);
            a0 += step;
            if (N.Value > 3) a3 += step;
            if (N.Value > 6) a6 += step;
            if (N.Value > 9) a9 += step;
            b += bRow;
        }

        var c = t->C;
        var cRow = t->CRow;
        var bias0 = t->Bias == null ? default : W.IsCut && !W.IsTwo ? R.Load(t->Bias, mask) : R.Load(t->Bias);
        var bias1 = t->Bias == null || !W.IsTwo ? default : W.IsCut ? R.Load(t->Bias + R.Count, mask) : R.Load(t->Bias + R.Count);
        if (t->Accumulate)
        {
            if (N.Value > 0) Add(ref c, cRow, ref x00, ref x01, mask);
            if (N.Value > 1) Add(ref c, cRow, ref x10, ref x11, mask);
            if (N.Value > 2) Add(ref c, cRow, ref x20, ref x21, mask);
            if (N.Value > 3) Add(ref c, cRow, ref x30, ref x31, mask);
            if (N.Value > 4) Add(ref c, cRow, ref x40, ref x41, mask);
            if (N.Value > 5) Add(ref c, cRow, ref x50, ref x51, mask);
            if (N.Value > 6) Add(ref c, cRow, ref x60, ref x61, mask);
            if (N.Value > 7) Add(ref c, cRow, ref x70, ref x71, mask);
            if (N.Value > 8) Add(ref c, cRow, ref x80, ref x81, mask);
            if (N.Value > 9) Add(ref c, cRow, ref x90, ref x91, mask);
            if (N.Value > 10) Add(ref c, cRow, ref xA0, ref xA1, mask);
            if (N.Value > 11) Add(ref c, cRow, ref xB0, ref xB1, mask);
            c = t->C;
        }

        if (N.Value > 0) Store(ref c, cRow, x00, x01, bias0, bias1, mask);
        if (N.Value > 1) Store(ref c, cRow, x10, x11, bias0, bias1, mask);
        if (N.Value > 2) Store(ref c, cRow, x20, x21, bias0, bias1, mask);
        if (N.Value > 3) Store(ref c, cRow, x30, x31, bias0, bias1, mask);
        if (N.Value > 4) Store(ref c, cRow, x40, x41, bias0, bias1, mask);
        if (N.Value > 5) Store(ref c, cRow, x50, x51, bias0, bias1, mask);
        if (N.Value > 6) Store(ref c, cRow, x60, x61, bias0, bias1, mask);
        if (N.Value > 7) Store(ref c, cRow, x70, x71, bias0, bias1, mask);
        if (N.Value > 8) Store(ref c, cRow, x80, x81, bias0, bias1, mask);
        if (N.Value > 9) Store(ref c, cRow, x90, x91, bias0, bias1, mask);
        if (N.Value > 10) Store(ref c, cRow, xA0, xA1, bias0, bias1, mask);
        if (N.Value > 11) Store(ref c, cRow, xB0, xB1, bias0, bias1, mask);
    }

    // C is needed only after the sum, by when the caches have fetched it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Prefetch(TileArguments<T>* t)
    {
        if (!Sse.IsSupported)
            return;
        var c = t->C;
        for (var i = 0; i < N.Value; i++, c += t->CRow)
        {
            Sse.Prefetch0(c);
            Sse.Prefetch0(c + R.Count);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Row(T* a, R b0, R b1, ref R x0, ref R x1)
    {
        var x = R.Broadcast(a);
        x0 = R.MultiplyAdd(x, b0, x0);
        if (W.IsTwo)
            x1 = R.MultiplyAdd(x, b1, x1);
    }

    // x += c
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Add(ref T* c, nint cRow, ref R x0, ref R x1, R mask)
    {
        x0 += W.IsCut && !W.IsTwo ? R.Load(c, mask) : R.Load(c);
        if (W.IsTwo)
            x1 += W.IsCut ? R.Load(c + R.Count, mask) : R.Load(c + R.Count);
        c += cRow;
    }

    // c = x + bias
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Store(ref T* c, nint cRow, R x0, R x1, R bias0, R bias1, R mask)
    {
        if (W.IsCut && !W.IsTwo)
            (x0 + bias0).Store(c, mask);
        else
            (x0 + bias0).Store(c);
        if (W.IsTwo && W.IsCut)
            (x1 + bias1).Store(c + R.Count, mask);
        else if (W.IsTwo)
            (x1 + bias1).Store(c + R.Count);
        c += cRow;
    }
}
