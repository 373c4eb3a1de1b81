using Nabla.Kernels;

namespace Nabla;

sealed partial class Recording
{
    public override void Order(Tensor x, int axis, bool descending, Tensor y) => Add(k => k.Order(x, axis, descending, y), x, y);

    public override void SearchSorted(Tensor sorted, Tensor x, bool right, Tensor y) =>
        Add(k => k.SearchSorted(sorted, x, right, y), sorted, x, y);

    public override void Scan(ScanKind kind, Tensor x, int axis, bool reverse, Tensor y) => Add(k => k.Scan(kind, x, axis, reverse, y), x, y);

    public override void LinearScan(Tensor x, Tensor a, int axis, bool reverse, Tensor y) =>
        Add(k => k.LinearScan(x, a, axis, reverse, y), x, a, y);

    public override void ScanExtremum(Tensor x, int axis, bool smallest, Tensor y) => Add(k => k.ScanExtremum(x, axis, smallest, y), x, y);

    public override void Bits(BitKind kind, Tensor a, Tensor b, Tensor y) => Add(k => k.Bits(kind, a, b, y), a, b, y);

    public override void Whole(WholeKind kind, Tensor a, Tensor b, Tensor y) => Add(k => k.Whole(kind, a, b, y), a, b, y);

    public override void JoinIndex(Tensor index, Tensor y, int size, int axis) => Add(k => k.JoinIndex(index, y, size, axis), index, y);

    public override void NumberRuns(Tensor x, Tensor number) => Add(k => k.NumberRuns(x, number), x, number);

    public override void CollectRuns(Tensor x, Tensor number, Tensor values, Tensor counts) =>
        Add(k => k.CollectRuns(x, number, values, counts), x, number, values, counts);

    public override void NonZero(Tensor x, Tensor y) =>
        throw new InvalidOperationException("NonZero: the shape of the result depends on the data, so it cannot be part of a captured step.");
}
