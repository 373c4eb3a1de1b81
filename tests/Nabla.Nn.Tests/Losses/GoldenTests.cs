namespace Nabla.Nn.Tests.Losses;

/// <summary>Losses against PyTorch: value and gradient.</summary>
public class GoldenTests
{
    static readonly Dictionary<string, Func<Tensor, Tensor, Tensor, Tensor>> Losses = new()
    {
        ["cross entropy"] = (x, t, _) => x.CrossEntropy(t),
        ["cross entropy sum"] = (x, t, _) => x.CrossEntropy(t, Reduction.Sum),
        ["cross entropy none"] = (x, t, _) => x.CrossEntropy(t, Reduction.None),
        ["cross entropy smoothed"] = (x, t, _) => x.CrossEntropy(t, labelSmoothing: 0.1),
        ["cross entropy weighted"] = (x, t, w) => x.CrossEntropy(t, classWeights: w),
        ["cross entropy weighted smoothed"] = (x, t, w) => x.CrossEntropy(t, classWeights: w, labelSmoothing: 0.2),
        ["cross entropy ignored"] = (x, t, _) => x.CrossEntropy(t, ignoredClass: -100),
        ["cross entropy shares"] = (x, t, _) => x.CrossEntropy(t),
        ["cross entropy pixels"] = (x, t, _) => x.CrossEntropy(t),
        ["mse"] = (x, t, _) => x.MeanSquaredError(t),
        ["mse sum"] = (x, t, _) => x.MeanSquaredError(t, Reduction.Sum),
        ["bce"] = (x, t, _) => x.BinaryCrossEntropyWithLogits(t),
    };

    public static TheoryData<string, DType> Cases
    {
        get
        {
            var cases = new TheoryData<string, DType>();
            foreach (var name in Losses.Keys)
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
        // Sums of at most 40 terms, each some units in the last place: exp and log are within 1.5.
        var tolerance = dtype == DType.Float64 ? 1e-14 : 1e-6;
        using var golden = new GoldenFile("losses");
        Tensor Read(string key) => golden[key] is { } x && x.DType.IsFloating() ? x.To(dtype) : golden[key];
        Tensor Image(Tensor x) => x.Rank == 4 ? x.Permute(0, 2, 3, 1).Contiguous() : x;

        var x = Image(Read($"{name}/x")).Track();
        var y = Losses[name](x, Read($"{name}/target"), Read("weights"));
        GoldenFile.AssertClose(Read($"{name}/y"), y, tolerance, name);
        var seed = Tensor.Ones(y.Shape, dtype);
        GoldenFile.AssertClose(Image(Read($"{name}/dx")), y.Backward(seed)[x], tolerance, $"{name}: gradient");
    }
}
