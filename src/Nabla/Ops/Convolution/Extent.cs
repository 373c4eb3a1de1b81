using Nabla.Kernels;

namespace Nabla;

/// <summary>
/// One whole number for each spatial axis of a convolution or pooling: <c>3</c> for every axis, <c>(5, 3)</c> for height and width,
/// <c>(3, 5, 5)</c> for depth, height and width.
/// </summary>
public readonly record struct Extent
{
    // How many axes are named; one number holds for all.
    readonly int named, depth, height, width;

    Extent(int named, int depth, int height, int width) =>
        (this.named, this.depth, this.height, this.width) = (named, depth, height, width);

    /// <summary>The same number along every axis.</summary>
    public static implicit operator Extent(int all) => new(1, all, all, all);

    /// <summary>Along height and width.</summary>
    public static implicit operator Extent((int Height, int Width) sizes) => new(2, 0, sizes.Height, sizes.Width);

    /// <summary>Along depth, height and width.</summary>
    public static implicit operator Extent((int Depth, int Height, int Width) sizes) => new(3, sizes.Depth, sizes.Height, sizes.Width);

    /// <summary>The number along each of <paramref name="axes"/> spatial axes (1, 2 or 3), outermost first.</summary>
    /// <exception cref="ShapeException">The extent names another number of axes.</exception>
    public int[] Along(int axes)
    {
        Require(axes, "Extent", int.MinValue);
        int[] all = [depth, height, width];
        return all[(3 - axes)..];
    }

    /// <summary>
    /// The numbers for data with <paramref name="axes"/> spatial axes; an axis that does not exist has <paramref name="missing"/>.
    /// </summary>
    internal Extent3 Over(int axes, int missing, string who, int least)
    {
        Require(axes, who, least);
        return new Extent3(axes < 3 ? missing : depth, axes < 2 ? missing : height, width);
    }

    void Require(int axes, string who, int least)
    {
        if (named > 1 && named != axes)
            throw new ShapeException($"{who} must be one number or {axes}, one for each spatial axis, got {this}.");
        if (width < least || (axes > 1 && height < least) || (axes > 2 && depth < least))
            throw new ShapeException($"{who} must be at least {least}, got {this}.");
    }

    /// <summary>3, (5, 3) or (3, 5, 5).</summary>
    public override string ToString() => named switch
    {
        2 => $"({height}, {width})",
        3 => $"({depth}, {height}, {width})",
        _ => $"{width}",
    };
}
