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

    /// <summary>The values of type <typeparamref name="T"/> that a module holds itself, lists and dictionaries included, in the order of declaration.</summary>
    public static IEnumerable<(string Name, T Value)> Own<T>(Module module) where T : class
    {
        var type = module.GetType();
        if (!Types.TryGetValue(type, out var fields))
            Types[type] = fields = Read(type);
        return fields.SelectMany(f => Inside<T>(f.Name, f.Field.GetValue(module)));
    }

    static IEnumerable<(string Name, T Value)> Inside<T>(string name, object? value) where T : class => value switch
    {
        T found => [(name, found)],
        IDictionary map => map.Keys.Cast<object>().SelectMany(key => Inside<T>(Module.Join(name, $"{key}"), map[key])),
        IEnumerable list => list.Cast<object?>().SelectMany(
            (item, i) => Inside<T>(Module.Join(name, i.ToString(CultureInfo.InvariantCulture)), item)),
        _ => [],
    };

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
