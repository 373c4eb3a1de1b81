namespace Nabla.Vision.Detection;

/// <summary>Of boxes that show the same thing, keeps the one with the highest score.</summary>
public static class NonMaximumSuppression
{
    /// <summary>
    /// The numbers of the boxes that stay, best score first: a box goes if it overlaps a better one by more than <paramref name="overlap"/>
    /// (intersection over union). Of equal scores the first stands first.
    /// </summary>
    /// <shape>boxes (N, 4) as x₁, y₁, x₂, y₂; scores (N) → up to N</shape>
    /// <param name="boxes">Corners with x₁ ≤ x₂, y₁ ≤ y₂.</param>
    /// <param name="scores">How sure each is.</param>
    /// <param name="overlap">In [0, 1].</param>
    /// <param name="classes">If given, a box can only go for one of its own class. Shape (N).</param>
    /// <exception cref="ShapeException">The shapes do not fit each other.</exception>
    /// <exception cref="ArgumentException">The overlap is outside [0, 1].</exception>
    public static IReadOnlyList<int> Keep(Tensor boxes, Tensor scores, double overlap = 0.5, Tensor? classes = null)
    {
        ArgumentNullException.ThrowIfNull(boxes);
        ArgumentNullException.ThrowIfNull(scores);
        if (boxes.Rank != 2 || boxes.Shape[1] != 4 || !scores.Shape.Equals([boxes.Shape[0]]) || classes is not null && classes.Shape != scores.Shape)
            throw new ShapeException(
                $"NonMaximumSuppression: boxes must be (N, 4), scores and classes (N), "
                + $"got {boxes.Shape}, {scores.Shape}{(classes is null ? "" : $" and {classes.Shape}")}.");
        if (!(overlap is >= 0 and <= 1))
            throw new ArgumentException($"NonMaximumSuppression: the overlap must be in [0, 1], got {overlap}.");
        var (corners, kinds) = (boxes.To(DType.Float64).ToArray<double>(), classes?.To(DType.Int64).ToArray<long>());
        var order = scores.To(DType.Float64).ToArray<double>().Index().OrderByDescending(s => s.Item).Select(s => s.Index);
        var kept = new List<int>();
        foreach (var i in order)
            if (kept.TrueForAll(j => kinds is not null && kinds[i] != kinds[j] || Overlap(corners.AsSpan(4 * i, 4), corners.AsSpan(4 * j, 4)) <= overlap))
                kept.Add(i);
        return kept;
    }

    // |a ∩ b| / |a ∪ b|; 0 for two boxes without area
    static double Overlap(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var width = Math.Min(a[2], b[2]) - Math.Max(a[0], b[0]);
        var height = Math.Min(a[3], b[3]) - Math.Max(a[1], b[1]);
        var shared = Math.Max(0, width) * Math.Max(0, height);
        var all = (a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - shared;
        return all > 0 ? shared / all : 0;
    }
}
