using Nabla.Files;

namespace Nabla.Nn.Tests;

public sealed class ModelFilesTests : IDisposable
{
    readonly string path = Path.Combine(Path.GetTempPath(), $"nabla-{Guid.NewGuid():N}.safetensors");

    public void Dispose() => File.Delete(path);

    [Fact]
    public void EverythingThatDoesNotFitIsNamedAndNothingChanges()
    {
        var model = new Sequential(new Linear(2, 3), new Linear(3, 1));
        model.Initialize(1);
        var before = model.SaveTensors();
        var tensors = model.SaveTensors().ToDictionary(t => t.Key, t => Tensor.Ones(t.Value.Shape));
        tensors.Remove("0.bias");
        tensors["1.weight"] = Tensor.Ones([1, 4]);
        tensors["head.weight"] = Tensor.Ones([5]);
        var error = Assert.Throws<ShapeException>(() => model.LoadTensors(tensors));
        Assert.Equal(
            "The tensors do not fit the model: 0.bias (3) is missing; 1.weight must be (1, 3), got (1, 4); head.weight (5) is not in the model.",
            error.Message);
        Assert.All(model.SaveTensors(), t => Assert.Equal(before[t.Key].ToArray<float>(), t.Value.ToArray<float>()));
    }

    [Fact]
    public void IntegersDoNotPassForWeightsNorFractionsForCounts()
    {
        var model = new Sequential(new Linear(2, 1), new BatchNorm(1));
        var tensors = model.SaveTensors().ToDictionary(t => t.Key, t => t.Value);
        tensors["0.weight"] = tensors["0.weight"].To(DType.Int32);
        tensors["1.num_batches_tracked"] = tensors["1.num_batches_tracked"].To(DType.Float32);
        Assert.Equal(
            "The tensors do not fit the model: 0.weight must hold floating-point numbers, got int32; "
            + "1.num_batches_tracked must hold whole numbers, got float32.",
            Assert.Throws<ShapeException>(() => model.LoadTensors(tensors)).Message);
    }

    [Fact]
    public void SavedTensorsAreCopies()
    {
        var model = new Linear(2, 2);
        var saved = model.SaveTensors();
        var before = saved["weight"].ToArray<float>();
        model.Weight.Load(Tensor.Zeros([2, 2]));
        Assert.Equal(before, saved["weight"].ToArray<float>());
    }

    [Fact]
    public void ADamagedFileChangesNothing()
    {
        var (model, other) = (new Linear(3, 2), new Linear(3, 2));
        other.Initialize(9);
        other.Save(path);
        var bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..^4]);
        var before = model.Weight.Value.ToArray<float>();
        Assert.Throws<DataFormatException>(() => model.Load(path));
        Assert.Equal(before, model.Weight.Value.ToArray<float>());
    }

    [Fact]
    public void AFileOfAnotherPrecisionIsConverted()
    {
        var (model, other) = (new Linear(3, 2), new Linear(3, 2));
        other.To(DType.Float64);
        other.Initialize(9);
        other.Save(path);
        model.Load(path);
        Assert.Equal(DType.Float32, model.Weight.Value.DType);
        Assert.Equal(other.Weight.Value.ToArray<double>().Select(v => (float)v), model.Weight.Value.ToArray<float>());
    }

    [Fact]
    public void SharedParametersAreSavedOnceAndLoadedFromAnyOfTheirNames()
    {
        var shared = new Linear(2, 2, bias: false);
        var model = new Sequential(shared, new Relu(), shared);
        Assert.Equal(["0.weight"], model.SaveTensors().Keys);
        model.LoadTensors(new Dictionary<string, Tensor> { ["2.weight"] = Tensor.Ones([2, 2]) });
        Assert.Equal([1f, 1, 1, 1], shared.Weight.Value.ToArray<float>());
    }
}
