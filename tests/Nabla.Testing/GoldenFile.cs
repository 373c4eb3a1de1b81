using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Nabla.Files;
using Xunit;

namespace Nabla.Testing;

/// <summary>
/// A file of numbers of PyTorch, SciPy or scikit-learn, made by a script in eng/golden and embedded in a test project as
/// Golden/NAME.safetensors.
/// </summary>
public sealed class GoldenFile : IDisposable
{
    readonly SafetensorsFile file;

    /// <summary>Reads it from the project that asks.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public GoldenFile(string name)
        : this(name, Assembly.GetCallingAssembly())
    {
    }

    public GoldenFile(string name, Assembly project) => file = SafetensorsFile.Read(
        project.GetManifestResourceStream(name) ?? throw new ArgumentException($"{project.GetName().Name} embeds no golden file {name}."), name);

    public Tensor this[string name] => file.ReadTensor(file.Find(name) ?? throw new ArgumentException($"The golden file has no {name}."));

    public bool Has(string name) => file.Find(name) is not null;

    /// <summary>The tensors whose names begin so, under the rest of their names.</summary>
    public Dictionary<string, Tensor> Under(string prefix) => file.Entries.Where(e => e.Name.StartsWith(prefix, StringComparison.Ordinal))
        .ToDictionary(e => e.Name[prefix.Length..], file.ReadTensor);

    public void Dispose() => file.Dispose();

    /// <summary>Each row of a table in float64, and in float32 unless <paramref name="single"/> says otherwise.</summary>
    public static TheoryData<string, DType> Cases(IEnumerable<string> names, Func<string, bool>? single = null)
    {
        var cases = new TheoryData<string, DType>();
        foreach (var name in names)
        {
            cases.Add(name, DType.Float64);
            if (single?.Invoke(name) ?? true)
                cases.Add(name, DType.Float32);
        }

        return cases;
    }

    /// <summary>
    /// Differences are measured against the largest element: that is what the sums behind single elements round to. NaN and infinities must
    /// stand where they are expected.
    /// </summary>
    public static void AssertClose(Tensor expected, Tensor actual, double tolerance, string what)
    {
        Assert.True(expected.Shape == actual.Shape, $"{what}: expected shape {expected.Shape}, got {actual.Shape}");
        var (e, a) = (expected.To(DType.Float64).ToArray<double>(), actual.To(DType.Float64).ToArray<double>());
        var largest = Math.Max(1e-3, e.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max());
        var error = e.Zip(a, Difference).DefaultIfEmpty(0).Max() / largest;
        GoldenTally.Count(actual.DType, error, what);
        Assert.True(error <= tolerance, $"{what}: differs by {error:E2} of the largest element, allowed {tolerance:E1}");
    }

    // Never NaN, which a maximum would pass over.
    static double Difference(double expected, double actual) =>
        expected.Equals(actual) ? 0 : double.IsFinite(expected) && double.IsFinite(actual) ? Math.Abs(expected - actual) : double.PositiveInfinity;
}

/// <summary>
/// How many golden comparisons ran, and their largest error. With NABLA_GOLDENS=FOLDER in the environment each test project leaves its
/// figures there when it ends, one line for each dtype: count, largest error, where.
/// </summary>
static class GoldenTally
{
    static readonly ConcurrentDictionary<DType, (int Count, double Error, string Where)> Figures = [];

    static GoldenTally() => TallyFile.OnExit("NABLA_GOLDENS", () => Figures.OrderBy(f => f.Key).Select(f =>
        string.Create(CultureInfo.InvariantCulture, $"{f.Key}\t{f.Value.Count}\t{f.Value.Error:E2}\t{f.Value.Where}")));

    public static void Count(DType dtype, double error, string where) =>
        Figures.AddOrUpdate(dtype, (1, error, where), (_, old) => error > old.Error ? (old.Count + 1, error, where) : (old.Count + 1, old.Error, old.Where));
}
