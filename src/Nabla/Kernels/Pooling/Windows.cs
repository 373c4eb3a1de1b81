namespace Nabla.Kernels;

/// <summary>The windows of a pooling along one axis, and for each input the windows that see it, as tables made once a call.</summary>
readonly unsafe struct Windows
{
    readonly int width;
    readonly int* first, taps, padded, seen, seenBy;

    public Windows(int output, int input, int kernel, int stride, int padding, int dilation, bool adaptive, int* table)
    {
        var width = MostSeeing(output, input, kernel, stride, dilation, adaptive);
        this.width = width;
        (Output, Input, Dilation) = (output, input, dilation);
        first = table;
        taps = first + output;
        padded = taps + output;
        seen = padded + output;
        seenBy = seen + input;
        new Span<int>(seen, input).Clear();
        for (var q = 0; q < output; q++)
        {
            var (start, size) = adaptive ? Share(q, output, input) : (q * stride - padding, kernel);
            (first[q], taps[q], padded[q]) = (0, 0, 0);
            for (var (t, i) = (0, start); t < size; t++, i += dilation)
            {
                padded[q] += i < input + padding ? 1 : 0;
                if ((uint)i >= (uint)input)
                    continue;
                if (taps[q]++ == 0)
                    first[q] = i;
                seenBy[i * width + seen[i]++] = q;
            }
        }
    }

    // ⌊q · input / output⌋ … ⌈(q + 1) · input / output⌉
    static (int Start, int Size) Share(int q, int output, int input)
    {
        var start = (int)((long)q * input / output);
        return (start, (int)(((q + 1L) * input + output - 1) / output) - start);
    }

    public int Output { get; }

    public int Input { get; }

    public int Dilation { get; }

    /// <summary>The first input that window <paramref name="q"/> sees; 0 if it sees none.</summary>
    public int First(int q) => first[q];

    /// <summary>How many inputs window <paramref name="q"/> sees.</summary>
    public int Taps(int q) => taps[q];

    /// <summary>How many taps of window <paramref name="q"/> lie on the input or its padding (as long behind as in front).</summary>
    public int PaddedTaps(int q) => padded[q];

    /// <summary>How many windows see input <paramref name="i"/>.</summary>
    public int Seen(int i) => seen[i];

    /// <summary>The windows that see input <paramref name="i"/>, in rising order.</summary>
    public int* SeenBy(int i) => seenBy + i * width;

    public static nint TableSize(int output, int input, int kernel, int stride, int dilation, bool adaptive) =>
        3 * output + input * (nint)(MostSeeing(output, input, kernel, stride, dilation, adaptive) + 1);

    // Windows that see an input begin within (kernel − 1) · dilation of each other; adaptive ones share an input as ⌈output / input⌉ + 1.
    static int MostSeeing(int output, int input, int kernel, int stride, int dilation, bool adaptive) =>
        adaptive ? (output + input - 1) / Math.Max(1, input) + 1 : Math.Min(kernel, (kernel - 1) * dilation / stride + 1);
}

/// <summary>The windows along all three axes.</summary>
readonly unsafe struct Windows3(in PoolShape s, int* table)
{
    public readonly Windows D = new(
        s.Output.D, s.Input.D, s.Kernel.D, s.Stride.D, s.Padding.D, s.Dilation.D, s.Adaptive, table + SizeH(s) + SizeW(s));

    public readonly Windows H = new(s.Output.H, s.Input.H, s.Kernel.H, s.Stride.H, s.Padding.H, s.Dilation.H, s.Adaptive, table + SizeW(s));

    public readonly Windows W = new(s.Output.W, s.Input.W, s.Kernel.W, s.Stride.W, s.Padding.W, s.Dilation.W, s.Adaptive, table);

    public static nint TableSize(in PoolShape s) => SizeD(s) + SizeH(s) + SizeW(s);

    static nint SizeD(in PoolShape s) => Windows.TableSize(s.Output.D, s.Input.D, s.Kernel.D, s.Stride.D, s.Dilation.D, s.Adaptive);

    static nint SizeH(in PoolShape s) => Windows.TableSize(s.Output.H, s.Input.H, s.Kernel.H, s.Stride.H, s.Dilation.H, s.Adaptive);

    static nint SizeW(in PoolShape s) => Windows.TableSize(s.Output.W, s.Input.W, s.Kernel.W, s.Stride.W, s.Dilation.W, s.Adaptive);
}
