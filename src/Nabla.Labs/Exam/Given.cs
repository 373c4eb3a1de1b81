using System.Text.Json;

namespace Nabla.Labs.Exam;

/// <summary>The numbers that a question gives, by name.</summary>
public sealed class Given(string id, JsonElement json)
{
    /// <summary>A number.</summary>
    public double Number(string name) => Find(name).GetDouble();

    /// <summary>A whole number.</summary>
    public int Whole(string name) => Find(name).GetInt32();

    /// <summary>Whole numbers, such as the sizes of an input.</summary>
    public int[] Wholes(string name) => [.. Find(name).EnumerateArray().Select(x => x.GetInt32())];

    /// <summary>Words.</summary>
    public string[] Words(string name) => [.. Find(name).EnumerateArray().Select(x => x.GetString()!)];

    /// <summary>A number, vector or matrix in double precision.</summary>
    public Tensor Tensor(string name)
    {
        var (values, shape) = (new List<double>(), new List<int>());
        Walk(Find(name), 0);
        return Nabla.Tensor.From<double>(values.ToArray(), [.. shape]);

        void Walk(JsonElement x, int depth)
        {
            if (x.ValueKind == JsonValueKind.Number)
            {
                values.Add(x.GetDouble());
                return;
            }

            if (shape.Count == depth)
                shape.Add(x.GetArrayLength());
            foreach (var item in x.EnumerateArray())
                Walk(item, depth + 1);
        }
    }

    /// <summary>The rows of a list of lists, each of mixed content.</summary>
    public IEnumerable<JsonElement[]> Rows(string name) => Find(name).EnumerateArray().Select(row => row.EnumerateArray().ToArray());

    JsonElement Find(string name) =>
        json.TryGetProperty(name, out var value) ? value : throw new KeyNotFoundException($"Question {id} gives no {name}.");
}
