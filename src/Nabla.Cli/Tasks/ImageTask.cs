using Nabla.Files;
using Nabla.Kernels;
using Nabla.Nn;
using Nabla.Train;
using Nabla.Train.Callbacks;
using Nabla.Train.Checkpoints;
using Nabla.Train.Data;
using Nabla.Train.Metrics;
using Nabla.Train.RunLogs;
using Nabla.Train.Schedules;
using Nabla.Vision.Classification;
using Nabla.Vision.Models;

namespace Nabla.Cli.Tasks;

/// <summary>What an image task is made of: its data and the recipe that was found to train it well.</summary>
sealed record ImageRecipe(
    SmallCnnSettings Model, int Epochs, int BatchSize, double LearningRate, double WeightDecay, double LabelSmoothing, ITransform? Augmentation, bool InkIsLight);

/// <summary>The three parts of a data set.</summary>
sealed record ImageSplits(LabeledImages Train, LabeledImages Validation, LabeledImages Test);

/// <summary>A task that classifies images with a <see cref="SmallCnn"/>, AdamW and a one-cycle schedule.</summary>
abstract class ImageTask : CliTask
{
    const ulong DefaultSeed = 42;
    const int TestBatch = 256;

    public abstract ImageRecipe Recipe { get; }

    /// <summary>Loads the data; the split is always the same, whatever the seed of the run.</summary>
    public abstract ImageSplits Load(string? data, IProgress<DownloadProgress> downloads, CancellationToken cancel);

    public sealed override void Train(TrainOrder order)
    {
        var resumed = order.Resume ? Resumed(order) : null;
        var data = Load(order.Data, order.Downloads, order.Stop);
        var settings = resumed ?? New(order, data.Train);
        var model = new SmallCnn(settings.Model);
        model.Initialize(settings.Seed);
        var train = DataLoader.Shuffled(Dataset(data.Train, settings), settings.BatchSize, settings.Seed, Recipe.Augmentation);
        var schedule = new OneCycle(settings.LearningRate, (long)settings.Epochs * train.StepsPerEpoch);
        var trainer = NewTrainer(model, settings,
            new LearningRateSchedule(schedule), new ProgressLog(order.Log), Checkpointing.OfLast(order.Folder, order.Log), new GracefulStop(order.Stop));
        var checkpoint = Path.Combine(order.Folder, Checkpointing.CheckpointFile);
        if (order.Resume && File.Exists(checkpoint))       // killed before the first checkpoint, it begins anew, to the same bits
            Checkpoint.Restore(checkpoint, trainer);

        settings.Save(order.Folder);
        order.Log.Write(Started(order, settings, data, train));
        order.Log.Write(Describe(model, settings.Model));
        trainer.Fit(train, DataLoader.InOrder(Dataset(data.Validation, settings), TestBatch));
        if (trainer.Interrupted)
            return;
        model.Load(Path.Combine(order.Folder, Checkpointing.ModelFile));
        order.Log.Write(Measure(trainer, data.Test, settings));
    }

    public sealed override void Evaluate(EvalOrder order)
    {
        var settings = ImageSettings.Load(order.Folder);
        var model = LoadModel(order.Folder, settings);
        var data = Load(order.Data, order.Downloads, CancellationToken.None);
        order.Log.Write(Measure(NewTrainer(model, settings), data.Test, settings));
    }

    public sealed override IReadOnlyList<Prediction> Predict(PredictOrder order)
    {
        var settings = ImageSettings.Load(order.Folder);
        var model = LoadModel(order.Folder, settings);
        var input = new ImageInput(settings.Model.Height, settings.Model.Width, settings.Model.Channels, Recipe.InkIsLight);
        return [.. order.Images.Select(path => Predict(model, settings, path, input.Load(path)))];
    }

    public sealed override TrainingStep Step(int? batch)
    {
        var sizes = Recipe.Model;
        return TrainingStep.OfClassifier(
            nameof(SmallCnn), new SmallCnn(sizes), m => new AdamW(m, Recipe.LearningRate, weightDecay: Recipe.WeightDecay), Recipe.LabelSmoothing,
            [batch ?? Recipe.BatchSize, sizes.Height, sizes.Width, sizes.Channels], sizes.Classes);
    }

    static Prediction Predict(SmallCnn model, ImageSettings settings, string path, (Image Image, string? Note) input)
    {
        var pixels = Array.ConvertAll(input.Image.Pixels, p => (float)((p - settings.Mean) / settings.Deviation));
        var x = Tensor.From<float>(pixels, [1, input.Image.Height, input.Image.Width, input.Image.Channels]);
        var probabilities = model.Predict(x).Softmax().ToArray<float>();
        var best = Array.IndexOf(probabilities, probabilities.Max());
        var all = settings.Classes.Zip(probabilities).ToDictionary(c => c.First, c => (double)c.Second);
        return new Prediction(path, settings.Classes[best], probabilities[best], all, input.Note);
    }

