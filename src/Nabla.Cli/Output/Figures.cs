using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Nabla.Cli.Tasks;

namespace Nabla.Cli.Output;

/// <summary>The figures of <c>nabla train --json</c>.</summary>
sealed record TrainFigures(
    string Task,
    string Run,
    string Status,
    double Seconds,
    int Epochs,
    IReadOnlyDictionary<string, double>? Validation,
    IReadOnlyDictionary<string, double>? Test);

/// <summary>The figures of <c>nabla eval --json</c>.</summary>
sealed record EvalFigures(string Task, string Run, double Seconds, IReadOnlyDictionary<string, double> Test);

/// <summary>The figures of <c>nabla predict --json</c>.</summary>
sealed record PredictFigures(string Task, string Run, IReadOnlyList<Prediction> Predictions);

/// <summary>Figures as one line of JSON; a value that is not finite is a string, "NaN", as JSON has no number for it.</summary>
static class FiguresJson
{
    static readonly FiguresJsonCode Code =
        new(new JsonSerializerOptions(FiguresJsonCode.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static string Line(TrainFigures figures) => JsonSerializer.Serialize(figures, Code.TrainFigures);

    public static string Line(EvalFigures figures) => JsonSerializer.Serialize(figures, Code.EvalFigures);

    public static string Line(PredictFigures figures) => JsonSerializer.Serialize(figures, Code.PredictFigures);

    public static string Line(ProfileFigures figures) => JsonSerializer.Serialize(figures, Code.ProfileFigures);
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals)]
[JsonSerializable(typeof(TrainFigures))]
[JsonSerializable(typeof(EvalFigures))]
[JsonSerializable(typeof(PredictFigures))]
[JsonSerializable(typeof(ProfileFigures))]
sealed partial class FiguresJsonCode : JsonSerializerContext;
