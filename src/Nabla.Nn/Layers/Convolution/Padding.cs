namespace Nabla.Nn;

/// <summary>What a convolution sees beyond the ends of its input, and how much of it: zeros by a number, others by name.</summary>
/// <example><code>
/// var same = Conv.Of2d(3, 16, kernel: 5, padding: Padding.Same());
/// var mirrored = Conv.Of2d(3, 16, kernel: 5, padding: Padding.Of(2, PadMode.Reflect));
/// </code></example>
public readonly record struct Padding
{
    readonly Extent amount;

    Padding(Extent amount, PadMode mode, bool isSame) => (this.amount, Mode, IsSame) = (amount, mode, isSame);

    /// <summary>What stands beyond the ends.</summary>
    public PadMode Mode { get; }

    /// <summary>Whether the output is as large as the input.</summary>
    public bool IsSame { get; }

    /// <summary>As much on both sides of each axis.</summary>
    public static Padding Of(Extent amount, PadMode mode = PadMode.Zeros) => new(amount, mode, false);

    /// <summary>So much that with stride 1 the output is as large as the input; an odd rest goes to the end.</summary>
    public static Padding Same(PadMode mode = PadMode.Zeros) => new(0, mode, true);

    /// <summary>Zeros.</summary>
    public static implicit operator Padding(int all) => Of(all);

    /// <summary>Zeros along height and width.</summary>
    public static implicit operator Padding((int Height, int Width) sizes) => Of(sizes);

    /// <summary>Zeros along depth, height and width.</summary>
    public static implicit operator Padding((int Depth, int Height, int Width) sizes) => Of(sizes);

    /// <summary>Zeros.</summary>
    public static implicit operator Padding(Extent amount) => Of(amount);

    /// <summary>Elements before and after each of some axes, for windows of the given reach (dilation · (kernel − 1)).</summary>
    internal (int Before, int After)[] Along(int[] reach)
    {
        var same = IsSame;
        int[] both = amount.Along(reach.Length);
        var ends = new (int, int)[reach.Length];
        for (var axis = 0; axis < ends.Length; axis++)
            ends[axis] = same ? (reach[axis] / 2, reach[axis] - reach[axis] / 2) : (both[axis], both[axis]);
        return ends;
    }
}
