using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>
/// The three linear maps of Winograd's F(4×4, 3×3) at the points 0, ±√½, ±√2 and ∞: y = Aᵀ [(G w Gᵀ) ⊙ (Bᵀ x B)] A gives 4×4 outputs of a
/// 3×3 sum from 6×6 inputs with 36 products in place of 144. A. Lavin, S. Gray, "Fast Algorithms for Convolutional Neural Networks", 2016,
/// with points nearer to one than theirs (0, ±1, ±2), which keeps the powers, and so the rounding, small.
/// </summary>
/// <remarks>Each number here is a register of channels; the two-dimensional map is the one-dimensional one on columns, then on rows.</remarks>
static unsafe class WinogradTransforms<R> where R : struct, IRegister<R, float>
{
    const int Outputs = WinogradTiles.Outputs;
    const int Taps = WinogradTiles.Taps;
    const int Side = WinogradTiles.Side;
    public const int Area = Side * Side;

    const float Near = 0.70710678f;             // √½
    const float Far = 1.41421356f;              // √2
    const float Sum = -2.5f;                    // −(Near² + Far²); Near² · Far² = 1
    const float GNear = -2f / 3;                // 1 / (2 Near² (Near² − Far²))
    const float GFar = 1f / 6;                  // 1 / (2 Far² (Far² − Near²))

    /// <summary>Bᵀ x B: x by 36 pointers to pixels, line by line, each read at <paramref name="at"/>; y in steps of <paramref name="step"/>.</summary>
    [MethodImpl(Compile.Fully)]
    [SkipLocalsInit]
    public static void Input(float** x, nint at, float* y, nint step)
    {
        var room = stackalloc float[Area * 16 + 16];
        var half = Aligned(room);
        for (var i = 0; i < Side; i++)
            Input(
                R.Load(x[i] + at), R.Load(x[i + Side] + at), R.Load(x[i + 2 * Side] + at),
                R.Load(x[i + 3 * Side] + at), R.Load(x[i + 4 * Side] + at), R.Load(x[i + 5 * Side] + at),
                half + i * R.Count, Side * R.Count);
        for (var i = 0; i < Side; i++, y += Side * step)
        {
            var row = half + i * Side * R.Count;
            Input(
                R.Load(row), R.Load(row + R.Count), R.Load(row + 2 * R.Count),
                R.Load(row + 3 * R.Count), R.Load(row + 4 * R.Count), R.Load(row + 5 * R.Count), y, step);
        }
    }

    // y = Bᵀ x; with n = Near, f = Far its rows are (1 0 −2.5 0 1 0), (0 ∓2n −2 ±n 1 0), (0 ∓f/2 −½ ±f 1 0), (0 1 0 −2.5 0 1).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Input(R x0, R x1, R x2, R x3, R x4, R x5, float* y, nint step)
    {
        var sum = R.Create(Sum);
        R minusTwo = R.Create(-2f), minusHalf = R.Create(-0.5f), zero = default;
        var nearEven = R.MultiplyAdd(x2, minusTwo, x4);
        var nearOdd = R.MultiplyAdd(R.Create(Near), R.MultiplyAdd(x1, minusTwo, x3), zero);
        var farEven = R.MultiplyAdd(x2, minusHalf, x4);
        var farOdd = R.MultiplyAdd(R.Create(Far), R.MultiplyAdd(x1, minusHalf, x3), zero);
        R.MultiplyAdd(x2, sum, x0 + x4).Store(y);
        (nearEven + nearOdd).Store(y + step);
        (nearEven - nearOdd).Store(y + 2 * step);
        (farEven + farOdd).Store(y + 3 * step);
        (farEven - farOdd).Store(y + 4 * step);
        R.MultiplyAdd(x3, sum, x1 + x5).Store(y + 5 * step);
    }

