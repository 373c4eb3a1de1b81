using System.Numerics;
using Nabla.Kernels;

namespace Nabla.Tests.Kernels;

/// <summary>Changes the number of threads, so it runs apart from the other tests.</summary>
[CollectionDefinition("threads", DisableParallelization = true)]
public sealed class ThreadCollection;

[Collection(nameof(ThreadCount))]
public class GemmThreadTests
{
    [Theory]
    [InlineData(128, 128, 128)]
    [InlineData(64, 512, 784)]
    [InlineData(512, 100, 64)]
    [InlineData(1, 600, 700)]
    [InlineData(3, 600, 700)]
    [InlineData(700, 1, 600)]
    [InlineData(5000, 9, 64)]
    [InlineData(9, 40, 20000)]
    [InlineData(301, 299, 1025)]
    [InlineData(130, 300, 2100)]
    [InlineData(515, 513, 1024)]
    public unsafe void TheNumberOfThreadsDoesNotChangeABit(int m, int n, int k)
    {
        foreach (var views in GemmCase.AllViews)
        {
            Check<float>(m, n, k, views);
            if (views.Bias)
                Check<double>(m, n, k, views);
        }
    }

    static unsafe void Check<T>(int m, int n, int k, GemmViews views) where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var before = Workers.Threads;
        try
        {
            var product = new GemmCase<T>(m, n, k, views);
            T[]? first = null;
            foreach (var threads in (int[])[1, 2, 3])
            {
                Workers.Threads = threads;
                product.Run(Gemm.Run<T>);
                Assert.Equal(first ??= product.C, product.C);
            }
        }
        finally
        {
            Workers.Threads = before;
        }
    }
}
