namespace Nabla.Kernels;

/// <summary>
/// One axis of a sum over neighbours: output q stands at Start + q · Stride of the target and sums the source at
/// q · Step + First + t · Gap for t = 0 … Taps − 1, where t uses tap TapStart + t · TapStep of the kernel.
/// </summary>
readonly record struct Axis(
    int Count, int Source, int Step, int Taps, int First, int Gap, int TapStart, int TapStep, int Target, int Start, int Stride)
{
    /// <summary>y[q] = Σ x[q · stride − padding + t · dilation] w[t].</summary>
    public static Axis Forward(int output, int input, int kernel, int stride, int padding, int dilation) =>
        new(output, input, stride, kernel, -padding, dilation, 0, 1, output, 0, 1);

    /// <summary>
    /// The positions i = phase + q · stride of the input's gradient: dx[i] = Σ g[(i + padding − t · dilation) / stride] w[t] over the taps
    /// for which the division leaves no rest. These taps are equally spaced, so each phase is a sum over neighbours with stride 1.
    /// </summary>
    public static Axis Backward(int phase, int output, int input, int kernel, int stride, int padding, int dilation)
    {
        var count = (input - phase + stride - 1) / stride;
        var tapStep = stride / Gcd(stride, dilation);
        var first = 0;
        while (first < tapStep && (phase + padding - first * dilation) % stride != 0)
            first++;
        var taps = first == tapStep || first >= kernel ? 0 : (kernel - 1 - first) / tapStep + 1;
        var last = first + (taps - 1) * tapStep;
        return taps == 0
            ? new(count, output, 1, 0, 0, 1, 0, 1, input, phase, stride)
            : new(count, output, 1, taps, (phase + padding - last * dilation) / stride, tapStep * dilation / stride, last, -tapStep,
                input, phase, stride);
    }

    /// <summary>How much of the source <paramref name="count"/> outputs in a row reach over.</summary>
    public int Span(int count) => Taps == 0 ? 1 : (count - 1) * Step + (Taps - 1) * Gap + 1;

    /// <summary>Whether some output reaches outside of the source.</summary>
    public bool Overhangs => Taps > 0 && (First < 0 || First + Span(Count) > Source);

    static int Gcd(int a, int b) => b == 0 ? a : Gcd(b, a % b);
}

/// <summary>A sum over neighbours along three axes for a batch of images.</summary>
readonly record struct Stencil(int Batch, Axis D, Axis H, Axis W)
{
    public int Taps => D.Taps * H.Taps * W.Taps;

    public long Pixels => (long)Batch * D.Count * H.Count * W.Count;

    public bool Overhangs => Taps > 0 && (D.Overhangs || H.Overhangs || W.Overhangs);

    public static Stencil Forward(in ConvShape s) => new(
        s.Batch,
        Axis.Forward(s.Output.D, s.Input.D, s.Kernel.D, s.Stride.D, s.Padding.D, s.Dilation.D),
        Axis.Forward(s.Output.H, s.Input.H, s.Kernel.H, s.Stride.H, s.Padding.H, s.Dilation.H),
        Axis.Forward(s.Output.W, s.Input.W, s.Kernel.W, s.Stride.W, s.Padding.W, s.Dilation.W));

    /// <summary>The part of the input's gradient at positions congruent to <paramref name="phase"/> modulo the stride.</summary>
    public static Stencil Backward(in ConvShape s, Extent3 phase) => new(
        s.Batch,
        Axis.Backward(phase.D, s.Output.D, s.Input.D, s.Kernel.D, s.Stride.D, s.Padding.D, s.Dilation.D),
        Axis.Backward(phase.H, s.Output.H, s.Input.H, s.Kernel.H, s.Stride.H, s.Padding.H, s.Dilation.H),
        Axis.Backward(phase.W, s.Output.W, s.Input.W, s.Kernel.W, s.Stride.W, s.Padding.W, s.Dilation.W));

    /// <summary>The kernel's flat tap used by neighbour <paramref name="t"/> (0 ≤ t &lt; Taps), W fastest.</summary>
    public int KernelTap(int t, Extent3 kernel)
    {
        var (tw, th, td) = (t % W.Taps, t / W.Taps % H.Taps, t / W.Taps / H.Taps);
        return ((D.TapStart + td * D.TapStep) * kernel.H + H.TapStart + th * H.TapStep) * kernel.W + W.TapStart + tw * W.TapStep;
    }
}
