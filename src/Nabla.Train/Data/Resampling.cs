namespace Nabla.Train.Data;

/// <summary>Changes the length of one axis of an array: area mean to make it shorter, linear interpolation to make it longer.</summary>
static class Resampling
{
    /// <summary>y[o, j, i] = Σₖ w[j, k] x[o, k, i].</summary>
    /// <shape>(outer, length, inner) → (outer, target, inner)</shape>
    public static float[] Apply(float[] x, int outer, int length, int inner, int target)
    {
        if (target == length)
            return x;
        var y = new float[(long)outer * target * inner];
        for (var j = 0; j < target; j++)
            foreach (var (k, weight) in target < length ? Area(j, length, target) : Linear(j, length, target))
                for (var o = 0; o < outer; o++)
                {
                    var from = x.AsSpan((o * length + k) * inner, inner);
                    var to = y.AsSpan((o * target + j) * inner, inner);
                    for (var i = 0; i < inner; i++)
                        to[i] += weight * from[i];
                }

        return y;
    }

    // New pixel j covers [j, j + 1) · length / target of the old axis; each old pixel counts by its share of that stretch.
    static IEnumerable<(int K, float Weight)> Area(int j, int length, int target)
    {
        var scale = (double)length / target;
        var (start, end) = (j * scale, (j + 1) * scale);
        for (var k = (int)start; k < Math.Min(length, end); k++)
        {
            var share = Math.Min(end, k + 1) - Math.Max(start, k);
            if (share > 0)
                yield return (k, (float)(share / scale));
        }
    }

    // The centre of new pixel j lies at (j + ½) · length / target − ½ between the centres of the old ones.
    static IEnumerable<(int K, float Weight)> Linear(int j, int length, int target)
    {
        var at = Math.Clamp((j + 0.5) * length / target - 0.5, 0, length - 1);
        var k = (int)at;
        yield return (k, (float)(1 - (at - k)));
        if (at > k)
            yield return (k + 1, (float)(at - k));
    }
}
