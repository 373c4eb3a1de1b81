namespace Nabla.Nn;

/// <summary>The places of a tensor's features in the image, and what each of them sees.</summary>
/// <param name="Places">(N, [[D,] H,] W); null if there are no places any longer and all that is computed sees the same.</param>
/// <param name="Axes">What they see along each axis.</param>
sealed record PixelField(int[]? Places, AxisField[] Axes)
{
    /// <summary>What sees all places.</summary>
    public PixelField Whole() => Places is null ? this : new(null, [.. Axes.Select((axis, i) => axis.Whole(Places[i + 1]))]);

    /// <summary>What sees both.</summary>
    public static PixelField Join(PixelField a, PixelField b)
    {
        if (a.Places is null || b.Places is null || !a.Places.SequenceEqual(b.Places))
            (a, b) = (a.Whole(), b.Whole());
        return new(a.Places, [.. a.Axes.Zip(b.Axes, (x, y) => x.Join(y))]);
    }
}

/// <summary>Follows what is seen through the kernel calls of a dry run.</summary>
sealed class PixelFields
{
    // Kernels that compute each place from the same place, as long as the shapes agree. Others are taken to see all places.
    static readonly HashSet<string> Placewise =
    [
        nameof(Backend.Copy), nameof(Backend.CopyInto), nameof(Backend.Select), nameof(Backend.Compare), nameof(Backend.Dropout),
        nameof(Backend.ColumnNorm), nameof(Backend.LayerNorm), nameof(Backend.RmsNorm), nameof(Backend.Softmax), nameof(Backend.LogSoftmax),
        nameof(Backend.MatMul), nameof(ReduceKind.Sum), nameof(ReduceKind.Max), nameof(ReduceKind.Min), nameof(ReduceKind.Product),
    ];

    readonly DryRun run;
    readonly Dictionary<Storage, PixelField> fields = [];
    readonly HashSet<Storage> touched = [];

    public PixelFields(DryRun run)
    {
        this.run = run;
        var image = (Tensor)run.Input!;
        fields[image.Storage] = new(image.Shape.ToArray()[..^1], [.. Enumerable.Repeat(AxisField.Pixel, image.Rank - 2)]);
        foreach (var call in run.Calls)
            Follow(call);
    }

    /// <summary>What the elements of a tensor see; null if no pixel.</summary>
    public PixelField? Of(Tensor tensor) => fields.GetValueOrDefault(tensor.Storage);

    void Follow(KernelCall call)
    {
        var written = run.Written(call, touched).ToArray();
        var read = call.Tensors.OfType<Tensor>().Where(t => fields.ContainsKey(t.Storage)).ToArray();
        foreach (var tensor in call.Tensors.OfType<Tensor>())
            touched.Add(tensor.Storage);
        foreach (var y in written)
            foreach (var x in read)
                if (x.Storage != y.Storage)
                {
                    var seen = Through(call, x, y);
                    fields[y.Storage] = fields.TryGetValue(y.Storage, out var before) ? PixelField.Join(before, seen) : seen;
                }
    }

    PixelField Through(KernelCall call, Tensor x, Tensor y)
    {
        var field = fields[x.Storage];
        if (field.Places is not { } places)
            return field;
        if (call.Work.Window is { } window)
            return x.Shape.Remove(-1).SequenceEqual(places)
                ? new(y.Shape.ToArray()[..^1], [.. field.Axes.Select((axis, i) => Slide(axis, window, 3 - field.Axes.Length + i))])
                : field.Whole();
        var product = call.Name == nameof(Backend.MatMul) && call.Tensors[1] is { } right && run.IsComputed(right);
        return (call is MapCall || Placewise.Contains(call.Name)) && !product && Walks(x, places) && Walks(y, places) ? field : field.Whole();
    }

    static AxisField Slide(AxisField field, WindowShape window, int axis)
    {
        int At(Kernels.Extent3 extent) => axis switch { 0 => extent.D, 1 => extent.H, _ => extent.W };
        var (kernel, stride, padding, dilation) = (At(window.Kernel), At(window.Stride), At(window.Padding), At(window.Dilation));
        return window.Enlarges ? field.ThroughTransposed(kernel, stride, padding, dilation) : field.Through(kernel, stride, padding, dilation);
    }

    // Whether the leading axes of a view run through the places in their order: as (N, H, W, …), (N, H·W, …) or (N·H·W, C).
    static bool Walks(Tensor view, int[] places)
    {
        var area = places.Skip(1).Aggregate(1, (a, b) => a * b);
        foreach (var axes in (int[][])[places, [places[0], area], [places[0] * area]])
            if (view.Rank > axes.Length && view.Shape.Take(axes.Length).SequenceEqual(axes) && InOrder(view, axes.Length))
                return true;
        return false;
    }

    static bool InOrder(Tensor view, int axes)
    {
        for (var i = 0; i + 1 < axes; i++)
            if (view.Shape[i] > 1 && view.Layout.Stride(i) != view.Layout.Stride(i + 1) * view.Shape[i + 1])
                return false;
        return view.Layout.Stride(axes - 1) >= 0;
    }
}
