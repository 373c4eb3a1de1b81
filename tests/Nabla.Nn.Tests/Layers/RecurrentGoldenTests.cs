using Nabla.Testing;

namespace Nabla.Nn.Tests.Layers;

/// <summary>Recurrent layers against PyTorch with the same weights: outputs, states, gradients.</summary>
public class RecurrentGoldenTests
{
    public static TheoryData<string, int, bool, DType> Cases
    {
        get
        {
            var cases = new TheoryData<string, int, bool, DType>();
            foreach (var kind in (string[])["lstm", "gru", "rnn"])
                foreach (var dtype in (DType[])[DType.Float64, DType.Float32])
                {
                    cases.Add(kind, 1, false, dtype);
                    cases.Add($"{kind} deep", 2, false, dtype);
                    cases.Add($"{kind} both", 2, true, dtype);
                }

            return cases;
        }
    }

    // Sums of up to 40 products through 8 steps: some 10 units in the last place of float32 (6e-8) and float64 (1e-16).
    static double Tolerance(DType dtype) => dtype == DType.Float64 ? 1e-13 : 1e-5;

    [Theory, MemberData(nameof(Cases))]
    public void OutputAndGradientsEqualPyTorch(string name, int layers, bool both, DType dtype)
    {
        using var golden = new GoldenFile("recurrent");
        var layer = Load(golden, name, layers, both, dtype);
        var x = golden[$"{name}/x"].To(dtype).Track();
        var y = layer.Call(x);
        GoldenFile.AssertClose(golden[$"{name}/y"], y, Tolerance(dtype), "output");
        var gradients = y.Backward(golden[$"{name}/g"].To(dtype));
        GoldenFile.AssertClose(golden[$"{name}/dx"], gradients[x], Tolerance(dtype), "gradient by the input");
        foreach (var (path, p) in layer.Parameters())
            GoldenFile.AssertClose(golden[$"{name}/grad.{path}"], gradients[p], Tolerance(dtype), $"gradient by {path}");
    }

    [Theory, MemberData(nameof(Cases))]
    public void StatesEqualPyTorch(string name, int layers, bool both, DType dtype)
    {
        using var golden = new GoldenFile("recurrent");
        var layer = Load(golden, name, layers, both, dtype);
        var x = golden[$"{name}/x"].To(dtype);
        var h0 = golden[$"{name}/h0"].To(dtype).Track();
        var c0 = golden.Has($"{name}/c0") ? golden[$"{name}/c0"].To(dtype).Track() : null;
        var (y, h, c) = layer switch
        {
            Lstm lstm => lstm.CallWithState(x, h0, c0),
            Gru gru => Pair(gru.CallWithState(x, h0)),
            _ => Pair(((Rnn)layer).CallWithState(x, h0)),
        };
        GoldenFile.AssertClose(golden[$"{name}/y2"], y, Tolerance(dtype), "output");
        GoldenFile.AssertClose(golden[$"{name}/h"], h, Tolerance(dtype), "last h");
        var loss = y.Sum() + h.Sum();
        if (c is not null)
        {
            GoldenFile.AssertClose(golden[$"{name}/c"], c, Tolerance(dtype), "last c");
            loss += c.Sum();
        }

        var gradients = loss.Backward();
        GoldenFile.AssertClose(golden[$"{name}/dh0"], gradients[h0], Tolerance(dtype), "gradient by the first h");
        if (c0 is not null)
            GoldenFile.AssertClose(golden[$"{name}/dc0"], gradients[c0], Tolerance(dtype), "gradient by the first c");
    }

    static (Tensor, Tensor, Tensor?) Pair((Tensor Output, Tensor Hidden) result) => (result.Output, result.Hidden, null);

    static Module<Tensor, Tensor> Load(GoldenFile golden, string name, int layers, bool both, DType dtype)
    {
        Module<Tensor, Tensor> layer = name[0] switch
        {
            'l' => new Lstm(3, 5, layers, both),
            'g' => new Gru(3, 5, layers, both),
            _ => new Rnn(3, 5, layers, both),
        };
        layer.To(dtype);
        layer.LoadTensors(golden.Under($"{name}/weight."));
        return layer;
    }
}
