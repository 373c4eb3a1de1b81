namespace Nabla;

sealed unsafe partial class CpuBackend
{
    public override void Uniform(RandomKey key, double low, double high, Tensor y)
    {
        if (y.DType == DType.Float32)
            for (var i = 0; i < y.Length; i++)
                y.Span<float>()[i] = (float)(low + (high - low) * Next(key, i));
        else
            for (var i = 0; i < y.Length; i++)
                y.Span<double>()[i] = low + (high - low) * Next(key, i);
    }

    public override void Normal(RandomKey key, double mean, double deviation, Tensor y)
    {
        for (var i = 0; i < y.Length; i++)
        {
            var value = mean + deviation * Math.Sqrt(-2 * Math.Log(1 - Next(key, 2 * i))) * Math.Cos(2 * Math.PI * Next(key, 2 * i + 1));
            if (y.DType == DType.Float32)
                y.Span<float>()[i] = (float)value;
            else
                y.Span<double>()[i] = value;
        }
    }

    public override void Integers(RandomKey key, long low, long high, Tensor y)
    {
        for (var i = 0; i < y.Length; i++)
            y.Span<long>()[i] = low + (long)((high - low) * Next(key, i));
    }

    public override void Dropout(RandomKey key, double probability, Tensor x, Tensor y)
    {
        if (y.DType == DType.Float32)
            Dropout<float>(key, probability, x, y);
        else
            Dropout<double>(key, probability, x, y);
    }

    static void Dropout<T>(RandomKey key, double probability, Tensor x, Tensor y) where T : unmanaged, System.Numerics.INumber<T>
    {
        using var from = Access<T>.Dense(x);
        using var to = Access<T>.Strided(y);
        var factor = probability < 1 ? T.CreateTruncating(1 / (1 - probability)) : T.Zero;
        for (var i = 0; i < y.Length; i++)
            to.Pointer[i] = Next(key, i) >= probability ? from.Pointer[i] * factor : T.Zero;
    }

    static double Next(RandomKey key, long i) => (Mix(key.Key + key.Counter + (ulong)i) >> 11) * (1.0 / (1UL << 53));

    static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
