using Nabla.Testing;

namespace Nabla.Distributions.Tests;

/// <summary>Values and gradients against torch.distributions and scipy.stats (eng/golden/torch_distributions.py).</summary>
public class GoldenTests
{
    const double Double = 1e-9, Single = 1e-5;

    static readonly GoldenFile Golden = new("distributions", typeof(GoldenTests).Assembly);

    static readonly Dictionary<string, Func<Distribution, Tensor, Tensor, Tensor>> Members = new()
    {
        ["log"] = (d, x, u) => d.LogDensity(x),
        ["mean"] = (d, x, u) => d.Mean,
        ["variance"] = (d, x, u) => d.Variance,
        ["entropy"] = (d, x, u) => d.Entropy(),
        ["cdf"] = (d, x, u) => d.Cdf(x),
        ["icdf"] = (d, x, u) => d.Quantile(u),
    };

    public static TheoryData<string, string, DType> Cases
    {
        get
        {
            var cases = new TheoryData<string, string, DType>();
            foreach (var name in Kinds.Rows.Keys)
                foreach (var member in Members.Keys.Where(m => Golden.Has($"{name}/{m}/y")))
                {
                    cases.Add(name, member, DType.Float64);
                    cases.Add(name, member, DType.Float32);
                }

            return cases;
        }
    }

    public static TheoryData<string, string, DType> Pairs
    {
        get
        {
            var pairs = new TheoryData<string, string, DType>();
            foreach (var key in Golden.Under("kl/").Keys.Where(k => k.EndsWith("/y", StringComparison.Ordinal)))
                foreach (var dtype in new[] { DType.Float64, DType.Float32 })
                    pairs.Add(key.Split('/')[0], key.Split('/')[1], dtype);
            return pairs;
        }
    }

    [Theory, MemberData(nameof(Cases))]
    public void EqualsPyTorch(string name, string member, DType dtype)
    {
        var p = Parameters(name, dtype);
        var (x, u) = (Golden[$"{name}/x"].To(dtype).Track(), Golden[$"{name}/u"].To(dtype).Track());
        var y = Members[member](Kinds.Make(name, p), x, u);
        Same($"{name}/{member}/y", y);
        if (!Golden.Has($"{name}/{member}/g"))
            return;
        var gradients = (y * Golden[$"{name}/{member}/g"].To(dtype)).Sum().Backward();
        for (var i = 0; i < p.Length; i++)
            Same($"{name}/{member}/d{i}", gradients[p[i]]);
        Same($"{name}/{member}/dx", gradients[member == "icdf" ? u : x]);
    }

    [Theory, MemberData(nameof(Pairs))]
    public void DivergencesEqualPyTorch(string first, string second, DType dtype)
    {
        var (p, q) = (Parameters(first, dtype), Parameters(second, dtype));
        var name = $"kl/{first}/{second}";
        var y = Kinds.Make(first, p).KlTo(Kinds.Make(second, q));
        Same($"{name}/y", y);
        if (!y.IsTracked)
            return;
        var gradients = (y * Golden[$"{name}/g"].To(dtype)).Sum().Backward();
        for (var i = 0; i < p.Length; i++)
            Same($"{name}/pd{i}", gradients[p[i]]);
        for (var i = 0; i < q.Length; i++)
            Same($"{name}/qd{i}", gradients[q[i]]);
    }

    static void Same(string key, Tensor actual)
    {
        if (Golden.Has(key))
            GoldenFile.AssertClose(Golden[key], actual, actual.DType == DType.Float64 ? Double : Single, key);
    }

    static Tensor[] Parameters(string name, DType dtype) =>
        [.. Enumerable.Range(0, 4).TakeWhile(i => Golden.Has($"{name}/p{i}")).Select(i => Golden[$"{name}/p{i}"].To(dtype).Track())];
}