    ImageSettings New(TrainOrder order, LabeledImages train)
    {
        var (mean, deviation) = ImageDataset.Statistics(train);
        return new ImageSettings(
            Name, order.Seed ?? DefaultSeed, order.Epochs ?? Recipe.Epochs, Recipe.BatchSize, Recipe.LearningRate, Recipe.WeightDecay,
            Recipe.LabelSmoothing, mean, deviation, train.ClassNames, Recipe.Model);
    }

    ImageSettings Resumed(TrainOrder order)
    {
        var settings = ImageSettings.Load(order.Folder);
        if (settings.Task != Name)
            throw new InvalidDataException($"the run in {order.Folder} is of the task {settings.Task}; it cannot go on with {Name}.");
        if (order.Seed is { } seed && seed != settings.Seed)
            throw new InvalidDataException($"the run in {order.Folder} has the seed {settings.Seed}; it cannot go on with {seed}.");
        return settings with { Epochs = order.Epochs ?? settings.Epochs };
    }

    static SmallCnn LoadModel(string folder, ImageSettings settings)
    {
        var path = Path.Combine(folder, Checkpointing.ModelFile);
        if (!File.Exists(path))
            throw new InvalidDataException($"{folder} holds no model: there is no {Checkpointing.ModelFile}.");
        var model = new SmallCnn(settings.Model);
        model.Load(path);
        foreach (var (name, tensor) in model.SaveTensors())
            RequireFinite(name, tensor, path);
        return model;
    }

    // A network with other weights still gives an answer, but not one that it has learned.
    static void RequireFinite(string name, Tensor tensor, string path)
    {
        var values = tensor.To(DType.Float64).ToArray<double>();
        if (Array.FindIndex(values, v => !double.IsFinite(v)) is >= 0 and var bad)
            throw new DataFormatException(
                path, $"tensor {DataFormatException.Quote(name)}", "finite numbers", $"{values[bad]} as number {bad}");
    }

    static Trainer NewTrainer(SmallCnn model, ImageSettings settings, params Callback[] callbacks) => new(
        model, new AdamW(model, settings.LearningRate, weightDecay: settings.WeightDecay),
        (output, target) => output.CrossEntropy(target, labelSmoothing: model.Training ? settings.LabelSmoothing : 0),
        new() { Epochs = settings.Epochs, Metrics = [new Accuracy()], Callbacks = callbacks });

    static ImageDataset Dataset(LabeledImages images, ImageSettings settings) => new(images, settings.Mean, settings.Deviation);

    static Evaluated Measure(Trainer trainer, LabeledImages test, ImageSettings settings) =>
        ClassifierTest.Run(trainer, "test", test, DataLoader.InOrder(Dataset(test, settings), TestBatch));

    RunStarted Started(TrainOrder order, ImageSettings settings, ImageSplits data, DataLoader train) => new(
        Name, order.Name, typeof(Trainer).Assembly.GetName().Version!.ToString(3),
        new Dictionary<string, string>
        {
            ["images"] = $"{data.Train.Count} train, {data.Validation.Count} validation, {data.Test.Count} test",
            ["batch size"] = $"{settings.BatchSize}",
            ["optimizer"] = $"AdamW, weight decay {settings.WeightDecay}",
            ["label smoothing"] = $"{settings.LabelSmoothing}",
            ["learning rate"] = $"one cycle up to {settings.LearningRate}",
            ["augmentation"] = $"{Recipe.Augmentation?.ToString() ?? "none"}",
        },
        settings.Seed, Workers.Threads, settings.Epochs, train.StepsPerEpoch, Machine.Here());

    static ModelDescribed Describe(SmallCnn model, SmallCnnSettings sizes)
    {
        var summary = Nabla.Nn.Summary.Of(model, [sizes.Height, sizes.Width, sizes.Channels]);
        return new ModelDescribed(
            [.. summary.Rows.Where(r => !r.IsContainer).Select(r => new LayerDescription(r.Path, r.Layer, BatchAxisAsN(r.Output), r.Parameters))],
            summary.Parameters);
    }

    static string BatchAxisAsN(Shape? shape) => shape is { } s ? $"({string.Join(", ", s.Skip(1).Select(n => $"{n}").Prepend("N"))})" : "";
}
