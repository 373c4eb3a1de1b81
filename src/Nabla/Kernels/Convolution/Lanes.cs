namespace Nabla.Kernels;

/// <summary>
/// How the channels that lie in SIMD lanes are cut into panels: panels of two registers and, where one is enough for the rest, a last
/// panel of one. Each group of channels is cut on its own.
/// </summary>
readonly struct Lanes(int groups, int channels, int register)
{
    public readonly int Groups = groups, Channels = channels, Register = register;

    int Registers => (Channels + Register - 1) / Register;

    public int PerGroup => (Registers + 1) / 2;

    public int Panels => Groups * PerGroup;

    /// <summary>Whether the last register of a group is not full.</summary>
    public bool Ragged => Channels % Register != 0;

    /// <summary>Lanes of all panels together.</summary>
    public nint Total => (nint)Groups * Registers * Register;

    public Panel this[int index]
    {
        get
        {
            var (group, inGroup) = (index / PerGroup, index % PerGroup);
            var first = inGroup * 2 * Register;
            var width = Math.Min(2, Registers - inGroup * 2) * Register;
            return new(group, first, width, Math.Min(width, Channels - first), ((nint)group * Registers + inGroup * 2) * Register);
        }
    }
}

/// <summary>
/// One panel: lanes <paramref name="First"/> … of a group, <paramref name="Width"/> of them (whole registers), <paramref name="Used"/> of
/// these real, with <paramref name="Before"/> lanes in all panels before it.
/// </summary>
readonly record struct Panel(int Group, int First, int Width, int Used, nint Before);
