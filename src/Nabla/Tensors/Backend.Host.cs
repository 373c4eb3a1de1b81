namespace Nabla;

/// <summary>
/// A computation in plain C#: the elements of each input in row-major order as doubles, and those of the result to be set. It may be run
/// again at every replay of a captured step, so it must depend on nothing else.
/// </summary>
public delegate void HostFunction(HostInputs inputs, Span<double> result);

/// <summary>The elements of each input of a <see cref="HostFunction"/>, in row-major order.</summary>
public readonly unsafe ref struct HostInputs
{
    readonly double** at;
    readonly ReadOnlySpan<int> lengths;

    internal HostInputs(double** at, ReadOnlySpan<int> lengths)
    {
        this.at = at;
        this.lengths = lengths;
    }

    /// <summary>How many inputs there are.</summary>
    public int Count => lengths.Length;

    /// <summary>The elements of one.</summary>
    public ReadOnlySpan<double> this[int input] => new(at[input], lengths[input]);
}

/// <summary>
/// A function of one element of each input, in double. It may run on any thread and again at every replay of a captured step, so it must depend
/// on nothing else.
/// </summary>
public delegate double ElementFunction(ReadOnlySpan<double> inputs);

public abstract partial class Backend
{
    /// <summary>
    /// y = compute(inputs) on the processor that runs the program, in double whatever the dtypes: for what has no kernel, such as the
    /// decomposition of a matrix.
    /// </summary>
    public abstract void Host(HostFunction compute, Tensor[] inputs, Tensor y);

    /// <summary>y = f(inputs), element by element, for one to four inputs of y's shape and dtype, float32 or float64.</summary>
    public abstract void Each(ElementFunction f, Tensor[] inputs, Tensor y);
}
