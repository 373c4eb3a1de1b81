using System.Globalization;

namespace Nabla.Distributions;

/// <summary>The parameters of a distribution, checked, in one dtype and broadcast to one shape.</summary>
sealed class Arguments
{
    readonly string who;
    readonly string[] names;
    readonly int eventRank;

    Arguments(string who, int eventRank, ReadOnlySpan<(string Name, TensorOrNumber Value, Domain Domain)> values)
    {
        (this.who, this.eventRank) = (who, eventRank);
        names = new string[values.Length];
        Values = new Tensor[values.Length];
        var first = FirstTensor(values);
        for (var i = 0; i < values.Length; i++)
        {
            names[i] = values[i].Name;
            Values[i] = Infer(values[i].Name, values[i].Value.As(first?.DType ?? DType.Float64, first?.Device ?? Device.Cpu), first);
            Check(who, values[i].Name, Values[i], values[i].Domain);
        }

        var all = Joint();
        for (var i = 0; i < Values.Length; i++)
            if (Values[i].Shape != all)
                Values[i] = Values[i].BroadcastTo(all);
    }

    public Tensor[] Values { get; }

    public DType DType => Values[0].DType;

    public Shape BatchShape => Values[0].Shape.ToArray()[..^eventRank];

    public Shape EventShape => Values[0].Shape.ToArray()[^eventRank..];

    /// <summary>Numbers of which each belongs to one variable.</summary>
    public static Arguments Of(string who, params ReadOnlySpan<(string Name, TensorOrNumber Value, Domain Domain)> values) =>
        new(who, 0, values);

    /// <summary>Vectors: the last axis belongs to one variable.</summary>
    public static Arguments OfVectors(string who, params ReadOnlySpan<(string Name, TensorOrNumber Value, Domain Domain)> values) =>
        new(who, 1, values);

    /// <summary>Refuses parameters of which the second is not above the first.</summary>
    public Arguments Ascending()
    {
        Values[0].Device.Backend.Host(
            (inputs, _) =>
            {
                for (var i = 0; i < inputs[0].Length; i++)
                    if (!(inputs[1][i] > inputs[0][i]))
                        throw new ArgumentOutOfRangeException(
                            names[1], Message(who, names[1], $"above {names[0]} = {Text(inputs[0][i])}", inputs[1], i));
            },
            [Values[0].Detach(), Values[1].Detach()],
            Tensor.Empty([]));
        return this;
    }

    /// <summary>Name(parameter: value or shape, …).</summary>
    public override string ToString() => $"{who}({string.Join(", ", names.Zip(Values, (name, value) => $"{name} {Show(value)}"))})";

    // The check runs where the elements are: inside a captured step at each replay.
    static void Check(string who, string name, Tensor value, Domain domain) => value.Device.Backend.Host(
        (inputs, _) =>
        {
            for (var i = 0; i < inputs[0].Length; i++)
                if (!domain.Holds(inputs[0][i]))
                    throw new ArgumentOutOfRangeException(name, Message(who, name, domain.Text, inputs[0], i));
        },
        [value.Detach()],
        Tensor.Empty([]));

    static string Message(string who, string name, string expected, ReadOnlySpan<double> values, int at) =>
        $"{who}: {name} must be {expected}, got {Text(values[at])}{(values.Length > 1 ? $" (element {at})" : "")}.";

    static string Text(double value) => value.ToString("G6", CultureInfo.InvariantCulture);

    static string Show(Tensor value) =>
        value.Rank == 0 && !Device.Recording && !Device.ShapesOnly ? Text(value.Item()) : value.Shape.ToString();

    static Tensor? FirstTensor(ReadOnlySpan<(string, TensorOrNumber Value, Domain)> values)
    {
        foreach (var (_, value, _) in values)
            if (value.Tensor is { } tensor)
                return tensor;
        return null;
    }

    Tensor Infer(string name, Tensor value, Tensor? first)
    {
        if (!value.DType.IsFloating() || first is not null && value.DType != first.DType)
            throw new ShapeException(
                $"{who}: {name} must be {(first is { } t && t.DType.IsFloating() ? t.DType.Name() : "floating-point")}, got {value.DType.Name()}.");
        if (value.Rank < eventRank || eventRank > 0 && value.Shape[-1] == 0)
            throw new ShapeException($"{who}: {name} must be (…, K) with K at least 1, got {value.Shape}.");
        return value;
    }

    Shape Joint()
    {
        var all = Values[0].Shape;
        for (var i = 1; i < Values.Length; i++)
            all = Shape.Broadcast(all, Values[i].Shape) ?? throw new ShapeException(
                $"{who}: shapes of {string.Join(", ", names.Zip(Values, (name, value) => $"{name} {value.Shape}"))} do not broadcast.");
        return all;
    }
}
