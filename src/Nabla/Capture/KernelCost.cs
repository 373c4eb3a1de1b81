namespace Nabla;

/// <summary>What a kernel call is called, and what it moves as its tensors tell; a kind without a rule here moves each of them once.</summary>
/// <param name="Name">Kind and sizes: <c>Conv 3×3 64→64 on 56×56</c>.</param>
/// <param name="Bytes">What must be read and written at least once.</param>
readonly record struct KernelCost(string Name, long Bytes)
{
    public static KernelCost Of(KernelCall call)
    {
        var t = call.Tensors;
        return call.Kind switch
        {
            nameof(Backend.Conv) => new(Window(call, t[0]!, t[1]!, t[3]!), Touched(t)),
            nameof(Backend.ConvInputGradient) => new(Window(call, t[3]!, t[1]!, t[0]!), Touched(t)),
            nameof(Backend.ConvWeightGradient) => new(Window(call, t[0]!, t[2]!, t[1]!), Touched(t)),
            nameof(Backend.MatMul) => new(Product(t[0]!, t[1]!, t[2]!), Touched(t)),
            nameof(Backend.Gather) or nameof(Backend.IndexSelect) => new(On(call, t[2]!), 2 * Size(t[2]!) + Size(t[1]!)),
            nameof(Backend.Scatter) or nameof(Backend.IndexAdd) => new(On(call, t[0]!), Size(t[2]!) + 3 * Size(t[0]!) + Size(t[1]!)),
            nameof(Backend.CopyInto) => new(On(call, t[0]!), 2 * Size(t[0]!)),
            nameof(Backend.Update) => new(On(call, t[0]!), 2 * Touched(t) - Size(t[1]!)),      // all but the gradient are written as well
            nameof(Backend.Map) => new(On(call, t[0]!), Touched(t) + (t[1..].Any(x => x?.Storage == t[0]!.Storage) ? Size(t[0]!) : 0)),
            nameof(Backend.Reduce) => new($"{call.Name} {t[0]!.Shape}→{t[1]!.Shape}", Touched(t)),
            nameof(Backend.ReduceMapped) => new($"{call.Name} {string.Join(", ", Formulas(call.Formula!))} {t[0]!.Shape}→{t[2]!.Shape}", Touched(t)),
            nameof(Backend.Attention) or nameof(Backend.AttentionGradient) or nameof(Backend.Recur) or nameof(Backend.RecurGradient) =>
                new(On(call, t[0]!), Touched(t)),
            _ => new(On(call, t.OfType<Tensor>().MaxBy(x => x.Length)!), Touched(t)),
        };
    }

    /// <summary>The formulas of an element-wise kernel in the order in which they are applied; a slope has a prime.</summary>
    public static IEnumerable<string> Formulas(Type formula)
    {
        var parts = formula.GetGenericArguments();
        if (formula.IsGenericType && formula.GetGenericTypeDefinition() == typeof(Fused<,,>))
            return Formulas(parts[0]).Concat(Formulas(parts[1]));
        return [parts.Length == 0 ? Plain(formula) : Plain(parts[0]) + (formula.Name.StartsWith("Slope", StringComparison.Ordinal) ? "′" : "")];
    }

    static string Plain(Type formula)
    {
        var name = formula.DeclaringType is { } owner && !formula.IsGenericType ? $"{owner.Name}.{formula.Name}" : formula.Name;
        return name.EndsWith("Rule", StringComparison.Ordinal) ? name[..^4] : name;
    }

    static string Title(KernelCall call) => call.Formula is null ? call.Kind : $"{call.Kind} {string.Join(", ", Formulas(call.Formula))}";

    static string On(KernelCall call, Tensor tensor) => $"{Title(call)} {tensor.Shape}";

    // x (N, H, W, C), weight (O, h, w, C / groups), y (N, H′, W′, O), with any number of axes between the first and the last.
    static string Window(KernelCall call, Tensor x, Tensor weight, Tensor y)
    {
        var groups = x.Shape[-1] / weight.Shape[-1];
        return $"{call.Kind} {Product(weight.Shape)} {x.Shape[-1]}→{y.Shape[-1]}{(groups > 1 ? $" in {groups} groups" : "")} on {Product(x.Shape)}";
    }

    static string Product(Shape shape) => string.Join('×', shape.Skip(1).SkipLast(1));

    static string Product(Tensor a, Tensor b, Tensor y)
    {
        int rows = a.Shape[-2], inner = a.Shape[-1], columns = b.Shape[-1];
        var products = y.Length / ((long)rows * columns);
        return $"MatMul {(products > 1 ? $"{products} of " : "")}{rows}×{inner}×{columns}";
    }

    // A tensor that is named twice is read once.
    static long Touched(Tensor?[] tensors) =>
        tensors.OfType<Tensor>().DistinctBy(t => (t.Storage, t.Layout.Offset, t.Shape)).Sum(Size);

    // An axis of stride 0 repeats the same elements.
    static long Size(Tensor tensor)
    {
        long elements = 1;
        for (var axis = 0; axis < tensor.Rank; axis++)
            elements *= tensor.Shape[axis] > 1 && tensor.Layout.Stride(axis) == 0 ? 1 : tensor.Shape[axis];
        return elements * tensor.DType.Size();
    }
}
