namespace Nabla;

/// <summary>Where tensors live and are computed. Tensors of different devices do not meet in one op.</summary>
public sealed class Device
{
    [ThreadStatic] static Backend? recorder;

    readonly Backend kernels;

    /// <summary>A device whose kernels are <paramref name="backend"/>'s.</summary>
    public Device(string name, Backend backend)
    {
        Name = name;
        kernels = backend;
    }

    /// <summary>This machine's processor.</summary>
    public static Device Cpu { get; } = new("cpu", new CpuBackend());

    /// <summary>The name used in messages.</summary>
    public string Name { get; }

    /// <summary>The kernels of this device, or who is writing down the calls of this thread.</summary>
    public Backend Backend => recorder ?? kernels;

    /// <summary>Whether the calls of this thread are being written down.</summary>
    internal static bool Recording => recorder is not null;

    /// <summary>Who writes down the calls of this thread; null if nobody does.</summary>
    internal static Backend? Recorder => recorder;

    /// <summary>Whether the calls of this thread are written down without being run.</summary>
    internal static bool ShapesOnly => recorder is { ComputesNothing: true };

    /// <summary>Sends all calls of this thread to <paramref name="backend"/> (null: to the kernels) until the result is disposed.</summary>
    internal static Redirection Redirect(Backend? backend)
    {
        var before = recorder;
        recorder = backend;
        return new Redirection(before);
    }

    /// <summary>Restores what was in force before.</summary>
    internal readonly ref struct Redirection(Backend? before)
    {
        public void Dispose() => recorder = before;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
