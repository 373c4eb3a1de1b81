namespace Nabla.Testing;

/// <summary>An input of an op: numbers spread over a range. Those of float64 are differentiated.</summary>
public sealed record OpInput(int[] Shape, double Low = -2, double High = 2, DType DType = DType.Float64)
{
    public Tensor Draw(int seed) => GradCheck.Values(Shape, Low, High, seed).To(DType);
}

/// <summary>One row of the table of ops: what is called, with what, and what must come out.</summary>
/// <param name="Method">The public method the row is about.</param>
/// <param name="Note">What is special about this row.</param>
/// <param name="Call">The op.</param>
/// <param name="Reference">The same computed by loops in double.</param>
public sealed record OpCase(string Method, string Note, Func<Tensor[], Tensor> Call, Func<Grid[], Grid> Reference, params OpInput[] Inputs)
{
    public string Name => Note.Length == 0 ? Method : $"{Method}: {Note}";

    /// <summary>Relative to 1 + |expected|: sums of a few hundred products of numbers near 1 round to about 1e-14.</summary>
    public double Tolerance { get; init; } = 1e-12;

    /// <summary>Of float32 against float64: 2⁻²⁴ = 6e-8 for each of some ten roundings.</summary>
    public double FloatTolerance { get; init; } = 2e-6;

    /// <summary>How many derivatives are checked.</summary>
    public int Order { get; init; } = 2;

    /// <summary>Gives, for a place, the function whose derivatives the op has there; null if they are its own.</summary>
    public Func<Tensor[], Func<Tensor[], Tensor>>? DerivativesOf { get; init; }

    public Tensor[] Draw() => [.. Inputs.Select((input, i) => input.Draw(7 + 3 * i))];

    public override string ToString() => Name;
}

/// <summary>An op that treats each element on its own: a row that also runs all lengths, broadcasting and special values.</summary>
/// <param name="Method">The public method the row is about.</param>
/// <param name="Note">What is special about this row.</param>
/// <param name="Call">The op.</param>
/// <param name="Scalar">The same for one element.</param>
/// <param name="Inputs">How many tensors it takes.</param>
/// <param name="Low">Lower end of the range in which it is differentiable.</param>
/// <param name="High">Upper end.</param>
public sealed record ElementCase(
    string Method, string Note, Func<Tensor[], Tensor> Call, Func<double[], double> Scalar, int Inputs = 1, double Low = -3, double High = 3)
{
    public string Name => Note.Length == 0 ? Method : $"{Method}: {Note}";

    /// <summary>Relative to |expected|: the functions are good to a few units in the last place of double.</summary>
    public double Tolerance { get; init; } = 1e-14;

    /// <summary>Of float32 against float64; 2⁻²⁴ = 6e-8 for each of a few roundings.</summary>
    public double FloatTolerance { get; init; } = 1e-6;

    public int Order { get; init; } = 2;

    /// <summary>Whether NaN, infinities and zeros follow the scalar as well.</summary>
    public bool Special { get; init; } = true;

    /// <summary>As a row for the common checks, with inputs of shapes that broadcast.</summary>
    public OpCase AsOp() => new(Method, Note, Call, xs => Grid.From(Broadcast(xs), i => Scalar([.. xs.Select(x => x.At(i))])), Shapes())
    {
        Tolerance = Tolerance,
        FloatTolerance = FloatTolerance,
        Order = Order,
    };

    OpInput[] Shapes()
    {
        int[][] shapes = Inputs == 1 ? [[3, 5]] : [[3, 1, 5], [4, 1], [5]];
        return [.. shapes.Take(Inputs).Select(shape => new OpInput(shape, Low, High))];
    }

    static int[] Broadcast(Grid[] xs) =>
        xs.Aggregate(Nabla.Shape.Scalar, (shape, x) => Nabla.Shape.Broadcast(shape, x.Shape)!.Value).ToArray();
}

/// <summary>A wrong use and the message it must give.</summary>
public sealed record ErrorCase(string Method, string Message, Action Call)
{
    public string Name => Message;
}
