using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

sealed unsafe partial class CpuBackend
{
    public override void Uniform(RandomKey key, double low, double high, Tensor y)
    {
        if (y.DType == DType.Float32)
            Draw.Uniform(key, 0, Pointer<float>(y), y.Length);
        else
            Draw.Uniform(key, 0, Pointer<double>(y), y.Length);
        if ((low, high) != (0, 1))
            Map(new Between(low, high), y, y);
        GC.KeepAlive(y);
    }

    public override void Normal(RandomKey key, double mean, double deviation, Tensor y)
    {
        if (y.DType == DType.Float32)
            Draw.Normal(key, 0, Pointer<float>(y), y.Length);
        else
            Draw.Normal(key, 0, Pointer<double>(y), y.Length);
        if ((mean, deviation) != (0, 1))
            Map(new Spread(mean, deviation), y, y);
        GC.KeepAlive(y);
    }

    public override void Integers(RandomKey key, long low, long high, Tensor y)
    {
        Draw.Integers(key, 0, low, high, Pointer<long>(y), y.Length);
        GC.KeepAlive(y);
    }

    public override void Bernoulli(RandomKey key, double probability, Tensor y)
    {
        Draw.Mask(key, 0, probability, (byte)1, (byte*)Pointer<bool>(y), y.Length);
        GC.KeepAlive(y);
    }

    public override void Permutation(RandomKey key, Tensor y)
    {
        Draw.Permutation(key, Pointer<long>(y), y.Length);
        GC.KeepAlive(y);
    }

    public override void Dropout(RandomKey key, double probability, Tensor x, Tensor y)
    {
        var factor = 1 / (1 - probability);
        if (probability >= 1)
            Fill(y, 0);
        else if (y.DType == DType.Float32)
            Draw.Mask(key, 0, 1 - probability, (float)factor, Pointer<float>(y), y.Length);
        else
            Draw.Mask(key, 0, 1 - probability, factor, Pointer<double>(y), y.Length);
        Map(default(Times), y, x, y);
    }

    public override void Law<TLaw>(RandomKey key, TLaw law, Tensor[] parameters, Tensor y)
    {
        if (y.DType == DType.Float32)
            Law<TLaw, float>(key, law, parameters, y);
        else
            Law<TLaw, double>(key, law, parameters, y);
    }

    void Law<TLaw, T>(RandomKey key, TLaw law, Tensor[] parameters, Tensor y)
        where TLaw : struct, ILaw where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var dense = Array.ConvertAll(parameters, Dense);
        var rows = stackalloc T*[dense.Length];
        for (var i = 0; i < dense.Length; i++)
            rows[i] = Pointer<T>(dense[i]);
        LawDraw.Run(key, law, rows, dense.Length, Pointer<T>(y), y.Length);
        GC.KeepAlive(dense);
        GC.KeepAlive(y);
    }

    Tensor Dense(Tensor x)
    {
        if (x.Layout.IsContiguous)
            return x;
        var copy = Tensor.EmptyLasting(x.Shape, x.DType);
        Copy(x, copy);
        return copy;
    }

    static T* Pointer<T>(Tensor y) where T : unmanaged => (T*)y.Storage.Pointer + y.Layout.Offset;

    // low + (high − low) u, kept below high where the sum would round up to it
    readonly struct Between(double low, double high) : IMap
    {
        public static int Inputs => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public N Value<N>(N a, N b, N c, N d) where N : struct, IFormula<N>
        {
            var y = N.Of(low) + N.Of(high - low) * a;
            return N.Select(N.Greater(N.Of(high), y), y, N.Of(low));
        }
    }

    readonly struct Spread(double mean, double deviation) : IMap
    {
        public static int Inputs => 1;

        public N Value<N>(N a, N b, N c, N d) where N : struct, IFormula<N> => N.Of(mean) + N.Of(deviation) * a;
    }

    readonly struct Times : IMap
    {
        public static int Inputs => 2;

        public N Value<N>(N a, N b, N c, N d) where N : struct, IFormula<N> => a * b;
    }
}
