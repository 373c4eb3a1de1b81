using Nabla.Kernels;

namespace Nabla;

/// <summary>How a reduction combines elements.</summary>
public enum ReduceKind
{
    /// <summary>Σ x.</summary>
    Sum,

    /// <summary>Π x.</summary>
    Product,

    /// <summary>The largest; NaN wins.</summary>
    Max,

    /// <summary>The smallest; NaN wins.</summary>
    Min,
}

public abstract partial class Backend
{
    /// <summary>Reduces the axes whose bit is set in <paramref name="axes"/>; y has size 1 there.</summary>
    public abstract void Reduce(ReduceKind kind, Tensor x, Tensor y, uint axes);

    /// <summary>Reduces map(a, b) as <see cref="Reduce"/> without writing it down; b broadcasts to a and is there if the map has two inputs.</summary>
    public abstract void ReduceMapped<TMap>(ReduceKind kind, TMap map, Tensor a, Tensor? b, Tensor y, uint axes) where TMap : struct, IMap;

    /// <summary>y (int64) = how many elements are true over the axes whose bit is set; y has size 1 there.</summary>
    public abstract void Count(Tensor x, Tensor y, uint axes);

    /// <summary>y (int64) = position of the largest (or smallest) element along an axis, the first if equal; NaN wins. y has size 1 there.</summary>
    public abstract void ArgReduce(Tensor x, Tensor y, int axis, bool smallest);
}
