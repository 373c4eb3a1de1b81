using Nabla.Testing;

namespace Nabla.Tests.Ops;

/// <summary>No elements, one element, NaN and infinities, whole numbers and truth values: all ops against PyTorch's answers (eng/golden/torch_edges.py).</summary>
public class EdgeTests
{
    [Fact]
    public void Explore()
    {
        using var golden = new GoldenFile("edges");
        var all = golden.Under("");
        var kinds = all.Keys.Where(k => k.Contains("/in.", StringComparison.Ordinal)).Select(k => k.Split('/')[0]).Distinct().ToArray();
        var lines = new List<string>();
        foreach (var group in all.Keys.Where(k => !k.Contains("/in.", StringComparison.Ordinal)).GroupBy(k => k[..k.LastIndexOf('.')]))
        {
            var (op, kind) = (group.Key.Split('/')[0], group.Key.Split('/')[1]);
            var inputs = golden.Under($"{kind}/in.").OrderBy(p => p.Key).Select(p => kind.Contains("truth", StringComparison.Ordinal) ? p.Value.To(DType.Bool) : p.Value).ToArray();
            if (!EdgeCases.Calls.TryGetValue(op, out var call)) { lines.Add($"MISSING {op}"); continue; }
            try
            {
                var outputs = call(inputs);
                for (var k = 0; golden.Has($"{group.Key}.{k}"); k++)
                {
                    if (k >= outputs.Length) { lines.Add($"FEWER {group.Key}: {outputs.Length}"); break; }
                    var (e, a) = (golden[$"{group.Key}.{k}"], outputs[k]);
                    if (e.Shape != a.Shape) { lines.Add($"SHAPE {group.Key}.{k}: {e.Shape} got {a.Shape}"); continue; }
                    var (ev, av) = (e.To(DType.Float64).ToArray<double>(), a.To(DType.Float64).ToArray<double>());
                    for (var i = 0; i < ev.Length; i++)
                        if (!ev[i].Equals(av[i]) && !(Math.Abs(ev[i] - av[i]) <= 1e-12 * (1e-3 + Math.Abs(ev[i]))))
                        { lines.Add($"VALUE {group.Key}.{k} [{i}]: {ev[i]:R} got {av[i]:R}"); break; }
                }
            }
            catch (Exception x) { lines.Add($"THROWS {group.Key}: {x.GetType().Name} {x.Message.Split('\n')[0]}"); }
        }
        lines.AddRange(EdgeCases.Calls.Keys.Except(all.Keys.Select(k => k.Split('/')[0])).Select(k => $"EXTRA {k}"));
        File.WriteAllLines("/tmp/n-ops-edges.txt", lines);
    }
}
