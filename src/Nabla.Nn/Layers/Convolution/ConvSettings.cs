namespace Nabla.Nn;

/// <summary>What Conv and ConvTranspose have in common: sizes, their check, and how they are printed.</summary>
sealed record ConvSettings(
    string Kind, int Axes, int Inputs, int Outputs, Extent Kernel, Extent Stride, Padding Padding, Extent OutputPadding, Extent Dilation,
    int Groups, bool HasBias)
{
    /// <summary>
    /// A weight for maps from <paramref name="from"/> to <paramref name="to"/> channels: (from, kernel…, to / groups), in files (from, to /
    /// groups, kernel…).
    /// </summary>
    public Parameter Weight(int from, int to)
    {
        int[] kernel = Kernel.Along(Axes);
        if (Inputs < 1 || Outputs < 1 || kernel.Min() < 1)
            throw new ShapeException($"{this}: channels and kernel must be at least 1.");
        if (Groups < 1 || Inputs % Groups != 0 || Outputs % Groups != 0)
            throw new ShapeException($"{this}: groups must divide both {Inputs} and {Outputs}, got {Groups}.");
        if (Stride.Along(Axes).Min() < 1 || Dilation.Along(Axes).Min() < 1 || Array.Exists(Around(), ends => ends.Before < 0))
            throw new ShapeException($"{this}: stride and dilation must be at least 1, padding at least 0.");
        if (Padding.IsSame && Stride.Along(Axes).Max() > 1)
            throw new ShapeException($"{this}: the output can be as large as the input with stride 1 only.");
        Shape shape = [from, .. kernel, to / Groups];
        return new Parameter(shape, Init.KaimingUniform(), DiskForm.Permuted(shape, [0, Axes + 1, .. Enumerable.Range(1, Axes)]));
    }

    /// <summary>The input has the axes and channels that the layer is made for.</summary>
    /// <exception cref="ShapeException">It has not.</exception>
    public void Require(Tensor input)
    {
        if (input.Rank != Axes + 2)
            throw new ShapeException($"{this}: the input must have {Axes + 2} axes (N, {"D, H, W"[(3 * (3 - Axes))..]}, C), got {input.Shape}."
                + (input.Rank == Axes + 1 ? " Did you forget the axis of the batch?" : ""));
        if (input.Shape[-1] != Inputs)
            throw new ShapeException($"{this}: axis {Axes + 1} of the input must be {Inputs}, got {input.Shape}."
                + (input.Shape[1] == Inputs ? " Channels come last." : ""));
    }

    /// <summary>Elements before and after each spatial axis.</summary>
    public (int Before, int After)[] Around()
    {
        int[] kernel = Kernel.Along(Axes), dilation = Dilation.Along(Axes);
        var reach = new int[kernel.Length];
        for (var axis = 0; axis < reach.Length; axis++)
            reach[axis] = dilation[axis] * (kernel[axis] - 1);
        return Padding.Along(reach);
    }

    /// <summary>The zeros that the convolution itself puts on both sides, if that is all the padding there is; else null.</summary>
    public Extent? Zeros()
    {
        var ends = Around();
        if (Padding.Mode != PadMode.Zeros || Array.Exists(ends, end => end.Before != end.After))
            return null;
        return Axes switch
        {
            1 => ends[0].Before,
            2 => (ends[0].Before, ends[1].Before),
            _ => (ends[0].Before, ends[1].Before, ends[2].Before),
        };
    }

    /// <summary>The input with its padding, where the convolution cannot put it.</summary>
    public Tensor Padded(Tensor input)
    {
        foreach (var (axis, (before, after)) in Around().Index())
            input = input.Pad(axis + 1, before, after, Padding.Mode);
        return input;
    }

    /// <summary>A bias, first uniform in ±1/√(fan-in of the weight), or none.</summary>
    public Parameter? Bias(Parameter weight) => HasBias ? new([Outputs], Init.Uniform(1 / Math.Sqrt(Init.FanIn(weight.Shape)))) : null;

    /// <summary>The layer as it is printed: Conv2d(3 → 16, 3×3, stride 2).</summary>
    public override string ToString()
    {
        var text = $"{Kind}{Axes}d({Inputs} → {Outputs}, {string.Join('×', Kernel.Along(Axes))}";
        text += Text(", stride ", Stride, 1) + PaddingText() + Text(", output padding ", OutputPadding, 0)
            + Text(", dilation ", Dilation, 1);
        return text + (Groups == 1 ? "" : $", groups {Groups}") + (HasBias ? ")" : ", no bias)");
    }

    string PaddingText()
    {
        var mode = Padding.Mode == PadMode.Zeros ? "" : $" {Padding.Mode.ToString().ToLowerInvariant()}";
        var amount = Padding.IsSame ? ", padding same" : Text(", padding ", [.. Around().Select(ends => ends.Before)], 0);
        return amount.Length > 0 ? amount + mode : "";
    }

    string Text(string name, Extent value, int usual) => Text(name, value.Along(Axes), usual);

    static string Text(string name, int[] sizes, int usual)
    {
        return sizes.All(size => size == usual) ? ""
            : name + (sizes.Distinct().Count() == 1 ? $"{sizes[0]}" : string.Join('×', sizes));
    }
}
