#:project ../src/Nabla.Nn/Nabla.Nn.csproj
#:property PublishAot=false

// The smallest thing that one layer cannot learn and two can. Run it: dotnet run samples/xor.cs
using Nabla;
using Nabla.Nn;

var x = Tensor.Of([[0f, 0f], [0f, 1f], [1f, 0f], [1f, 1f]]);
var y = Tensor.Of([[0f], [1f], [1f], [0f]]);

var model = new Sequential(new Linear(2, 16), new Tanh(), new Linear(16, 1));
model.Initialize(seed: 1);
var optimizer = new Adam(model, learningRate: 0.02);
for (var step = 1; step <= 400; step++)
{
    var loss = model.Call(x).MeanSquaredError(y);
    optimizer.Step(loss.Backward());
    if (step % 100 == 0)
        Console.WriteLine($"step {step}: loss {loss.Item():0.00000}");
}

Console.WriteLine(model.Predict(x));
