namespace Nabla;

sealed partial class Recording
{
    public override void Gather(Tensor x, int axis, Tensor index, Tensor y) => Add(k => k.Gather(x, axis, index, y), x, index, y);

    public override void ScatterAdd(Tensor x, int axis, Tensor index, Tensor y) => Add(k => k.ScatterAdd(x, axis, index, y), x, index, y);

    public override void IndexSelect(Tensor x, int axis, Tensor index, Tensor y) => Add(k => k.IndexSelect(x, axis, index, y), x, index, y);

    public override void IndexAdd(Tensor x, int axis, Tensor index, Tensor y) => Add(k => k.IndexAdd(x, axis, index, y), x, index, y);
}
