using System.Reflection;

namespace Nabla.Testing;

/// <summary>The public methods of all ops, and which of them a row of the table calls.</summary>
public static class OpMethods
{
    const byte Call = 0x28, CallVirtual = 0x6F;     // opcodes of the common intermediate language, each followed by a method's token

    /// <summary>Names of the public methods of the public classes named …Op: GeluOp.Gelu, AddOp.op_Addition.</summary>
    public static IReadOnlySet<string> All(Assembly assembly) => assembly.GetExportedTypes()
        .Where(type => type.IsAbstract && type.IsSealed && type.Name.EndsWith("Op", StringComparison.Ordinal))
        .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Select(Name).ToHashSet();

    /// <summary>The ops' methods that a lambda calls, itself or through other methods of its assembly.</summary>
    public static IReadOnlySet<string> CalledBy(Delegate lambda)
    {
        var (found, seen, open) = (new HashSet<string>(), new HashSet<MethodBase>(), new Stack<MethodBase>([lambda.Method]));
        while (open.TryPop(out var method))
            foreach (var called in Calls(method).Where(seen.Add))
                if (called.DeclaringType?.Assembly == lambda.Method.Module.Assembly)
                    open.Push(called);
                else
                    found.Add(Name(called));
        return found;
    }

    static string Name(MethodBase method) => $"{method.DeclaringType?.Name}.{method.Name}";

    // Bytes that look like a call but are not have tokens that name no method, or one that no op has.
    static IEnumerable<MethodBase> Calls(MethodBase method)
    {
        var code = method.GetMethodBody()?.GetILAsByteArray() ?? [];
        for (var i = 0; i + 4 < code.Length; i++)
            if (code[i] is Call or CallVirtual && Resolve(method, BitConverter.ToInt32(code, i + 1)) is { } called)
                yield return called;
    }

    static MethodBase? Resolve(MethodBase method, int token)
    {
        try
        {
            return method.Module.ResolveMethod(token, method.DeclaringType?.GetGenericArguments(), null);
        }
        catch (Exception e) when (e is ArgumentException or BadImageFormatException)
        {
            return null;
        }
    }
}
