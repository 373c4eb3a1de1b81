using Nabla.Kernels;

namespace Nabla;

/// <summary>An op of one number whose kernel goes element by element; it is named after its function.</summary>
readonly struct Special<TFunction>(TFunction function) : IUnary where TFunction : struct, ISpecial
{
    public N Value<N>(N x) where N : struct, IFormula<N> => N.Each(function, x);

    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => function.Slope(x, y);
}

/// <summary>The same of two numbers.</summary>
readonly struct Special2<TFunction>(TFunction function) : IBinary where TFunction : struct, ISpecial2
{
    public N Value<N>(N a, N b) where N : struct, IFormula<N> => N.Each(function, a, b);

    public N SlopeA<N>(N a, N b) where N : struct, IFormula<N> => function.SlopeA(a, b);

    public N SlopeB<N>(N a, N b) where N : struct, IFormula<N> => function.SlopeB(a, b);
}
