namespace Nabla.Nn;

/// <summary>
/// A tensor that training changes. Its first values are drawn when first needed, from the seed of the run and its path in the model,
/// so the order in which layers are made does not matter. Values that were neither loaded nor trained are drawn anew when the layer
/// becomes part of a model.
/// </summary>
/// <param name="shape">Sizes of the axes.</param>
/// <param name="init">How the first values are drawn.</param>
/// <param name="disk">How it is laid out in files; null if as in memory.</param>
public sealed class Parameter(Shape shape, Init init, DiskForm? disk = null)
{
    Tensor? value;
    Tensor? imagined;
    int drawnVersion = -1;

    /// <summary>Sizes of the axes.</summary>
    public Shape Shape { get; } = shape;

    /// <summary>How the first values are drawn; may be replaced before the model is first used.</summary>
    public Init Init { get; set; } = init;

    /// <summary>How the parameter is laid out in files, which follow PyTorch; null if as in memory.</summary>
    public DiskForm? Disk { get; } = disk;

    /// <summary>Its place in the model, such as blocks.0.conv1.weight; empty until the model is initialised or first called.</summary>
    public string Path { get; private set; } = "";

    /// <summary>Whether it stays as it is: no gradient is computed and optimisers leave it alone.</summary>
    public bool Frozen
    {
        get;
        set
        {
            if (field == value)
                return;
            field = value;
            if (this.value is { } old)
                Assign(old.Detach());
        }
    }

    /// <summary>Computes the values from other parameters, for a weight that is not trained itself; null if it is.</summary>
    internal Func<Tensor>? Source { get; set; }

    /// <summary>The values, tracked unless frozen; drawn now if they have not been.</summary>
    public Tensor Value
    {
        get
        {
            if (Source is not null)
                return Source();
            if (value is null && Device.ShapesOnly)
                return Imagine();
            if (value is null)
                Draw();
            return value!;
        }
    }

    /// <summary>A parameter is used like its tensor.</summary>
    public static implicit operator Tensor(Parameter parameter) => parameter.Value;

    /// <summary>The tensor, or none for a parameter that the layer was made without.</summary>
    public static Tensor? Optional(Parameter? parameter) => parameter?.Value;

    /// <summary>Replaces the values; they are converted to the type of the model's parameters.</summary>
    /// <exception cref="ShapeException">The shape is another.</exception>
    public void Load(Tensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Shape != Shape)
            throw new ShapeException($"Parameter {Path}: expected shape {Shape}, got {values.Shape}.");
        Write(values);
    }

    internal ModelState? State { get; private set; }

    /// <summary>Uses a tensor of any origin in place of the values, so that gradients flow through it.</summary>
    internal void Substitute(Tensor values)
    {
        Value.Storage.Adoptions++;
        value = values;
    }

    // Values that nobody has loaded or trained follow the seed and the path; others stay.
    internal void Bind(ModelState owner, string path, bool anew)
    {
        var moved = path != Path || owner.Seed != (State?.Seed ?? 0);
        (State, Path) = (owner, path);
        if (value is null)
            return;
        value.Name = path;
        if (anew || (moved && value.Storage.Version == drawnVersion))
            Draw();
    }

    internal void Convert(DType dtype)
    {
        if (value is null || value.DType == dtype)
            return;
        var (old, untouched) = (value, value.Storage.Version == drawnVersion);
        old.Storage.Adoptions++;
        value = null;
        Write(old, dtype);
        drawnVersion = untouched ? value!.Storage.Version : -1;
    }

    // For who wants to know nothing but shapes: a leaf without elements, so that models of any size can be looked at.
    Tensor Imagine()
    {
        var dtype = State?.DType ?? DType.Float32;
        if (imagined?.DType != dtype || imagined.IsTracked == Frozen)
        {
            var empty = Tensor.EmptyLasting(Shape, dtype);
            imagined = Frozen ? empty : empty.Track();
        }

        return imagined;
    }

    void Draw()
    {
        using var apart = Device.Redirect(null);      // first values are no part of a captured step,
        using var once = KeyTape.Suspend();           // nor of what a checkpoint runs twice
        var dtype = State?.DType ?? DType.Float32;
        Write(Init.Draw(Shape, DType.Float64, new Rng(State?.Seed ?? 0, Path)), dtype);      // one draw for both precisions
        drawnVersion = value!.Storage.Version;
    }

    // In place where there are values already: what was captured with them goes on working. The version tells backward of the change.
    void Write(Tensor from, DType? dtype = null)
    {
        if (value is null)
            Assign(Tensor.EmptyLasting(Shape, dtype ?? State?.DType ?? DType.Float32));
        value!.Device.Backend.Copy(from, value);
        value.Storage.Version++;
    }

    void Assign(Tensor values)
    {
        if (value is { } old)
            old.Storage.Adoptions++;
        value = Frozen ? values : values.Track();
        value.Name = Path;
        values.Storage.Adoptions++;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{(Path.Length > 0 ? Path : "parameter")} {Shape}";
}

/// <summary>
/// How a tensor that is laid out for channels-last computing looks in files: seen as <paramref name="View"/>, its axes are put in
/// <paramref name="Order"/>, and the result is written as <paramref name="Stored"/>.
/// </summary>
public sealed record DiskForm(Shape View, int[] Order, Shape Stored)
{
    /// <summary>Axes in another order in files: axis i there is axis <c>order[i]</c> in memory.</summary>
    public static DiskForm Permuted(Shape shape, params int[] order) =>
        new(shape, order, Shape.Of([.. order.Select(axis => shape[axis])]));

    /// <summary>From memory to files.</summary>
    public Tensor ToDisk(Tensor values) => values.Reshape(View.ToArray()).Permute(Order).Contiguous().Reshape(Stored.ToArray());

    /// <summary>From files to memory, in shape <paramref name="shape"/>.</summary>
    public Tensor FromDisk(Tensor values, Shape shape)
    {
        var inverse = new int[Order.Length];
        for (var i = 0; i < Order.Length; i++)
            inverse[Order[i]] = i;
        var sizes = Array.ConvertAll(Order, axis => View[axis]);
        return values.Reshape(sizes).Permute(inverse).Contiguous().Reshape(shape.ToArray());
    }
}
