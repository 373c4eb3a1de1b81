using Nabla.Nn;
using Nabla.Testing;
using Nabla.Vision.Models;

namespace Nabla.Vision.Tests.Models;

/// <summary>Every model against torchvision, for weights that both sides compute.</summary>
public class ModelTests
{
    public static TheoryData<ModelCase> Small => [.. ModelCases.Small];

    public static TheoryData<PublishedCase> Published => [.. ModelCases.Published];

    [Theory]
    [MemberData(nameof(Published))]
    public void NamesAndShapesInFilesAndTheNumberOfParametersAreThoseOfTorchvision(PublishedCase row)
    {
        ArgumentNullException.ThrowIfNull(row);
        using var golden = new GoldenFile("models");
        var before = GC.GetAllocatedBytesForCurrentThread();
        var model = row.Create();
        Assert.Equal(row.Parameters, model.ParameterCount);
        var names = model.Parameters().Select(p => (p.Path, Shape: p.Parameter.Disk?.Stored ?? p.Parameter.Shape))
            .Concat(model.Buffers().Select(b => (b.Path, b.Buffer.Shape)));
        var text = string.Join('\n', names.OrderBy(n => n.Path, StringComparer.Ordinal).Select(n => $"{n.Path} {n.Shape}"));
        Assert.Equal([Hashed.Of(text), row.Parameters], golden[$"names/{row.Name}"].ToArray<long>());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
    }

    [Theory]
    [MemberData(nameof(Small))]
    public void ScoresInUseAreThoseOfTorchvision(ModelCase row)
    {
        ArgumentNullException.ThrowIfNull(row);
        using var golden = new GoldenFile("models");
        foreach (var (dtype, tolerance) in new[] { (DType.Float64, 1e-9), (DType.Float32, row.FloatTolerance) })
        {
            var scores = Made(row, dtype).Predict(Hashed.Images(row.Input).To(dtype));
            GoldenFile.AssertClose(golden[$"{row.Name}/eval"], scores, tolerance, $"{row.Name} in use, {dtype.Name()}");
        }
    }

    [Theory]
    [MemberData(nameof(Small))]
    public void ScoresAndGradientsInTrainingAreThoseOfTorchvision(ModelCase row)
    {
        ArgumentNullException.ThrowIfNull(row);
        using var golden = new GoldenFile("models");
        var model = Made(row, DType.Float64);
        var x = Hashed.Images(row.Input);
        var y = model is GoogLeNet three ? Joined(three.Scores(x)) : model.Call(x);
        GoldenFile.AssertClose(golden[$"{row.Name}/train"], y, 1e-9, $"{row.Name} in training");

        var gradients = (y * Hashed.Fill("seed", y.Shape)).Sum().Backward();
        var found = Tensor.Stack([.. model.Parameters().OrderBy(p => p.Path, StringComparer.Ordinal).Select(p => Facts(p.Path, p.Parameter, gradients))]);
        GoldenFile.AssertClose(golden[$"{row.Name}/grad"], found, 1e-9, $"{row.Name} gradients");
    }

    static Module<Tensor, Tensor> Made(ModelCase row, DType dtype)
    {
        var model = row.Create();
        Hashed.Load(model, dtype);
        return model;
    }

    static Tensor Joined(GoogLeNetScores scores) => Tensor.Concat([scores.Last, scores.First, scores.Second]);

    // The norm of a gradient, and its product with numbers of its own.
    static Tensor Facts(string path, Parameter parameter, Gradients gradients)
    {
        var gradient = gradients[parameter.Value];
        gradient = parameter.Disk?.ToDisk(gradient) ?? gradient;
        return Tensor.Stack([gradient.Square().Sum().Sqrt(), (gradient * Hashed.Fill(path, gradient.Shape)).Sum()]);
    }
}
