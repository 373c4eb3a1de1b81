namespace Nabla;

/// <summary>
/// An n-dimensional array: a value that is never changed. Views (reshape, transpose, slice, broadcast, flip) share memory and cost nothing.
/// Operations are extension methods, one file each in Ops; a tensor that depends on a tracked one remembers how it was computed.
/// </summary>
/// <example><code>
/// var x = Tensor.Of([[1f, 2f], [3f, 4f]]).Track();
/// var y = (x * x).Sum();
/// Console.WriteLine(y.Backward()[x]);      // 2x
/// </code></example>
public sealed partial class Tensor
{
    internal Tensor(Storage storage, Layout layout, DType dtype, Device device)
    {
        Storage = storage;
        Layout = layout;
        DType = dtype;
        Device = device;
    }

    /// <summary>Sizes of the axes.</summary>
    public Shape Shape => Layout.Shape;

    /// <summary>Number of axes.</summary>
    public int Rank => Layout.Shape.Rank;

    /// <summary>Number of elements.</summary>
    public long Length => Layout.Shape.Length;

    /// <summary>Type of the elements.</summary>
    public DType DType { get; }

    /// <summary>Where the elements live.</summary>
    public Device Device { get; }

    /// <summary>How the elements lie in memory.</summary>
    public Layout Layout { get; }

    /// <summary>The step that computed this tensor, if a gradient can flow through it.</summary>
    public Node? Node { get; internal set; }

    /// <summary>What error messages call this tensor; parameters carry their path in the model.</summary>
    public string? Name { get; internal set; }

    internal Storage Storage { get; }

    internal Backend Backend => Device.Backend;

    /// <summary>A new tensor whose elements are not yet set: for the result of a kernel, which writes every one.</summary>
    public static Tensor Empty(Shape shape, DType dtype = DType.Float32, Device? device = null) =>
        new(Room(shape, dtype, lasting: false), new Layout(shape), dtype, device ?? Device.Cpu);

    /// <summary>As <see cref="Empty"/>, outliving any <see cref="MemoryScope"/>: for parameters, buffers and optimiser state.</summary>
    public static Tensor EmptyLasting(Shape shape, DType dtype = DType.Float32, Device? device = null) =>
        new(Room(shape, dtype, lasting: true), new Layout(shape), dtype, device ?? Device.Cpu);

    /// <summary>All elements equal to <paramref name="value"/>; integers take its whole part, and for ±∞ their largest or least.</summary>
    /// <exception cref="ArgumentOutOfRangeException">NaN or too large a number is to become an integer.</exception>
    public static Tensor Full(Shape shape, double value, DType dtype = DType.Float32, Device? device = null)
    {
        var limit = dtype switch { DType.Int32 => -(double)int.MinValue, DType.Int64 => -(double)long.MinValue, _ => double.PositiveInfinity };
        if (double.IsFinite(limit) && !((value >= -limit && value < limit) || double.IsInfinity(value)))
            throw new ArgumentOutOfRangeException(nameof(value), $"Tensor.Full: {dtype.Name()} cannot hold {value}.");
        var y = Empty(shape, dtype, device);
        y.Backend.Fill(y, value);
        return y;
    }

    /// <summary>All elements 0.</summary>
    public static Tensor Zeros(Shape shape, DType dtype = DType.Float32, Device? device = null) => Full(shape, 0, dtype, device);

    /// <summary>All elements 1.</summary>
    public static Tensor Ones(Shape shape, DType dtype = DType.Float32, Device? device = null) => Full(shape, 1, dtype, device);

    /// <summary>One number, without axes.</summary>
    public static Tensor Scalar(double value, DType dtype = DType.Float32, Device? device = null) =>
        Full(Shape.Scalar, value, dtype, device);

    /// <summary>A tensor with a copy of <paramref name="values"/> in row-major order.</summary>
    /// <exception cref="ShapeException">The number of values is not the shape's.</exception>
    public static Tensor From<T>(ReadOnlySpan<T> values, Shape shape) where T : unmanaged
    {
        if (values.Length != shape.Length)
            throw new ShapeException($"Tensor.From: shape {shape} needs {shape.Length} values, got {values.Length}.");
        var y = Empty(shape, DTypes.Of<T>());
        if (Device.ShapesOnly)
            return y;
        values.CopyTo(y.Span<T>());
        return y;
    }