    /// <summary>G w Gᵀ: nine taps <paramref name="wStep"/> apart to 36 numbers <paramref name="step"/> apart.</summary>
    [MethodImpl(Compile.Fully)]
    [SkipLocalsInit]
    public static void Weights(float* w, nint wStep, float* y, nint step)
    {
        var room = stackalloc float[Side * Taps * 16 + 16];
        var half = Aligned(room);
        for (var i = 0; i < Taps; i++)
            Weights(
                R.Load(w + i * wStep), R.Load(w + (i + Taps) * wStep), R.Load(w + (i + 2 * Taps) * wStep),
                half + i * R.Count, Taps * R.Count);
        for (var i = 0; i < Side; i++, y += Side * step)
        {
            var row = half + i * Taps * R.Count;
            Weights(R.Load(row), R.Load(row + R.Count), R.Load(row + 2 * R.Count), y, step);
        }
    }

    // y = G w; its rows are (1 0 0), −⅔ (1 ±n ½), ⅙ (1 ±f 2), (0 0 1).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Weights(R w0, R w1, R w2, float* y, nint step)
    {
        R near = R.Create(GNear), far = R.Create(GFar), zero = default;
        var nearEven = R.MultiplyAdd(near, R.MultiplyAdd(R.Create(0.5f), w2, w0), zero);
        var nearOdd = R.MultiplyAdd(R.Create(GNear * Near), w1, zero);
        var farEven = R.MultiplyAdd(far, R.MultiplyAdd(R.Create(2f), w2, w0), zero);
        var farOdd = R.MultiplyAdd(R.Create(GFar * Far), w1, zero);
        w0.Store(y);
        (nearEven + nearOdd).Store(y + step);
        (nearEven - nearOdd).Store(y + 2 * step);
        (farEven + farOdd).Store(y + 3 * step);
        (farEven - farOdd).Store(y + 4 * step);
        w2.Store(y + 5 * step);
    }

    /// <summary>Aᵀ x A + bias: 36 numbers <paramref name="step"/> apart to 16, line by line, to <paramref name="y"/>, one register apart.</summary>
    [MethodImpl(Compile.Fully)]
    [SkipLocalsInit]
    public static void Output(float* x, nint step, float* bias, float* y)
    {
        var room = stackalloc float[Outputs * Side * 16 + 16];
        var half = Aligned(room);
        for (var i = 0; i < Side; i++)
        {
            var column = x + i * step;
            Output(
                R.Load(column), R.Load(column + Side * step), R.Load(column + 2 * Side * step),
                R.Load(column + 3 * Side * step), R.Load(column + 4 * Side * step), R.Load(column + 5 * Side * step),
                default, half + i * R.Count, Side * R.Count);
        }

        var plus = R.Load(bias);
        for (var i = 0; i < Outputs; i++, y += Outputs * R.Count)
        {
            var row = half + i * Side * R.Count;
            Output(
                R.Load(row), R.Load(row + R.Count), R.Load(row + 2 * R.Count),
                R.Load(row + 3 * R.Count), R.Load(row + 4 * R.Count), R.Load(row + 5 * R.Count), plus, y, R.Count);
        }
    }

    // y = Aᵀ x + plus; its rows are the powers 0 … 3 of the points: (1 1 1 1 1 0), (0 n −n f −f 0), (0 ½ ½ 2 2 0), (0 n/2 −n/2 2f −2f 1).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Output(R x0, R x1, R x2, R x3, R x4, R x5, R plus, float* y, nint step)
    {
        R near = R.Create(Near), far = R.Create(Far), half = R.Create(0.5f), two = R.Create(2f);
        R nearEven = x1 + x2, nearOdd = x1 - x2, farEven = x3 + x4, farOdd = x3 - x4;
        var n = R.MultiplyAdd(near, nearOdd, default);
        var f = R.MultiplyAdd(far, farOdd, default);
        (x0 + nearEven + (farEven + plus)).Store(y);
        (n + (f + plus)).Store(y + step);
        R.MultiplyAdd(two, farEven, R.MultiplyAdd(half, nearEven, plus)).Store(y + 2 * step);
        R.MultiplyAdd(two, f, R.MultiplyAdd(half, n, x5 + plus)).Store(y + 3 * step);
    }

