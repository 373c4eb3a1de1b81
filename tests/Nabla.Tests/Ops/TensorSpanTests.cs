using System.Numerics.Tensors;

namespace Nabla.Tests.Ops;

public class TensorSpanTests
{
    [Fact]
    public void ASpanWithStridesBecomesADenseTensor()
    {
        float[] data = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
        var span = new ReadOnlyTensorSpan<float>(data, [2, 3], [6, 2]);
        var x = Tensor.From(span);
        Assert.Equal([2, 3], x.Shape.ToArray());
        Assert.Equal([0f, 2, 4, 6, 8, 10], x.ToArray<float>());
    }

    [Fact]
    public void AViewIsASpanWithoutACopy()
    {
        var x = Tensor.Range(12, DType.Float64).Reshape(3, 4);
        var span = x.T.Slice(0, 1, 2).AsTensorSpan<double>();
        Assert.Equal([2, 3], span.Lengths.ToArray());
        Assert.Equal(9.0, span[1, 2] - 1);
        Assert.Equal(x.Detach().T.Slice(0, 1, 2).ToArray<double>(), Flat(span));
        Assert.Equal([5.0, 5, 5], Flat(Tensor.Full([], 5, DType.Float64).BroadcastTo([3]).AsTensorSpan<double>()));
        Assert.Equal(66.0, System.Numerics.Tensors.Tensor.Sum(x.AsTensorSpan<double>()));
    }

    [Fact]
    public void WrongSpansAreNamed()
    {
        Assert.StartsWith("AsTensorSpan: the view (3) runs backwards along axis 0", Assert.Throws<ShapeException>(() => Tensor.Range(3).Flip(0).AsTensorSpan<long>()).Message, StringComparison.Ordinal);
        Assert.StartsWith("AsTensorSpan<Single>: the tensor holds int64", Assert.Throws<ShapeException>(() => Tensor.Range(3).AsTensorSpan<float>()).Message, StringComparison.Ordinal);
    }

    static T[] Flat<T>(ReadOnlyTensorSpan<T> span)
    {
        var flat = new T[span.FlattenedLength];
        span.FlattenTo(flat);
        return flat;
    }
}
