namespace Nabla.Kernels;

/// <summary>
/// A linear map along one axis, y[q] = Σ over its taps of weight · x[index], as rows of a sparse matrix: resizing, padding with the
/// tensor's own elements, and the transposes of both.
/// </summary>
public sealed class AxisTaps
{
    readonly int[] starts, indices;
    readonly double[] weights;
    AxisTaps? transposed;

    AxisTaps(int inputs, int[] starts, int[] indices, double[] weights)
    {
        (Inputs, this.starts, this.indices, this.weights) = (inputs, starts, indices, weights);
        IsIdentity = Inputs == Outputs && indices.Length == inputs
            && Enumerable.Range(0, inputs).All(q => starts[q] == q && indices[q] == q && weights[q] == 1);
    }

    /// <summary>Elements of the axis before.</summary>
    public int Inputs { get; }

    /// <summary>Elements of the axis after.</summary>
    public int Outputs => starts.Length - 1;

    /// <summary>Whether y = x.</summary>
    public bool IsIdentity { get; }

    internal ReadOnlySpan<int> Starts => starts;

    internal ReadOnlySpan<int> Indices => indices;

    internal ReadOnlySpan<double> Weights => weights;

    /// <summary>The gradient: dx[index] = Σ of weight · g[q] over all taps that read it, in rising order of q.</summary>
    public AxisTaps Transposed => transposed ??= Transpose();

    /// <summary>The map that leaves an axis as it is.</summary>
    public static AxisTaps Same(int size) => Of(size, size, q => [(q, 1.0)]);

    /// <summary>The map with the given taps for each output; taps of weight 0 are left out.</summary>
    public static AxisTaps Of(int inputs, int outputs, Func<int, IEnumerable<(int Index, double Weight)>> taps)
    {
        var (starts, indices, weights) = (new int[outputs + 1], new List<int>(), new List<double>());
        for (var q = 0; q < outputs; q++)
        {
            foreach (var (index, weight) in taps(q))
                if (weight != 0)
                {
                    indices.Add(index);
                    weights.Add(weight);
                }

            starts[q + 1] = indices.Count;
        }

        return new AxisTaps(inputs, starts, [.. indices], [.. weights]);
    }

    AxisTaps Transpose()
    {
        var (first, rows, values) = (new int[Inputs + 1], new int[indices.Length], new double[indices.Length]);
        foreach (var index in indices)
            first[index + 1]++;
        for (var i = 0; i < Inputs; i++)
            first[i + 1] += first[i];
        var next = first.AsSpan().ToArray();
        for (var q = 0; q < Outputs; q++)
            for (var t = starts[q]; t < starts[q + 1]; t++)
            {
                var place = next[indices[t]]++;
                (rows[place], values[place]) = (q, weights[t]);
            }

        return new AxisTaps(Outputs, first, rows, values) { transposed = this };
    }
}
