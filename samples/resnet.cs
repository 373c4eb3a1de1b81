#:project ../src/Nabla.Vision/Nabla.Vision.csproj
#:property PublishAot=false

// A residual network in torchvision's form, but small, learns handwritten digits. Run it: dotnet run samples/resnet.cs
using Nabla;
using Nabla.Nn;
using Nabla.Train.Data;
using Nabla.Train.Data.Sets;
using Nabla.Vision.Models;

var parts = Digits.Load().Split(seed: 0, 0.8, 0.2);
var (images, labels) = Colour(parts[0]);
var model = new ResNet(new ResNetSettings([1, 1, 1, 1], Bottleneck: false, Classes: 10));
model.Initialize(seed: 1);
Console.WriteLine($"{model}: {model.ParameterCount:N0} parameters, {Summary.Of(model, [32, 32, 3]).MultiplyAdds:N0} multiply-adds");

var optimizer = new Adam(model, learningRate: 1e-3);
var rng = new Rng(seed: 2);
for (var step = 1; step <= 60; step++)
{
    var chosen = rng.Integers([64], 0, parts[0].Count);
    var loss = model.Call(images.IndexSelect(0, chosen)).CrossEntropy(labels.IndexSelect(0, chosen));
    optimizer.Step(loss.Backward());
    if (step % 10 == 0)
        Console.WriteLine($"step {step}: loss {loss.Item():0.000}");
}

model.Eval();
var (unseen, truth) = Colour(parts[1]);
var right = model.Predict(unseen).ArgMax(-1).ToArray<long>().Zip(truth.ToArray<long>()).Count(pair => pair.First == pair.Second);
Console.WriteLine($"{100.0 * right / parts[1].Count:0.0} % of the unseen digits are right");

// 8×8 grey pixels as 32×32 coloured ones: (N, 8, 8, 1) → (N, 32, 32, 3).
static (Tensor Images, Tensor Labels) Colour(LabeledImages data)
{
    var (x, y) = data.Batch([.. Enumerable.Range(0, data.Count)]);
    return (x.Repeat(1, 4).Repeat(2, 4).Repeat(3, 3), y);
}
