#:project ../src/Nabla.Vision/Nabla.Vision.csproj
#:property PublishAot=false

// Trains a small convolutional network on real handwritten digits. Run it: dotnet run samples/digits.cs
using Nabla;
using Nabla.Nn;
using Nabla.Train;
using Nabla.Train.Callbacks;
using Nabla.Train.Data;
using Nabla.Train.Data.Sets;
using Nabla.Train.Metrics;
using Nabla.Train.Schedules;
using Nabla.Vision.Models;

var parts = Digits.Load().Split(seed: 0, 0.7, 0.15, 0.15);
var (mean, deviation) = ImageDataset.Statistics(parts[0]);
var data = Array.ConvertAll(parts, part => new ImageDataset(part, mean, deviation));
var train = DataLoader.Shuffled(data[0], batchSize: 64, seed: 1, new RandomAffine(shift: 0.7, turn: 10, scale: 0.1));

var model = new SmallCnn(SmallCnnSettings.Digits);
model.Initialize(seed: 1);
var trainer = new Trainer(model, new AdamW(model), (output, target) => output.CrossEntropy(target), new TrainerOptions
{
    Epochs = 15,
    Metrics = [new Accuracy()],
    Callbacks = [new LearningRateSchedule(new OneCycle(Peak: 0.005, Steps: 15 * train.StepsPerEpoch)), new PrintEpochs()],
});
trainer.Fit(train, DataLoader.InOrder(data[1], batchSize: 256));
Console.WriteLine($"test accuracy {trainer.Evaluate(DataLoader.InOrder(data[2], batchSize: 256))["accuracy"]:P1}");

sealed class PrintEpochs : Callback
{
    public override void OnEpochEnd(Trainer trainer) =>
        Console.WriteLine($"epoch {trainer.Epoch}: loss {trainer.Training["loss"]:0.000}, validation accuracy {trainer.Validation!["accuracy"]:P1}");
}
