using System.Numerics;
using Nabla.Kernels;

namespace Nabla;

sealed unsafe partial class CpuBackend
{
    public override void Map<TMap>(TMap map, Tensor y, Tensor a, Tensor? b = null, Tensor? c = null, Tensor? d = null)
    {
        switch (y.DType)
        {
            case DType.Float32: Map<float, TMap>(map, y, a, b, c, d); break;
            case DType.Float64: Map<double, TMap>(map, y, a, b, c, d); break;
            case DType.Int32: Map<int, TMap>(map, y, a, b, c, d); break;
            case DType.Int64: Map<long, TMap>(map, y, a, b, c, d); break;
            default: throw NoKernel(typeof(TMap).Name, y.DType);
        }
    }

    static void Map<T, TMap>(TMap map, Tensor y, Tensor a, Tensor? b, Tensor? c, Tensor? d)
        where T : unmanaged, INumber<T>
        where TMap : struct, IMap
    {
        if (InLine(a, y) && (TMap.Inputs < 2 || InLine(b!, y)) && (TMap.Inputs < 3 || InLine(c!, y)) && (TMap.Inputs < 4 || InLine(d!, y)))
        {
            var line = default(Line);
            Add(ref line, y, y);
            Add(ref line, a, y);
            if (TMap.Inputs > 1) Add(ref line, b!, y);
            if (TMap.Inputs > 2) Add(ref line, c!, y);
            if (TMap.Inputs > 3) Add(ref line, d!, y);
            line.Run(new MapRow<T, TMap>(map), y.Length);
        }
        else
        {
            var walk = Over(y.Shape);
            Add(ref walk, y, y.Shape);
            Add(ref walk, a, y.Shape);
            if (TMap.Inputs > 1) Add(ref walk, b!, y.Shape);
            if (TMap.Inputs > 2) Add(ref walk, c!, y.Shape);
            if (TMap.Inputs > 3) Add(ref walk, d!, y.Shape);
            walk.Run(new MapRow<T, TMap>(map));
        }

        KeepAlive(y, a, b, c, d);
    }

    public override void Compare<TMap>(TMap map, Tensor y, Tensor a, Tensor b)
    {
        switch (a.DType)
        {
            case DType.Float32: Compare<float, TMap>(map, y, a, b); break;
            case DType.Float64: Compare<double, TMap>(map, y, a, b); break;
            case DType.Int32: Compare<int, TMap>(map, y, a, b); break;
            case DType.Int64: Compare<long, TMap>(map, y, a, b); break;
            default: throw NoKernel(typeof(TMap).Name, a.DType);
        }
    }

    static void Compare<T, TMap>(TMap map, Tensor y, Tensor a, Tensor b)
        where T : unmanaged, INumber<T>
        where TMap : struct, IMap
    {
        var walk = Over(y.Shape);
        Add(ref walk, y, y.Shape);
        Add(ref walk, a, y.Shape);
        Add(ref walk, b, y.Shape);
        walk.Run(new CompareRow<T, TMap>(map));
        KeepAlive(y, a, b);
    }

    public override void Select(Tensor y, Tensor condition, Tensor a, Tensor b)
    {
        if (condition.DType != DType.Bool)
        {
            var mask = Tensor.Empty(condition.Shape, DType.Bool, condition.Device);
            Copy(condition, mask);
            condition = mask;
        }

        var walk = Over(y.Shape);
        Add(ref walk, y, y.Shape);
        Add(ref walk, condition, y.Shape);
        Add(ref walk, a, y.Shape);
        Add(ref walk, b, y.Shape);
        switch (y.DType.Size())
        {
            case 4: walk.Run(default(SelectRow<int>)); break;
            case 8: walk.Run(default(SelectRow<long>)); break;
            default: walk.Run(default(SelectRow<byte>)); break;
        }

        KeepAlive(y, condition, a, b);
    }

    public override void Update<TRule>(
        TRule rule, Tensor parameter, Tensor gradient, Tensor? state0 = null, Tensor? state1 = null, Tensor? state2 = null)
    {
        if (parameter.DType == DType.Float32)
            Update<float, TRule>(rule, parameter, gradient, state0, state1, state2);
        else
            Update<double, TRule>(rule, parameter, gradient, state0, state1, state2);
        parameter.Storage.Version++;
    }

    static void Update<T, TRule>(TRule rule, Tensor parameter, Tensor gradient, Tensor? state0, Tensor? state1, Tensor? state2)
        where T : unmanaged, INumber<T>
        where TRule : struct, IUpdate
    {
        using var dense = Access<T>.Dense(gradient);
        var line = default(Line);
        Add(ref line, parameter, parameter);
        line.Add(dense.Pointer, sizeof(T), repeated: false);
        if (TRule.States > 0) Add(ref line, state0!, parameter);
        if (TRule.States > 1) Add(ref line, state1!, parameter);
        if (TRule.States > 2) Add(ref line, state2!, parameter);
        line.Run(new UpdateRow<T, TRule>(rule), parameter.Length);
        KeepAlive(parameter, gradient, state0, state1, state2);
    }

    // Whether x is read in step with y's dense elements, or is one element for all of them.
    static bool InLine(Tensor x, Tensor y) => x.Length == 1 || (x.Layout.IsContiguous && x.Shape == y.Shape);

    static void Add(ref Line line, Tensor x, Tensor y) => line.Add(
        x.Storage.Pointer + x.Layout.Offset * x.DType.Size(), x.DType.Size(), repeated: x.Length == 1 && y.Length != 1);

    static Walk Over(Shape shape) => new(shape.CopyTo(stackalloc int[Shape.MaxRank]));

    static void Add(ref Walk walk, Tensor tensor, Shape shape)
    {
        Span<long> strides = stackalloc long[Shape.MaxRank];
        var layout = tensor.Shape == shape ? tensor.Layout : tensor.Layout.Broadcast(shape);
        walk.Add(tensor.Storage.Pointer + layout.Offset * tensor.DType.Size(), tensor.DType.Size(), layout.CopyStrides(strides));
    }

    static void KeepAlive(Tensor a, Tensor b, Tensor? c = null, Tensor? d = null, Tensor? e = null)
    {
        GC.KeepAlive(a);
        GC.KeepAlive(b);
        GC.KeepAlive(c);
        GC.KeepAlive(d);
        GC.KeepAlive(e);
    }

    static ShapeException NoKernel(string op, DType dtype) =>
        new($"{op}: there is no kernel for {dtype.Name()}; convert with To(DType.Float32).");
}
