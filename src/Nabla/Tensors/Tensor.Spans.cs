using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace Nabla;

public sealed partial class Tensor
{
    /// <summary>A tensor with a copy of the elements of a span of .NET's own tensors, whatever its strides.</summary>
    /// <exception cref="ShapeException">More than eight axes.</exception>
    public static Tensor From<T>(in ReadOnlyTensorSpan<T> values) where T : unmanaged
    {
        var sizes = new int[values.Lengths.Length];
        for (var axis = 0; axis < sizes.Length; axis++)
            sizes[axis] = checked((int)values.Lengths[axis]);
        var y = Empty(sizes, DTypes.Of<T>());
        values.FlattenTo(y.Span<T>());
        return y;
    }

    /// <summary>The elements as a span of .NET's own tensors, in their own layout: nothing is copied.</summary>
    /// <exception cref="ShapeException">A view with negative strides, or <typeparamref name="T"/> is not the element type.</exception>
    public unsafe ReadOnlyTensorSpan<T> AsTensorSpan<T>() where T : unmanaged
    {
        RequireNotRecording();
        Require<T>("AsTensorSpan");
        Span<nint> lengths = stackalloc nint[Rank];
        Span<nint> strides = stackalloc nint[Rank];
        nint reach = Length == 0 ? 0 : 1;
        for (var axis = 0; axis < Rank; axis++)
        {
            lengths[axis] = Shape[axis];
            strides[axis] = Shape[axis] == 1 ? 0 : checked((nint)Layout.Stride(axis));
            if (strides[axis] < 0)
                throw new ShapeException($"AsTensorSpan: the view {Shape} runs backwards along axis {axis}; call Contiguous() first.");
            reach += Length == 0 ? 0 : (lengths[axis] - 1) * strides[axis];
        }

        var elements = new ReadOnlySpan<T>((T*)Storage.Pointer + Layout.Offset, checked((int)reach));
        return new ReadOnlyTensorSpan<T>(elements, lengths, strides);
    }

    /// <summary>
    /// Numbers that an op itself knows, whatever the data: they may be written while a step is captured, in memory that no replay reuses.
    /// </summary>
    internal static Tensor Constant<T>(ReadOnlySpan<T> values) where T : unmanaged
    {
        var y = EmptyLasting([values.Length], DTypes.Of<T>());
        values.CopyTo(MemoryMarshal.Cast<byte, T>(y.Bytes()));
        return y;
    }
}
