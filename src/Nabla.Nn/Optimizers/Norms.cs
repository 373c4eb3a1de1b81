using Nabla.Kernels;

namespace Nabla.Nn;

/// <summary>Lengths of parameters and gradients, and steps along them.</summary>
static class Norms
{
    /// <summary>√Σ x².</summary>
    public static double Of(Tensor x)
    {
        using var paused = Autograd.Pause();
        return Math.Sqrt(x.Square().Sum().Item());
    }

    /// <summary>The values as they are now.</summary>
    public static Tensor Copied(Parameter parameter)
    {
        var copy = Tensor.EmptyLasting(parameter.Shape, parameter.Value.DType);
        copy.Device.Backend.Copy(parameter.Value, copy);
        return copy;
    }
}

/// <summary>p ← p + share · g.</summary>
readonly struct Plus(double share) : IUpdate
{
    public static int States => 0;

    public void Step<N>(ref N p, ref N unused0, ref N unused1, ref N unused2, N g) where N : struct, IFormula<N> => p += N.Of(share) * g;
}
