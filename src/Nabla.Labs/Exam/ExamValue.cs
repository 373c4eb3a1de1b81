using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Nabla.Labs.Exam;

/// <summary>
/// What an answer is: a number, or a list of answers, as deep as needed. Numbers, tensors, shapes and arrays are turned into it where one
/// is asked for, and <c>[loss, gradient]</c> makes a list.
/// </summary>
[CollectionBuilder(typeof(ExamValue), nameof(ListOf))]
public sealed class ExamValue : IEnumerable<ExamValue>
{
    readonly double number;
    readonly ExamValue[]? items;

    ExamValue(double number) => this.number = number;

    ExamValue(ExamValue[] items) => this.items = items;

    /// <summary>A list.</summary>
    public static ExamValue ListOf(ReadOnlySpan<ExamValue> items) => new(items.ToArray());

    /// <summary>A number.</summary>
    public static implicit operator ExamValue(double value) => new(value);

    /// <summary>A number; counts of parameters are exact up to 2⁵³.</summary>
    public static implicit operator ExamValue(long value) => new(value);

    /// <summary>The elements of a tensor: a number if it has no axes, else a list for each axis.</summary>
    public static implicit operator ExamValue(Tensor value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var numbers = value.To(DType.Float64).ToArray<double>();
        return Nested(numbers, value.Shape.ToArray());
    }

    /// <summary>The sizes of a shape.</summary>
    public static implicit operator ExamValue(Shape value) => new([.. value.ToArray().Select(n => (ExamValue)n)]);

    /// <summary>A list of numbers.</summary>
    public static implicit operator ExamValue(double[] value) => new([.. value.Select(x => (ExamValue)x)]);

    /// <summary>A list of whole numbers.</summary>
    public static implicit operator ExamValue(int[] value) => new([.. value.Select(x => (ExamValue)x)]);

    /// <summary>A list of answers.</summary>
    public static ExamValue List(IEnumerable<ExamValue> items) => new([.. items]);

    /// <summary>From the JSON of the catalogue: numbers and arrays.</summary>
    /// <exception cref="FormatException">It holds anything else.</exception>
    public static ExamValue Read(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Number => (ExamValue)json.GetDouble(),
        JsonValueKind.Array => List(json.EnumerateArray().Select(Read)),
        _ => throw new FormatException($"An answer is a number or a list of answers, got {json.GetRawText()}."),
    };

    /// <summary>
    /// Whether this has the form of <paramref name="expected"/> and no number is further from it than <paramref name="tolerance"/>,
    /// relative to the expected one where that is above 1.
    /// </summary>
    public bool Equals(ExamValue expected, double tolerance)
    {
        ArgumentNullException.ThrowIfNull(expected);
        if (items is null || expected.items is null)
            return items is null && expected.items is null && Math.Abs(number - expected.number) <= tolerance * Math.Max(1, Math.Abs(expected.number));
        return items.Length == expected.items.Length && items.Zip(expected.items).All(pair => pair.First.Equals(pair.Second, tolerance));
    }

    /// <summary>As JSON, every number with all its digits.</summary>
    public JsonNode ToJson() => items is null
        ? double.IsFinite(number) ? JsonValue.Create(number) : JsonValue.Create(number.ToString(CultureInfo.InvariantCulture))
        : new JsonArray([.. items.Select(item => item.ToJson())]);

    /// <summary>For people: lists in brackets, numbers with up to <paramref name="digits"/> significant digits.</summary>
    public string Text(int digits) => items is null
        ? number == Math.Truncate(number) && Math.Abs(number) < 1e15
            ? number.ToString("0", CultureInfo.InvariantCulture)
            : number.ToString($"G{digits}", CultureInfo.InvariantCulture)
        : $"[{string.Join(", ", items.Select(item => item.Text(digits)))}]";

    /// <inheritdoc/>
    public override string ToString() => Text(17);

    /// <inheritdoc/>
    public IEnumerator<ExamValue> GetEnumerator() => (items ?? []).AsEnumerable().GetEnumerator();

    System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();

    static ExamValue Nested(ReadOnlySpan<double> numbers, ReadOnlySpan<int> shape)
    {
        if (shape.Length == 0)
            return numbers[0];
        var items = new ExamValue[shape[0]];
        var stride = shape[0] == 0 ? 0 : numbers.Length / shape[0];
        for (var i = 0; i < items.Length; i++)
            items[i] = Nested(numbers.Slice(i * stride, stride), shape[1..]);
        return new ExamValue(items);
    }
}
