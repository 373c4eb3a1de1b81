#:project ../src/Nabla.Nn/Nabla.Nn.csproj
#:property PublishAot=false

// A layer of one's own: settings in the constructor, parameters as properties, Forward in ops. Run it: dotnet run samples/custom-layer.cs
using Nabla;
using Nabla.Nn;

// Data with a gate in it: y = a · b, learned from samples of (a, b).
var x = new Rng(seed: 1).Uniform([256, 2], -1, 1);
var y = x.Slice(1, 0, 1) * x.Slice(1, 1, 1);

var model = new Sequential(new GatedLinear(2, 16), new Linear(16, 1));
model.Initialize(seed: 1);
var optimizer = new Adam(model, learningRate: 0.03);
for (var step = 1; step <= 500; step++)
    optimizer.Step(model.Call(x).MeanSquaredError(y).Backward());

Console.WriteLine(Summary.Of(model, [2]));
Console.WriteLine($"loss {model.Predict(x).MeanSquaredError(y).Item():0.00000}");

/// <summary>Gated linear unit (Dauphin et al. 2017): y = (x Vᵀ + b) σ(x Wᵀ + c).</summary>
/// <shape>(…, inputs) → (…, outputs)</shape>
sealed class GatedLinear(int inputs, int outputs) : Module<Tensor, Tensor>
{
    public Linear Value { get; } = new(inputs, outputs);

    public Linear Gate { get; } = new(inputs, outputs);

    protected override Tensor Forward(Tensor input) => Value.Call(input) * Gate.Call(input).Sigmoid();

    public override string ToString() => $"GatedLinear({inputs} → {outputs})";
}
