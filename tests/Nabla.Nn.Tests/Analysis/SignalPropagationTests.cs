namespace Nabla.Nn.Tests.Analysis;

public class SignalPropagationTests
{
    // Measured on this machine: the largest difference of a row is 12 %, from the chance of the weights.
    const double Allowed = 0.2;

    public static TheoryData<string> Stacks =>
    [
        "he", "xavier tanh", "default sigmoid", "gelu", "silu", "convolutions", "strided groups", "transposed", "residual", "batch norm",
        "layer norm", "rms norm", "max pool", "average pool", "dropout", "dense", "drawn bias", "attention",
    ];

    static (Module<Tensor, Tensor> Model, Shape Sample) Stack(string name)
    {
        Func<Module<Tensor, Tensor>> activation = name switch
        {
            "xavier tanh" => () => new Tanh(),
            "default sigmoid" => () => new Sigmoid(),
            "gelu" => () => new Gelu(),
            "silu" => () => new Silu(),
            _ => () => new Relu(),
        };
        var init = name switch { "xavier tanh" => Init.XavierNormal(), "default sigmoid" => Init.KaimingUniform(), _ => Init.KaimingNormal() };
        Linear Layer(int inputs, int outputs, Init? bias = null)
        {
            var layer = new Linear(inputs, outputs);
            (layer.Weight.Init, layer.Bias!.Init) = (init, bias ?? Init.Constant(0));
            return layer;
        }

        Conv Map(int inputs, int outputs, int stride = 1, int groups = 1)
        {
            var layer = Conv.Of2d(inputs, outputs, 3, stride, padding: 1, groups: groups, bias: false);
            layer.Weight.Init = init;
            return layer;
        }

        return name switch
        {
            "convolutions" => (new Sequential(Map(16, 32), new Relu(), Map(32, 32), new Relu(), Map(32, 32)), [12, 12, 16]),
            "strided groups" => (new Sequential(Map(32, 64, stride: 2, groups: 4), new Relu(), Map(64, 64, groups: 64), new Tanh()), [12, 12, 32]),
            "transposed" => (new Sequential(ConvTranspose.Of2d(32, 32, 4, stride: 2, padding: 1, bias: false), new Relu(), Map(32, 32)), [6, 6, 32]),
            "residual" => (new Sequential(
                new Residual(new Sequential(Layer(256, 256), new Relu(), Layer(256, 256))), new Residual(new Sequential(new Relu(), Layer(256, 256)))), [256]),
            "batch norm" => (new Sequential(Map(16, 32), new BatchNorm(32), new Relu(), Map(32, 32), new BatchNorm(32), new Tanh()), [8, 8, 16]),
            "layer norm" => (new Sequential(Layer(256, 256), new LayerNorm(256), new Relu(), Layer(256, 256)), [256]),
            "rms norm" => (new Sequential(Layer(256, 256), new Relu(), new RmsNorm(256), Layer(256, 256)), [256]),
            "max pool" => (new Sequential(new MaxPool(2), Map(32, 32), new Relu()), [12, 12, 32]),
            "average pool" => (new Sequential(new AveragePool(2), new Tanh(), Map(32, 32)), [12, 12, 32]),
            "dropout" => (new Sequential(Layer(256, 256), new Relu(), new Dropout(0.4), Layer(256, 256)), [256]),
            "dense" => (new DenseBlock(Layer(128, 64), new Sequential(new Relu(), Layer(192, 64))), [128]),
            "drawn bias" => (new Sequential(Layer(256, 256, Init.Normal(0.7)), new Relu(), Layer(256, 256, Init.Uniform(1))), [256]),
            "attention" => (new MultiHeadAttention(64, 4), [32, 64]),
            _ => (new Sequential(Layer(256, 256), activation(), Layer(256, 256), activation(), Layer(256, 256), activation(), Layer(256, 256)), [256]),
        };
    }

    [Theory]
    [MemberData(nameof(Stacks))]
    public void WhatIsPredictedIsMeasured(string name)
    {
        var (model, sample) = Stack(name);
        model.Initialize(2);
        var signal = SignalPropagation.Of(model, sample, batch: 32);
        var off = new List<string>();
        foreach (var row in signal.Rows)
        {
            Check(row.Path, "values", row.Forward, row.PredictedForward);
            if (name != "attention")
                Check(row.Path, "gradients", row.Backward, row.PredictedBackward);
        }

        Assert.True(off.Count == 0, string.Join("; ", off) + Environment.NewLine + signal);

        void Check(string path, string what, double? measured, double? predicted)
        {
            if (predicted is null || Math.Abs(Math.Log(measured!.Value / predicted.Value)) > Allowed)
                off.Add($"{path}: {what} {measured:G4}, predicted {predicted:G4}");
        }
    }

    // He et al. 2015: with variance 2 / n of the weights each pair of layer and ReLU keeps the mean square.
    [Fact]
    public void HeKeepsTheVarianceThroughManyLayersAndHalfOfItLosesIt()
    {
        Assert.InRange(Last(gain: Math.Sqrt(2)), 0.7 * 2, 2 / 0.7);
        Assert.InRange(Last(gain: 1), 0.7 * Math.Pow(0.5, 9), Math.Pow(0.5, 9) / 0.7);

        static double Last(double gain)
        {
            var layers = Enumerable.Range(0, 10).Select(_ => new Linear(128, 128, bias: false)).ToArray();
            foreach (var layer in layers)
                layer.Weight.Init = Init.KaimingNormal(gain);
            var model = new Sequential([.. layers.SelectMany((layer, i) => i == 0 ? (Module<Tensor, Tensor>[])[layer] : [new Relu(), layer])]);
            model.Initialize(1);
            return SignalPropagation.Of(model, [128], batch: 32).Rows[^1].PredictedForward!.Value;
        }
    }

    [Fact]
    public void WhatNormsRememberIsPutBack()
    {
        var model = new Sequential(new Linear(4, 4), new BatchNorm(4));
        SignalPropagation.Of(model, [4]);
        Assert.Equal([0, 0, 0, 0], model.Buffers()[0].Buffer.Value.ToArray<float>());
        Assert.Equal(0, model.Buffers()[2].Buffer.Value.Item());
    }
}
