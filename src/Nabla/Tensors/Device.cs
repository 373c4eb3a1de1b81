namespace Nabla;

/// <summary>Where tensors live and are computed. Tensors of different devices do not meet in one op.</summary>
public sealed class Device
{
    /// <summary>A device whose kernels are <paramref name="backend"/>'s.</summary>
    public Device(string name, Backend backend)
    {
        Name = name;
        Backend = backend;
    }

    /// <summary>This machine's processor.</summary>
    public static Device Cpu { get; } = new("cpu", new CpuBackend());

    /// <summary>The name used in messages.</summary>
    public string Name { get; }

    /// <summary>The kernels of this device.</summary>
    public Backend Backend { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
