namespace Nabla.Nn.Tests.Layers;

/// <summary>Layers against PyTorch with the same weights: output, gradients, running statistics.</summary>
public class GoldenTests
{
    static readonly Dictionary<string, Func<Module<Tensor, Tensor>>> Layers = new()
    {
        ["linear"] = () => new Linear(5, 3),
        ["linear no bias"] = () => new Linear(5, 3, bias: false),
        ["linear of image"] = () => new Sequential(new Flatten(), new Linear(24, 3, flattenedFrom: [2, 3, 4])),
        ["conv1d"] = () => Conv.Of1d(3, 4, 3, padding: 1),
        ["conv2d"] = () => Conv.Of2d(3, 4, 3),
        ["conv2d stride padding"] = () => Conv.Of2d(3, 4, 3, stride: 2, padding: 1),
        ["conv2d uneven"] = () => Conv.Of2d(2, 3, (3, 2), stride: (1, 2), padding: (2, 1), bias: false),
        ["conv2d dilation"] = () => Conv.Of2d(3, 4, 3, padding: 2, dilation: 2),
        ["conv2d groups"] = () => Conv.Of2d(4, 6, 3, padding: 1, groups: 2),
        ["conv2d depthwise"] = () => Conv.Of2d(4, 4, 3, stride: 2, padding: 1, groups: 4),
        ["conv2d 1x1"] = () => Conv.Of2d(5, 3, 1),
        ["conv3d"] = () => Conv.Of3d(2, 3, 3, stride: 2, padding: 1),
        ["transpose1d"] = () => ConvTranspose.Of1d(3, 2, 4, stride: 2, padding: 1),
        ["transpose2d"] = () => ConvTranspose.Of2d(3, 4, 2, stride: 2),
        ["transpose2d all"] = () => ConvTranspose.Of2d(4, 6, 3, stride: 2, padding: 1, outputPadding: 1, groups: 2, dilation: 2),
        ["transpose3d"] = () => ConvTranspose.Of3d(2, 3, 2, stride: 2, bias: false),
        ["maxpool"] = () => new MaxPool(2),
        ["maxpool padded"] = () => new MaxPool(3, stride: 2, padding: 1),
        ["maxpool1d"] = () => new MaxPool(3, stride: 1),
        ["maxpool dilated"] = () => new MaxPool(2, stride: 1, dilation: 2),
        ["avgpool"] = () => new AveragePool(2),
        ["avgpool padded"] = () => new AveragePool(3, stride: 2, padding: 1),
        ["avgpool uncounted"] = () => new AveragePool(3, stride: 2, padding: 1, countPadding: false),
        ["avgpool global"] = () => new GlobalAveragePool(),
        ["batchnorm"] = () => new BatchNorm(4),
        ["batchnorm2d"] = () => new BatchNorm(3),
        ["batchnorm2d plain"] = () => new BatchNorm(3, momentum: 0.3, epsilon: 1e-3, affine: false),
        ["layernorm"] = () => new LayerNorm(6),
        ["layernorm plain"] = () => new LayerNorm(6, epsilon: 1e-3, affine: false),
        ["rmsnorm"] = () => new RmsNorm(6, epsilon: 1e-6),
        ["embedding"] = () => new Embedding(7, 3),
        ["softmax"] = () => new Softmax(),
        ["log softmax"] = () => new LogSoftmax(),
        ["relu6"] = () => new Relu6(),
        ["leaky"] = () => new LeakyRelu(0.2),
        ["elu"] = () => new Elu(1.5),
        ["gelu"] = () => new Gelu(),
        ["silu"] = () => new Silu(),
        ["sigmoid"] = () => new Sigmoid(),
        ["tanh"] = () => new Tanh(),
        ["softplus"] = () => new Softplus(),
    };

    // In PyTorch these see the last axis as features already, so there is nothing to permute.
    static readonly HashSet<string> FeaturesLast = ["linear no bias", "layernorm", "rmsnorm", "embedding"];

    public static TheoryData<string, DType> Cases
    {
        get
        {
            var cases = new TheoryData<string, DType>();
            foreach (var name in Layers.Keys)
            {
                cases.Add(name, DType.Float64);
                cases.Add(name, DType.Float32);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void EqualsPyTorch(string name, DType dtype)
    {
        // Sums of up to 100 products, in other orders of summation: some 10 units in the last place of float32 (6e-8) and float64 (1e-16).
        var tolerance = dtype == DType.Float64 ? 1e-13 : 1e-5;
        using var golden = new GoldenFile("layers");
        var layer = Layers[name]();
        layer.To(dtype);
        layer.LoadTensors(golden.Under($"{name}/weight."));

        var x = Input(golden, name, $"{name}/x", dtype);
        x = x.DType.IsFloating() ? x.Track() : x;
        var y = layer.Call(x);
        GoldenFile.AssertClose(Input(golden, name, $"{name}/y", dtype), y, tolerance, $"{name}: output");

        var gradients = y.Backward(Input(golden, name, $"{name}/g", dtype));
        if (golden.Has($"{name}/dx"))
            GoldenFile.AssertClose(Input(golden, name, $"{name}/dx", dtype), gradients[x], tolerance, $"{name}: gradient by the input");
        foreach (var (path, p) in layer.Parameters())
            GoldenFile.AssertClose(
                golden[$"{name}/grad.{path}"], p.Disk?.ToDisk(gradients[p]) ?? gradients[p], tolerance, $"{name}: gradient by {path}");
        if (golden.Has($"{name}/eval"))
            ComparesRunningStatistics(golden, name, layer, x.Detach(), tolerance);
    }

    static void ComparesRunningStatistics(GoldenFile golden, string name, Module<Tensor, Tensor> layer, Tensor x, double tolerance)
    {
        layer.Call(x * 2 + 1);
        foreach (var (path, expected) in golden.Under($"{name}/after."))
            GoldenFile.AssertClose(expected, layer.SaveTensors()[path], tolerance, $"{name}: {path}");
        GoldenFile.AssertClose(Input(golden, name, $"{name}/eval", x.DType), layer.Predict(x), tolerance, $"{name}: output in use");
    }

    // From (N, C, …) to (N, …, C).
    static Tensor Input(GoldenFile golden, string name, string key, DType dtype)
    {
        var x = golden[key];
        if (x.DType.IsFloating())
            x = x.To(dtype);
        return x.Rank < 3 || FeaturesLast.Contains(name) ? x : x.Permute([0, .. Enumerable.Range(2, x.Rank - 2), 1]).Contiguous();
    }
}
