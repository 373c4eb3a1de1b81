namespace Nabla.Kernels;

/// <summary>A formula of up to four numbers, read as a kernel, as a graph or as text by the kind of number put in.</summary>
public interface IMap
{
    /// <summary>How many of the four are used, 1 … 4.</summary>
    static abstract int Inputs { get; }

    /// <summary>The value of the formula; numbers beyond <see cref="Inputs"/> must not be used.</summary>
    N Value<N>(N a, N b, N c, N d) where N : struct, IFormula<N>;
}

/// <summary>An optimiser's formula for one number of a parameter.</summary>
public interface IUpdate
{
    /// <summary>How many numbers of state are kept for each number of the parameter, 0 … 3.</summary>
    static abstract int States { get; }

    /// <summary>Changes the parameter p and its states, given the gradient g.</summary>
    void Step<N>(ref N p, ref N state0, ref N state1, ref N state2, N g) where N : struct, IFormula<N>;
}
