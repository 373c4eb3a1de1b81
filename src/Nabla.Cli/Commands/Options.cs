using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace Nabla.Cli.Commands;

/// <summary>Options that several commands share; each command owns its copy.</summary>
static class Options
{
    public static Option<bool> Plain() => new("--plain") { Description = "Write plain lines: no colours, no moving bar (as in a pipe)." };

    public static Option<bool> Json() =>
        new("--json") { Description = "Write one JSON object with the figures to standard output, all else to standard error." };

    public static Option<string?> Data() => new("--data")
    {
        Description = "Folder with data files already there; also NABLA_DATA. Without it they are downloaded once.",
        HelpName = "DIR",
    };

    public static Option<int?> Threads() =>
        Whole<int>("--threads", 1, 1024, "How many threads compute; results do not depend on it. [default: all processors]");

    /// <summary>A whole number in a range.</summary>
    public static Option<T?> Whole<T>(string name, T least, T most, string description) where T : struct, IBinaryInteger<T>, IMinMaxValue<T> => new(name)
    {
        Description = description,
        HelpName = "N",
        CustomParser = result => Parse(result, name, least, most),
    };

    static T? Parse<T>(ArgumentResult result, string name, T least, T most) where T : struct, IBinaryInteger<T>, IMinMaxValue<T>
    {
        var text = result.Tokens[0].Value;
        if (T.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
            return value;
        result.AddError(most == T.MaxValue
            ? $"{name} must be a whole number from {least} on, got '{text}'"
            : $"{name} must be a whole number from {least} to {most}, got '{text}'");
        return null;
    }
}
