using System.Collections;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using System.Text;

namespace Nabla.Nn;

/// <summary>The child's name is left out of paths: a list in Sequential is 0, 1, …, not layers.0, layers.1, ….</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class UnnamedAttribute : Attribute;

/// <summary>
/// Finds what a module holds by its fields, once per type. Names are those of the properties (or primary-constructor parameters),
/// in the spelling of files: InProjWeight is in_proj_weight.
/// </summary>
static class ModuleMembers
{
    public const DynamicallyAccessedMemberTypes Kinds =
        DynamicallyAccessedMemberTypes.NonPublicFields | DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties;

    // The only mutable state of the library that lives as long as the process: what the fields of a type are called never changes.
    static readonly ConcurrentDictionary<Type, (string Name, FieldInfo Field)[]> Types = new();

    /// <summary>
    /// The values of type <typeparamref name="T"/> that a module holds itself, lists and dictionaries included, in the order of
    /// declaration.
    /// </summary>
    public static IEnumerable<(string Name, T Value)> Own<T>(Module module) where T : class
    {
        var type = module.GetType();
        if (!Types.TryGetValue(type, out var fields))
            Types[type] = fields = Read(type);
        foreach (var (name, field) in fields)
            foreach (var member in Inside<T>(name, field.GetValue(module)))
                yield return member;
    }

    // Loops in place of queries: the runtime would compile those over pairs anew at each start.
    static IEnumerable<(string Name, T Value)> Inside<T>(string name, object? value) where T : class
    {
        switch (value)
        {
            case T found:
                yield return (name, found);
                break;
            case IDictionary map:
                foreach (var key in map.Keys)
                    foreach (var member in Inside<T>(Module.Join(name, $"{key}"), map[key]))
                        yield return member;
                break;
            case IEnumerable list:
                var i = 0;
                foreach (var item in list)
                    foreach (var member in Inside<T>(Module.Join(name, i++.ToString(CultureInfo.InvariantCulture)), item))
                        yield return member;
                break;
        }
    }

    static (string, FieldInfo)[] Read([DynamicallyAccessedMembers(Kinds)] Type type)
    {
        var fields = type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);
        return [.. fields.Where(f => Holds(f.FieldType)).OrderBy(f => f.MetadataToken).Select(f => (Name(type, f), f))];
    }

    static bool Holds(Type type) =>
        typeof(Module).IsAssignableFrom(type) || type == typeof(Parameter) || type == typeof(Buffer)
        || (typeof(IEnumerable).IsAssignableFrom(type) && (type.IsArray ? Holds(type.GetElementType()!) : type.GetGenericArguments().Any(Holds)));

    // <Weight>k__BackingField is the property Weight, <inner>P the constructor parameter inner.
    static string Name([DynamicallyAccessedMembers(Kinds)] Type type, FieldInfo field)
    {
        var name = field.Name.StartsWith('<') ? field.Name[1..field.Name.IndexOf('>', StringComparison.Ordinal)] : field.Name;
        return type.GetProperty(name)?.IsDefined(typeof(UnnamedAttribute)) == true ? "" : SnakeCase(name);
    }

    internal static string SnakeCase(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (i > 0 && char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]))))
                text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }
}
