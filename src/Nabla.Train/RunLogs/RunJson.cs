using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Nabla.Train.RunLogs;

/// <summary>How an event becomes a line of JSON and back. NaN and infinities are written as "NaN", "Infinity", "-Infinity".</summary>
static class RunJson
{
    // The file is no web page: → and × stay readable instead of becoming \u2192 and \u00D7.
    public static JsonTypeInfo<RunEvent> Event { get; } =
        new RunJsonCode(new JsonSerializerOptions(RunJsonCode.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }).RunEvent;

    public static bool IsKnown(string kind) => Event.PolymorphismOptions!.DerivedTypes.Any(d => kind.Equals(d.TypeDiscriminator));
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    AllowOutOfOrderMetadataProperties = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(RunEvent))]
sealed partial class RunJsonCode : JsonSerializerContext;
