using Nabla.Testing;

namespace Nabla.Tests.Ops;

/// <summary>Ops against the rows that golden.case of eng/golden wrote: inputs, outputs, gradients.</summary>
static class GoldenCalls
{
    /// <summary>The file holds the rows of the table and no others.</summary>
    public static void RequireAll(string file, IReadOnlyDictionary<string, Func<Tensor[], Tensor[]>> calls)
    {
        using var golden = new GoldenFile(file);
        Assert.Equal(golden.Under("").Keys.Select(key => key.Split('/')[0]).Distinct().Order(), calls.Keys.Order());
    }

    /// <summary>The largest error in float64 is a few units in the last place; sums of float32 round to some 1e-6 of the largest.</summary>
    public static void Compare(string file, string name, Func<Tensor[], Tensor[]> call, DType dtype)
    {
        var tolerance = dtype == DType.Float64 ? 1e-12 : 1e-5;
        using var golden = new GoldenFile(file);
        var inputs = golden.Under($"{name}/in.").OrderBy(pair => pair.Key)
            .Select(pair => pair.Value.DType.IsFloating() ? pair.Value.To(dtype).Track() : pair.Value).ToArray();
        var outputs = call(inputs);
        Assert.False(golden.Has($"{name}/out.{outputs.Length}"), $"{name}: PyTorch has more outputs.");
        Tensor? loss = null;
        for (var k = 0; k < outputs.Length; k++)
        {
            GoldenFile.AssertClose(golden[$"{name}/out.{k}"].To(outputs[k].DType), outputs[k], tolerance, $"{name}: output {k}");
            if (golden.Has($"{name}/g.{k}"))
            {
                var part = (outputs[k].MaskedFill(outputs[k].IsFinite().LogicalNot(), 0) * golden[$"{name}/g.{k}"].To(dtype)).Sum();
                loss = loss is null ? part : loss + part;
            }
        }

        var gradients = loss is { IsTracked: true } ? loss.Backward() : null;
        for (var k = 0; k < inputs.Length; k++)
            if (golden.Has($"{name}/d.{k}"))
            {
                var expected = golden[$"{name}/d.{k}"].To(dtype);
                GoldenFile.AssertClose(expected, gradients?.Find(inputs[k]) ?? Tensor.Zeros(expected.Shape, dtype), tolerance, $"{name}: gradient {k}");
            }
    }
}
