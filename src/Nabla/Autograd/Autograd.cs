using System.Diagnostics;

namespace Nabla;

/// <summary>Remembers computations and finds gradients. The whole of it: <see cref="Node"/>, <see cref="Gradients"/> and this.</summary>
public static class Autograd
{
    [ThreadStatic] static bool paused;
    [ThreadStatic] static bool tracing;

    /// <summary>Whether ops on tracked tensors are remembered on this thread.</summary>
    public static bool Recording => !paused;

    /// <summary>
    /// Connects <paramref name="y"/>, computed from <paramref name="inputs"/>, to the graph by <paramref name="node"/>, if any input is
    /// tracked; returns y.
    /// </summary>
    public static Tensor Record(Tensor y, Node node, params ReadOnlySpan<Tensor?> inputs)
    {
        if (paused)
            return y;
        var tracked = false;
        foreach (var input in inputs)
            tracked |= input?.Node is not null;
        if (!tracked)
            return y;

        var edges = new Node?[inputs.Length];
        for (var i = 0; i < inputs.Length; i++)
            edges[i] = inputs[i]?.Node;
        return Connect(y, node, edges);
    }

    internal static Tensor Connect(Tensor y, Node node, Node?[] edges)
    {
        node.Connect(edges, y.Shape);
        y.Node = node;
        return y;
    }

    /// <summary>Ops are not remembered until the result is disposed: <c>using (Autograd.Pause()) …</c>.</summary>
    public static Scope Pause() => new(record: false);

    /// <summary>
    /// Nodes remember the caller's file and line until the result is disposed, so that errors and NaNs can name it. Slow.
    /// </summary>
    public static TraceScope TraceOrigins() => new();

    /// <summary>Ops are remembered again inside a pause, until the result is disposed.</summary>
    public static Scope Resume(bool record = true) => new(record);

    internal static string? Origin()
    {
        if (!tracing)
            return null;
        foreach (var frame in new StackTrace(fNeedFileInfo: true).GetFrames())
            if (frame.GetFileName() is { } file && DiagnosticMethodInfo.Create(frame)?.DeclaringAssemblyName?.StartsWith("Nabla", StringComparison.Ordinal) == false)
                return $"{Path.GetFileName(file)}:{frame.GetFileLineNumber()}";
        return null;
    }

    /// <summary>Restores what was in force before.</summary>
    public readonly ref struct Scope
    {
        readonly bool before;

        internal Scope(bool record)
        {
            before = paused;
            paused = !record;
        }

        /// <summary>Ends the scope.</summary>
        public void Dispose() => paused = before;
    }

    /// <summary>Ends tracing when disposed.</summary>
    public readonly ref struct TraceScope
    {
        readonly bool before;

        /// <summary>Begins tracing.</summary>
        public TraceScope()
        {
            before = tracing;
            tracing = true;
        }

        /// <summary>Ends the scope.</summary>
        public void Dispose() => tracing = before;
    }
}
