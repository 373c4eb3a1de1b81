namespace Nabla.Nn;

/// <summary>What layers with a vector for each symbol share.</summary>
static class SymbolVectors
{
    // As PyTorch has it: keeps a vector of the greatest length from being shortened again and again.
    const double Epsilon = 1e-7;

    /// <summary>Normal with mean 0 and deviation 1; the vector of the padding symbol is 0.</summary>
    public static Init Init(int count, int? padding)
    {
        if (padding is < 0 || padding >= count)
            throw new ArgumentException($"Embedding: the padding symbol must be in 0 … {count - 1}, got {padding}.");
        return padding is { } symbol ? new Padded(symbol) : Nn.Init.Normal();
    }

    /// <summary>Shortens the vectors of the symbols that are used to <paramref name="longest"/>, where they are longer.</summary>
    public static void Shorten(Parameter weight, Tensor symbols, double longest)
    {
        using var paused = Autograd.Pause();
        var w = weight.Value.Detach();
        var flat = symbols.To(DType.Int64).Reshape(-1);
        var used = Tensor.Zeros([w.Shape[0]], w.DType).ScatterAdd(0, flat, Tensor.Ones([flat.Shape[0]], w.DType)).Greater(0);
        var lengths = w.Norm(1);
        var factors = used.Where(lengths.Greater(longest).Where((lengths + Epsilon).Reciprocal() * longest, Tensor.Ones([1], w.DType)), Tensor.Ones([1], w.DType));
        weight.Load(w * factors.Unsqueeze(1));
    }

    sealed class Padded(int symbol) : Init
    {
        public override Tensor Draw(Shape shape, DType dtype, Rng rng)
        {
            var padding = Tensor.Range(shape[0]).EqualTo(symbol).Unsqueeze(1);
            return padding.Where(Tensor.Zeros([1], dtype), Normal().Draw(shape, dtype, rng));
        }
    }
}