    /// <summary>
    /// A g Aᵀ, the transpose of the outputs' map: 16 pointers to pixels, line by line, each read at <paramref name="at"/>, to 36 numbers
    /// <paramref name="step"/> apart.
    /// </summary>
    [MethodImpl(Compile.Fully)]
    [SkipLocalsInit]
    public static void Gradient(float** g, nint at, float* y, nint step)
    {
        var room = stackalloc float[Side * Outputs * 16 + 16];
        var half = Aligned(room);
        for (var i = 0; i < Outputs; i++)
            Gradient(
                R.Load(g[i] + at), R.Load(g[i + Outputs] + at), R.Load(g[i + 2 * Outputs] + at), R.Load(g[i + 3 * Outputs] + at),
                half + i * R.Count, Outputs * R.Count);
        for (var i = 0; i < Side; i++, y += Side * step)
        {
            var row = half + i * Outputs * R.Count;
            Gradient(R.Load(row), R.Load(row + R.Count), R.Load(row + 2 * R.Count), R.Load(row + 3 * R.Count), y, step);
        }
    }

    // y = A g; its columns are the powers 0 … 3 of the points.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Gradient(R g0, R g1, R g2, R g3, float* y, nint step)
    {
        R half = R.Create(0.5f), two = R.Create(2f), zero = default;
        var nearEven = R.MultiplyAdd(half, g2, g0);
        var nearOdd = R.MultiplyAdd(R.Create(Near), R.MultiplyAdd(half, g3, g1), zero);
        var farEven = R.MultiplyAdd(two, g2, g0);
        var farOdd = R.MultiplyAdd(R.Create(Far), R.MultiplyAdd(two, g3, g1), zero);
        g0.Store(y);
        (nearEven + nearOdd).Store(y + step);
        (nearEven - nearOdd).Store(y + 2 * step);
        (farEven + farOdd).Store(y + 3 * step);
        (farEven - farOdd).Store(y + 4 * step);
        g3.Store(y + 5 * step);
    }

    /// <summary>Gᵀ x G, the transpose of the weights' map: 36 numbers <paramref name="step"/> apart added to nine taps <paramref name="yStep"/> apart.</summary>
    [MethodImpl(Compile.Fully)]
    [SkipLocalsInit]
    public static void WeightGradient(float* x, nint step, float* y, nint yStep)
    {
        var room = stackalloc float[Taps * Side * 16 + 16];
        var half = Aligned(room);
        for (var i = 0; i < Side; i++)
        {
            var column = x + i * step;
            WeightGradient(
                R.Load(column), R.Load(column + Side * step), R.Load(column + 2 * Side * step),
                R.Load(column + 3 * Side * step), R.Load(column + 4 * Side * step), R.Load(column + 5 * Side * step),
                false, half + i * R.Count, Side * R.Count);
        }

        for (var i = 0; i < Taps; i++, y += Taps * yStep)
        {
            var row = half + i * Side * R.Count;
            WeightGradient(
                R.Load(row), R.Load(row + R.Count), R.Load(row + 2 * R.Count),
                R.Load(row + 3 * R.Count), R.Load(row + 4 * R.Count), R.Load(row + 5 * R.Count), true, y, yStep);
        }
    }

    // y = (add ? y : 0) + Gᵀ x; its rows are (1 −⅔ −⅔ ⅙ ⅙ 0), (0 −⅔n ⅔n ⅙f −⅙f 0), (0 −⅓ −⅓ ⅓ ⅓ 1).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void WeightGradient(R x0, R x1, R x2, R x3, R x4, R x5, bool add, float* y, nint step)
    {
        R nearEven = x1 + x2, farEven = x3 + x4;
        var y0 = R.MultiplyAdd(R.Create(GNear), nearEven, R.MultiplyAdd(R.Create(GFar), farEven, x0));
        var y1 = R.MultiplyAdd(R.Create(GNear * Near), x1 - x2, R.MultiplyAdd(R.Create(GFar * Far), x3 - x4, default));
        var y2 = R.MultiplyAdd(R.Create(GNear / 2), nearEven, R.MultiplyAdd(R.Create(GFar * 2), farEven, x5));
        (add ? R.Load(y) + y0 : y0).Store(y);
        (add ? R.Load(y + step) + y1 : y1).Store(y + step);
        (add ? R.Load(y + 2 * step) + y2 : y2).Store(y + 2 * step);
    }

    // A register that crosses a line of the cache takes twice the time.
    static float* Aligned(float* room) => (float*)(((nint)room + 63) & ~63);
}
