using System.Reflection;

namespace Nabla.Cli;

/// <summary>What went wrong, in one sentence.</summary>
static class Failure
{
    public static string Sentence(Exception e)
    {
        while (e is AggregateException or TypeInitializationException or TargetInvocationException && e.InnerException is { } inner)
            e = inner;
        var message = e is ArgumentException { ParamName: { } name } ? e.Message.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : e.Message;
        var line = string.Join(' ', message.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        return e is NullReferenceException or IndexOutOfRangeException or InvalidCastException or KeyNotFoundException
            ? $"this is an error in Nabla itself ({e.GetType().Name}); run again with NABLA_TRACE=1 to see where"
            : line.TrimEnd('.');
    }
}
