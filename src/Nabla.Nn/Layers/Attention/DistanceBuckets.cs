namespace Nabla.Nn;

/// <summary>Distances in buckets that grow with the logarithm (Raffel et al. 2020).</summary>
static class DistanceBuckets
{
    // Of n buckets for one side, distances below n/2 have their own; that of d above is n/2 + ⌊ln(d / (n/2)) / ln(longest / (n/2)) · n/2⌋,
    // at most n − 1.
    /// <summary>The bucket of each distance −longest … longest, key's position − query's.</summary>
    public static long[] Of(int buckets, int longest, bool bothWays)
    {
        var side = bothWays ? buckets / 2 : buckets;
        var single = side / 2;
        if (single < 1 || (bothWays && buckets % 2 != 0) || longest <= single)
            throw new ArgumentException(
                $"RelativePositions: there must be at least {(bothWays ? 4 : 2)} buckets, an even number both ways, and longest above {single}, "
                + $"got {buckets} and {longest}.");
        long Bucket(int distance) => distance < single
            ? distance
            : Math.Min(side - 1, single + (long)(Math.Log((double)distance / single) / Math.Log((double)longest / single) * (side - single)));
        return [.. Enumerable.Range(-longest, 2 * longest + 1).Select(d => d <= 0 ? Bucket(-d) : bothWays ? side + Bucket(d) : 0)];
    }
}
