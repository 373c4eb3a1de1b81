using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>Leaky rectified linear unit (Maas, Hannun, Ng 2013).</summary>
public static class LeakyReluOp
{
    extension(Tensor x)
    {
        /// <summary>y = x where x &gt; 0, else slope · x, element by element; the sub-gradient at 0 is the slope.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor LeakyRelu(double slope = 0.01) => Unary.Apply(x, new LeakyRelu(slope));
    }
}

readonly struct LeakyRelu(double slope) : IUnary
{
    public static Needs Needs => Needs.Input;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Value<N>(N x) where N : struct, IFormula<N> => N.Select(N.Greater(x, N.Of(0)), x, x * N.Of(slope));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public N Slope<N>(N x, N y) where N : struct, IFormula<N> => N.Select(N.Greater(x, N.Of(0)), N.Of(1), N.Of(slope));
}
