namespace Nabla.Distributions;

/// <summary>Each place of an axis has a bijection of numbers of its own.</summary>
public sealed class StackMap : Bijection
{
    readonly ConcatMap whole;

    /// <summary>Places of an axis counted from the end.</summary>
    /// <param name="axis">−1 or below.</param>
    /// <param name="maps">One for each place, of numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException">The axis is not below 0.</exception>
    /// <exception cref="ArgumentException">No maps, or one that is not of numbers.</exception>
    public StackMap(int axis, params Bijection[] maps)
    {
        ArgumentNullException.ThrowIfNull(maps);
        if (maps.Length == 0 || maps.Any(m => m.InputRank > 0))
            throw new ArgumentException(
                $"StackMap: there must be maps of numbers, got {string.Join(", ", maps.Select(m => m.ToString()))}.");
        whole = new ConcatMap(axis, [.. maps.Select(m => (m, 1))]);
    }

    /// <inheritdoc/>
    public override Support Values => Support.Vector;

    /// <inheritdoc/>
    public override Tensor Forward(Tensor x) => whole.Forward(x);

    /// <inheritdoc/>
    public override Tensor Inverse(Tensor y) => whole.Inverse(y);

    /// <inheritdoc/>
    public override Tensor LogSlope(Tensor x, Tensor y) => whole.LogSlope(x, y);

    /// <inheritdoc/>
    public override Tensor IsValue(Tensor y) => whole.IsValue(y);

    /// <inheritdoc/>
    public override Tensor SafeLike(Tensor y) => whole.SafeLike(y);

    /// <inheritdoc/>
    public override string ToString() => whole.ToString().Replace("ConcatMap", "StackMap", StringComparison.Ordinal);
}
