using System.Text.Json;
using System.Text.Json.Serialization;
using Nabla.Files;
using Nabla.Vision.Models;

namespace Nabla.Cli.Tasks;

/// <summary>Everything that a run of an image task was made with: the content of its <c>settings.json</c>.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="Seed">The seed of all random numbers.</param>
/// <param name="Epochs">How often the training data is seen.</param>
/// <param name="BatchSize">Images of a step.</param>
/// <param name="LearningRate">The highest of the one-cycle schedule.</param>
/// <param name="WeightDecay">That of AdamW.</param>
/// <param name="LabelSmoothing">Share of the target spread over all classes in training.</param>
/// <param name="Mean">Mean of the training pixels, in [0, 1].</param>
/// <param name="Deviation">Their standard deviation.</param>
/// <param name="Classes">What the classes are called.</param>
/// <param name="Model">The sizes of the network.</param>
sealed record ImageSettings(
    string Task,
    ulong Seed,
    int Epochs,
    int BatchSize,
    double LearningRate,
    double WeightDecay,
    double LabelSmoothing,
    double Mean,
    double Deviation,
    IReadOnlyList<string> Classes,
    SmallCnnSettings Model)
{
    public const string FileName = "settings.json";

    public void Save(string folder) =>
        AtomicFile.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, ImageSettingsCode.Default.ImageSettings) + "\n");

    /// <summary>Reads the settings of a run.</summary>
    /// <exception cref="InvalidDataException">The file is missing or damaged.</exception>
    public static ImageSettings Load(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), ImageSettingsCode.Default.ImageSettings)
                ?? throw new InvalidDataException($"{path} is damaged: it is empty.");
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is damaged: {e.Path ?? "it"} cannot be read.", e);
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ImageSettings))]
sealed partial class ImageSettingsCode : JsonSerializerContext;