    /// <summary>A vector.</summary>
    /// <shape>→ (N)</shape>
    public static Tensor Of<T>(params ReadOnlySpan<T> values) where T : unmanaged => From(values, [values.Length]);

    /// <summary>A matrix; all rows must have the same length.</summary>
    /// <shape>→ (N, M)</shape>
    /// <exception cref="ShapeException">Rows of different length.</exception>
    public static Tensor Of<T>(T[][] rows) where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(rows);
        var width = rows.Length == 0 ? 0 : rows[0].Length;
        var flat = new T[rows.Length * width];
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i].Length != width)
                throw new ShapeException($"Tensor.Of: row {i} must have {width} values like row 0, got {rows[i].Length}.");
            rows[i].CopyTo(flat, i * width);
        }

        return From<T>(flat, [rows.Length, width]);
    }

    /// <summary>The numbers 0, 1, …, <paramref name="count"/> − 1.</summary>
    public static Tensor Range(int count, DType dtype = DType.Int64)
    {
        var y = Empty([count], dtype);
        y.Backend.Range(y, 0, 1);
        return y;
    }

    /// <summary>The elements in row-major order, copied.</summary>
    /// <exception cref="ShapeException"><typeparamref name="T"/> is not the tensor's element type.</exception>
    public T[] ToArray<T>() where T : unmanaged
    {
        Require<T>("ToArray");
        RequireNotRecording();
        var result = new T[Length];
        using var data = Access<T>.Dense(this);
        unsafe
        {
            new ReadOnlySpan<T>(data.Pointer, result.Length).CopyTo(result);
        }

        return result;
    }

    /// <summary>The one element, as a double.</summary>
    /// <exception cref="ShapeException">The tensor has more or fewer than one element.</exception>
    public double Item() => Length == 1
        ? ToDoubles()[0]
        : throw new ShapeException($"Item: the tensor must have exactly one element, got shape {Shape}.");

    /// <summary>The elements as memory that may be read, if they lie one after the other.</summary>
    /// <exception cref="ShapeException">A view with gaps, or <typeparamref name="T"/> is not the element type.</exception>
    public ReadOnlySpan<T> AsSpan<T>() where T : unmanaged => Span<T>();

    internal unsafe Span<T> Span<T>() where T : unmanaged
    {
        RequireNotRecording();
        Require<T>("AsSpan");
        if (!Layout.IsContiguous)
            throw new ShapeException($"AsSpan: the view {Shape} is not contiguous; call Contiguous() first.");
        return new Span<T>((T*)Storage.Pointer + Layout.Offset, checked((int)Length));
    }

    /// <summary>The bytes of a contiguous tensor, for files.</summary>
    internal unsafe Span<byte> Bytes() => new(Storage.Pointer + Layout.Offset * DType.Size(), checked((int)(Length * DType.Size())));

    /// <summary>The elements as doubles, for messages and reading single numbers.</summary>
    internal double[] ToDoubles()
    {
        var copy = EmptyLasting(Shape, DType.Float64, Device);
        Backend.Copy(this, copy);
        return copy.ToArray<double>();
    }

    static Storage Room(Shape shape, DType dtype, bool lasting)
    {
        var bytes = shape.Length * dtype.Size();
        return Device.ShapesOnly ? Storage.Imagine(bytes) : lasting ? Storage.RentLasting(bytes) : Storage.Rent(bytes);
    }

    internal Tensor View(Layout layout) => new(Storage, layout, DType, Device);

    // What is read or written here would be frozen into the captured step and never seen again.
    static void RequireNotRecording()
    {
        if (Device.ShapesOnly)
            throw new InvalidOperationException(
                "The elements of a tensor cannot be read or set while only shapes are worked out: there are none.");
        if (Device.Recording)
            throw new CaptureException(
                "Inside a captured step the elements of a tensor cannot be read or set from outside: it is computed once and replayed. "
                + "Pass what changes as an input, and read the result after the step.");
    }

    void Require<T>(string who) where T : unmanaged
    {
        if (DTypes.Of<T>() != DType)
            throw new ShapeException(
                $"{who}<{typeof(T).Name}>: the tensor holds {DType.Name()}; convert it with To(DType.{DTypes.Of<T>()}).");
    }

    /// <inheritdoc/>
    public override string ToString() => TensorText.Format(this);
}
