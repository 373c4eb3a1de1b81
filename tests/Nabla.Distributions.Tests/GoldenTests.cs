using Nabla.Testing;

namespace Nabla.Distributions.Tests;

/// <summary>Values and gradients against torch.distributions and scipy.stats (eng/golden/torch_distributions*.py).</summary>
public class GoldenTests
{
    const double Double = 1e-9, Single = 1e-5;

    static readonly Dictionary<string, Func<Distribution, Tensor, Tensor, Tensor>> Members = new()
    {
        ["log"] = (d, x, u) => d.LogDensity(x),
        ["mean"] = (d, x, u) => d.Mean,
        ["variance"] = (d, x, u) => d.Variance,
        ["entropy"] = (d, x, u) => d.Entropy(),
        ["cdf"] = (d, x, u) => d.Cdf(x),
        ["icdf"] = (d, x, u) => d.Quantile(u),
    };

    public static TheoryData<string, string, string, DType> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, string, DType>();
            foreach (var (file, golden) in Kinds.Files)
                foreach (var name in Kinds.Rows.Keys)
                    foreach (var member in Members.Keys.Where(m => golden.Has($"{name}/{m}/y")))
                    {
                        cases.Add(file, name, member, DType.Float64);
                        cases.Add(file, name, member, DType.Float32);
                    }

            return cases;
        }
    }

    public static TheoryData<string, string, string, DType> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string, string, DType>();
            foreach (var (file, golden) in Kinds.Files)
                foreach (var key in golden.Under("kl/").Keys.Where(k => k.EndsWith("/y", StringComparison.Ordinal)))
                    foreach (var dtype in new[] { DType.Float64, DType.Float32 })
                        pairs.Add(file, key.Split('/')[0], key.Split('/')[1], dtype);
            return pairs;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void EqualsPyTorch(string file, string name, string member, DType dtype)
    {
        var golden = Kinds.Files[file];
        var p = Parameters(golden, name, dtype);
        var (x, u) = (golden[$"{name}/x"].To(dtype).Track(), golden[$"{name}/u"].To(dtype).Track());
        var y = Members[member](Kinds.Make(name, p), x, u);
        Same(golden, $"{name}/{member}/y", y);
        if (!golden.Has($"{name}/{member}/g"))
            return;
        var gradients = (y * golden[$"{name}/{member}/g"].To(dtype)).Sum().Backward();
        for (var i = 0; i < p.Length; i++)
            Same(golden, $"{name}/{member}/d{i}", gradients[p[i]]);
        Same(golden, $"{name}/{member}/dx", gradients[member == "icdf" ? u : x]);
    }

    [Theory, MemberData(nameof(Pairs))]
    public void DivergencesEqualPyTorch(string file, string first, string second, DType dtype)
    {
        var golden = Kinds.Files[file];
        var (p, q) = (Parameters(golden, first, dtype), Parameters(golden, second, dtype));
        var name = $"kl/{first}/{second}";
        var y = Kinds.Make(first, p).KlTo(Kinds.Make(second, q));
        Same(golden, $"{name}/y", y);
        if (!y.IsTracked)
            return;
        var gradients = (y * golden[$"{name}/g"].To(dtype)).Sum().Backward();
        for (var i = 0; i < p.Length; i++)
            Same(golden, $"{name}/pd{i}", gradients[p[i]]);
        for (var i = 0; i < q.Length; i++)
            Same(golden, $"{name}/qd{i}", gradients[q[i]]);
    }

    static void Same(GoldenFile golden, string key, Tensor actual)
    {
        if (golden.Has(key))
            GoldenFile.AssertClose(golden[key], actual, actual.DType == DType.Float64 ? Double : Single, key);
    }

    static Tensor[] Parameters(GoldenFile golden, string name, DType dtype) =>
        Array.ConvertAll(Kinds.Parameters(golden, name), p => p.To(dtype).Track());
}
