using System.Numerics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Nabla.Kernels;

/// <summary>
/// Scaled dot-product attention (Vaswani et al. 2017) without its matrix of scores in memory: blocks of scores, a running maximum and sum
/// of each row (Milakov, Gimelshein 2018), and a backward pass that computes the scores again (Dao et al. 2022). Results have the same bits
/// for any number of threads.
/// </summary>
static class Attention
{
    /// <summary>Writes Y and LogSums.</summary>
    public static void Forward<T>(in AttentionWork<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
            Run(new AttentionForward<T, Wide<T>>(x));
        else
            Run(new AttentionForward<T, Plain<T>>(x));
    }

    /// <summary>Writes DQ, DK and DV.</summary>
    public static void Gradient<T>(in AttentionWork<T> x) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (Vector512.IsHardwareAccelerated)
            Run(new AttentionGradient<T, Wide<T>>(x));
        else
            Run(new AttentionGradient<T, Plain<T>>(x));
    }

    static void Run<TWork>(TWork work) where TWork : struct, IAttentionPass => Workers.Run(ref work, work.Chunks);
}

/// <summary>A pass over all heads, in chunks.</summary>
interface IAttentionPass : IWork
{
    int Chunks { get; }
}
