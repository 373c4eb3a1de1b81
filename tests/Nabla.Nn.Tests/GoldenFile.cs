using Nabla.Files;

namespace Nabla.Nn.Tests;

/// <summary>A file of PyTorch's numbers, made by eng/golden/torch_layers.py.</summary>
sealed class GoldenFile : IDisposable
{
    readonly SafetensorsFile file;

    public GoldenFile(string name) =>
        file = SafetensorsFile.Read(typeof(GoldenFile).Assembly.GetManifestResourceStream(name)!, name);

    public Tensor this[string name] => TensorFiles.Read(file, file.Find(name) ?? throw new ArgumentException($"The golden file has no {name}."));

    public bool Has(string name) => file.Find(name) is not null;

    /// <summary>The tensors whose names begin so, under the rest of their names.</summary>
    public Dictionary<string, Tensor> Under(string prefix) => file.Entries.Where(e => e.Name.StartsWith(prefix, StringComparison.Ordinal))
        .ToDictionary(e => e.Name[prefix.Length..], e => TensorFiles.Read(file, e));

    public void Dispose() => file.Dispose();

    /// <summary>Differences are measured against the largest element: that is what the sums behind single elements round to.</summary>
    public static void AssertClose(Tensor expected, Tensor actual, double tolerance, string what)
    {
        Assert.True(expected.Shape == actual.Shape, $"{what}: expected shape {expected.Shape}, got {actual.Shape}");
        var (e, a) = (expected.To(DType.Float64).ToArray<double>(), actual.To(DType.Float64).ToArray<double>());
        var largest = e.Length == 0 ? 1 : Math.Max(1e-3, e.Max(Math.Abs));
        var error = e.Zip(a, (x, y) => x == y ? 0 : Math.Abs(x - y)).DefaultIfEmpty(0).Max() / largest;
        Assert.True(error <= tolerance, $"{what}: differs by {error:E2} of the largest element, allowed {tolerance:E1}");
    }
}
