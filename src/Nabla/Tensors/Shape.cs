using System.Collections;
using System.Runtime.CompilerServices;

namespace Nabla;

/// <summary>The sizes of a tensor's axes, outermost first; up to <see cref="MaxRank"/> of them. A scalar has none.</summary>
/// <remarks>A value type without heap memory; write it as a collection: <c>Shape s = [64, 28, 28, 1];</c>.</remarks>
[CollectionBuilder(typeof(Shape), nameof(Of))]
public readonly struct Shape : IEquatable<Shape>, IEnumerable<int>
{
    /// <summary>The most axes a tensor can have.</summary>
    public const int MaxRank = Kernels.Walk.MaxRank;

    readonly AxisArray<int> sizes;

    Shape(ReadOnlySpan<int> sizes)
    {
        if (sizes.Length > MaxRank)
            throw new ShapeException($"Shape: a tensor has at most {MaxRank} axes, got {sizes.Length}.");
        long length = 1;
        for (var axis = 0; axis < sizes.Length; axis++)
        {
            if (sizes[axis] < 0)
                throw new ShapeException($"Shape: size of axis {axis} must be at least 0, got {sizes[axis]}.");
            this.sizes[axis] = sizes[axis];
            length = checked(length * sizes[axis]);
        }

        Rank = sizes.Length;
        Length = length;
    }

    /// <summary>The shape with these sizes.</summary>
    /// <exception cref="ShapeException">More than <see cref="MaxRank"/> axes, or a negative size.</exception>
    public static Shape Of(params ReadOnlySpan<int> sizes) => new(sizes);

    /// <summary>The shape of one number: no axes.</summary>
    public static Shape Scalar => new([]);

    /// <summary>Number of axes.</summary>
    public int Rank { get; }

    readonly long lengthOrZero;

    /// <summary>Number of elements: the product of all sizes, 1 for a scalar.</summary>
    public long Length
    {
        get => Rank == 0 ? 1 : lengthOrZero;
        private init => lengthOrZero = value;
    }

    /// <summary>Size of an axis; −1 is the last.</summary>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public int this[int axis] => sizes[Axis(axis)];

    /// <summary>Size of an axis, counted from either end.</summary>
    public int this[Index axis] => this[axis.IsFromEnd ? -axis.Value : axis.Value];

    /// <summary>The axis number in 0 … Rank − 1 of an axis that may be given from the end (−1 is the last).</summary>
    /// <exception cref="ShapeException">There is no such axis.</exception>
    public int Axis(int axis)
    {
        var found = axis < 0 ? axis + Rank : axis;
        return (uint)found < (uint)Rank
            ? found
            : throw new ShapeException($"Axis {axis} does not exist in shape {this}: expected {-Rank} … {Rank - 1}.");
    }

    /// <summary>Copies the sizes into <paramref name="target"/> and returns the part that was filled.</summary>
    public Span<int> CopyTo(Span<int> target)
    {
        for (var axis = 0; axis < Rank; axis++)
            target[axis] = sizes[axis];
        return target[..Rank];
    }

    /// <summary>The sizes as an array.</summary>
    public int[] ToArray() => CopyTo(new int[Rank]).ToArray();

    /// <summary>This shape with the size of one axis replaced.</summary>
    public Shape With(int axis, int size)
    {
        var copy = CopyTo(stackalloc int[MaxRank]);
        copy[Axis(axis)] = size;
        return new Shape(copy);
    }

    /// <summary>This shape with an axis put in before position <paramref name="axis"/> (0 … Rank, −1 is behind the last).</summary>
    public Shape Insert(int axis, int size)
    {
        var at = axis < 0 ? axis + Rank + 1 : axis;
        Span<int> copy = stackalloc int[MaxRank + 1];
        var old = CopyTo(stackalloc int[MaxRank]);
        if ((uint)at > (uint)Rank)
            throw new ShapeException($"Axis {axis} cannot be put into shape {this}: expected {-Rank - 1} … {Rank}.");
        old[..at].CopyTo(copy);
        copy[at] = size;
        old[at..].CopyTo(copy[(at + 1)..]);
        return new Shape(copy[..(Rank + 1)]);
    }

    /// <summary>This shape without one axis.</summary>
    public Shape Remove(int axis)
    {
        var at = Axis(axis);
        var copy = CopyTo(stackalloc int[MaxRank]);
        copy[(at + 1)..].CopyTo(copy[at..]);
        return new Shape(copy[..^1]);
    }

    /// <summary>
    /// The shape two operands broadcast to: aligned at the last axis, sizes must be equal or 1. Null if they do not fit.
    /// </summary>
    public static Shape? Broadcast(Shape a, Shape b)
    {
        if (a == b)
            return a;
        Span<int> sizes = stackalloc int[MaxRank];
        var rank = Math.Max(a.Rank, b.Rank);
        for (var back = 1; back <= rank; back++)
        {
            var fromA = back <= a.Rank ? a[-back] : 1;
            var fromB = back <= b.Rank ? b[-back] : 1;
            if (fromA != fromB && fromA != 1 && fromB != 1)
                return null;
            sizes[rank - back] = fromA == 1 ? fromB : fromA;
        }

        return new Shape(sizes[..rank]);
    }

    /// <inheritdoc/>
    public bool Equals(Shape other)
    {
        if (Rank != other.Rank)
            return false;
        for (var axis = 0; axis < Rank; axis++)
            if (sizes[axis] != other.sizes[axis])
                return false;
        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        for (var axis = 0; axis < Rank; axis++)
            hash.Add(sizes[axis]);
        return hash.ToHashCode();
    }

    /// <summary>Whether all axes are equal.</summary>
    public static bool operator ==(Shape a, Shape b) => a.Equals(b);

    /// <summary>Whether any axis differs.</summary>
    public static bool operator !=(Shape a, Shape b) => !a.Equals(b);

    /// <summary>An array of sizes is a shape.</summary>
    public static implicit operator Shape(int[] sizes) => new(sizes);

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)ToArray()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The sizes as text: (64, 28, 28, 1).</summary>
    public override string ToString() => $"({string.Join(", ", ToArray())})";
}

/// <summary>One value an axis, in place.</summary>
[InlineArray(Shape.MaxRank)]
struct AxisArray<T> where T : unmanaged
{
    T first;
}
