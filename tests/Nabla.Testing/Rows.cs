using System.Reflection;

namespace Nabla.Testing;

/// <summary>Tables whose rows stand in several files of one partial class.</summary>
public static class Rows
{
    /// <summary>All rows of the static properties of type <c>IEnumerable&lt;T&gt;</c>, by the properties' names: a new family edits no list.</summary>
    public static IReadOnlyList<T> Of<T>(Type table) =>
    [
        .. table.GetProperties(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(p => p.PropertyType == typeof(IEnumerable<T>))
            .OrderBy(p => p.Name, StringComparer.Ordinal)
            .SelectMany(p => (IEnumerable<T>)p.GetValue(null)!),
    ];
}
