namespace Nabla;

/// <summary>What the running results along an axis share.</summary>
static class Scans
{
    public static int Infer(string who, Tensor x, int axis) => x.DType != DType.Bool
        ? x.Shape.Axis(axis)
        : throw new ShapeException($"{who}: elements must be numbers, got bool; convert with To(DType.Int64).");

    public static Tensor Run(ScanKind kind, Tensor x, int axis, bool reverse)
    {
        var y = Tensor.Empty(x.Shape, x.DType, x.Device);
        x.Backend.Scan(kind, x, axis, reverse, y);
        return y;
    }

    /// <summary>Each element's next along an axis, <paramref name="end"/> behind the last.</summary>
    public static Tensor Next(Tensor x, int axis, double end) =>
        x.Shape[axis] == 0 ? x : x.Slice(axis, 1, x.Shape[axis] - 1).Pad(axis, 0, 1, end);

    /// <summary>Each element's previous along an axis, <paramref name="begin"/> before the first.</summary>
    public static Tensor Previous(Tensor x, int axis, double begin) =>
        x.Shape[axis] == 0 ? x : x.Slice(axis, 0, x.Shape[axis] - 1).Pad(axis, 1, 0, begin);
}
