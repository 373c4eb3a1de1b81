namespace Nabla.Files;

/// <summary>Between the element types and bytes of files and those of tensors.</summary>
static unsafe class TensorData
{
    const int Step = 1 << 24;       // elements at a time: a tensor may have more than a span can count

    /// <summary>Puts elements first, first + 1, … of an array in a file where the tensor wants them.</summary>
    public interface ISource
    {
        void Read<T>(long first, Span<T> to) where T : unmanaged;
    }

    /// <summary>A tensor of the smallest type that holds every value of the file's type.</summary>
    /// <exception cref="DataFormatException">No tensor holds such elements or such a shape.</exception>
    public static Tensor Read<TSource>(TSource source, ElementType type, long[] shape, string file, string where) where TSource : ISource
    {
        var (size, dtype) = FormOf(type, shape, file, where);
        var tensor = Tensor.EmptyLasting(size, dtype);
        switch (dtype)
        {
            case DType.Float32: Fill<float, TSource>(source, tensor); break;
            case DType.Float64: Fill<double, TSource>(source, tensor); break;
            case DType.Int32: Fill<int, TSource>(source, tensor); break;
            case DType.Int64: Fill<long, TSource>(source, tensor); break;
            default: Fill<bool, TSource>(source, tensor); break;
        }

        return tensor;
    }

    /// <summary>The shape, and the smallest dtype that holds every value of the file's type.</summary>
    /// <exception cref="DataFormatException">No tensor holds such elements or such a shape.</exception>
    public static (Shape Shape, DType DType) FormOf(ElementType type, long[] shape, string file, string where)
    {
        var dtype = type switch
        {
            ElementType.F32 or ElementType.F16 or ElementType.BF16 => DType.Float32,
            ElementType.F64 => DType.Float64,
            ElementType.U8 or ElementType.I8 or ElementType.U16 or ElementType.I16 or ElementType.I32 => DType.Int32,
            ElementType.U32 or ElementType.I64 => DType.Int64,
            ElementType.BOOL => DType.Bool,
            _ => throw new DataFormatException(file, where, "elements that a tensor can hold", type.ToString()),
        };
        if (shape.Length > Shape.MaxRank || shape.Any(s => s > int.MaxValue))
            throw new DataFormatException(
                file, where, $"at most {Shape.MaxRank} axes below 2^31", $"({string.Join(", ", shape.Take(Shape.MaxRank + 1))})");
        return (Shape.Of(Array.ConvertAll(shape, s => (int)s)), dtype);
    }

    /// <summary>The element type of a file that is the tensor's, bit for bit.</summary>
    public static ElementType TypeOf(Tensor tensor) => tensor.DType switch
    {
        DType.Float32 => ElementType.F32,
        DType.Float64 => ElementType.F64,
        DType.Int32 => ElementType.I32,
        DType.Int64 => ElementType.I64,
        _ => ElementType.BOOL,
    };

    /// <summary>The sizes as files have them.</summary>
    public static long[] ShapeOf(Tensor tensor) => Array.ConvertAll(tensor.Shape.ToArray(), s => (long)s);

    /// <summary>Writes the elements, row-major and little-endian.</summary>
    public static void Write(Tensor tensor, Stream stream)
    {
        switch (tensor.DType)
        {
            case DType.Float32: Write<float>(tensor, stream); break;
            case DType.Float64: Write<double>(tensor, stream); break;
            case DType.Int32: Write<int>(tensor, stream); break;
            case DType.Int64: Write<long>(tensor, stream); break;
            default: Write<bool>(tensor, stream); break;
        }
    }

    static void Fill<T, TSource>(TSource source, Tensor tensor) where T : unmanaged where TSource : ISource
    {
        using var data = Access<T>.Dense(tensor);
        for (long first = 0; first < tensor.Length; first += Step)
            source.Read(first, new Span<T>(data.Pointer + first, (int)Math.Min(Step, tensor.Length - first)));
    }

    static void Write<T>(Tensor tensor, Stream stream) where T : unmanaged
    {
        using var data = Access<T>.Dense(tensor);
        for (long first = 0; first < tensor.Length; first += Step)
        {
            var part = new ReadOnlySpan<T>(data.Pointer + first, (int)Math.Min(Step, tensor.Length - first));
            stream.Write(BitConverter.IsLittleEndian ? System.Runtime.InteropServices.MemoryMarshal.AsBytes(part) : Elements.Encode(part));
        }
    }
}
