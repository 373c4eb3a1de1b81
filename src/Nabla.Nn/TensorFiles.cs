using Nabla.Files;

namespace Nabla.Nn;

/// <summary>Tensors in and out of safetensors files.</summary>
static class TensorFiles
{
    /// <summary>What the writer needs to write a tensor.</summary>
    public static Safetensors.Content Content(string name, Tensor tensor)
    {
        var dense = tensor.Contiguous();
        return new(name, TypeOf(dense.DType), [.. dense.Shape.Select(size => (long)size)], stream =>
        {
            stream.Write(dense.Bytes());
            GC.KeepAlive(dense);
        });
    }

    static Shape ShapeOf(SafetensorsEntry entry) => Shape.Of([.. entry.Shape.Select(size => checked((int)size))]);

    /// <summary>The shape of a tensor in a file, and the type that it gets.</summary>
    public static Form FormOf(SafetensorsEntry entry) => new(ShapeOf(entry), TypeOf(entry.Type));

    /// <summary>Reads a tensor; half precision becomes float32, small integers int64.</summary>
    public static Tensor Read(SafetensorsFile file, SafetensorsEntry entry)
    {
        var tensor = Tensor.EmptyLasting(ShapeOf(entry), TypeOf(entry.Type));
        switch (tensor.DType)
        {
            case DType.Float32: file.Read(entry, 0, tensor.Span<float>()); break;
            case DType.Float64: file.Read(entry, 0, tensor.Span<double>()); break;
            case DType.Int32: file.Read(entry, 0, tensor.Span<int>()); break;
            case DType.Int64: file.Read(entry, 0, tensor.Span<long>()); break;
            default: file.Read(entry, 0, tensor.Span<bool>()); break;
        }

        return tensor;
    }

    static ElementType TypeOf(DType type) => type switch
    {
        DType.Float32 => ElementType.F32,
        DType.Float64 => ElementType.F64,
        DType.Int32 => ElementType.I32,
        DType.Int64 => ElementType.I64,
        _ => ElementType.BOOL,
    };

    static DType TypeOf(ElementType type) => type switch
    {
        ElementType.F64 => DType.Float64,
        ElementType.I32 => DType.Int32,
        ElementType.BOOL => DType.Bool,
        _ when Elements.Fits<float>(type) && type is not (ElementType.U8 or ElementType.I8 or ElementType.I16 or ElementType.U16) => DType.Float32,
        _ => DType.Int64,
    };
}

/// <summary>What a tensor is, without its numbers.</summary>
readonly record struct Form(Shape Shape, DType Type);
