using Nabla.Kernels;

namespace Nabla.Tests.Kernels;

/// <summary>Tests that change the number of threads run one after another.</summary>
[CollectionDefinition(nameof(ThreadCount), DisableParallelization = true)]
public static class ThreadCount
{
    public static TResult With<TResult>(int threads, Func<TResult> run)
    {
        var before = Workers.Threads;
        Workers.Threads = threads;
        try
        {
            return run();
        }
        finally
        {
            Workers.Threads = before;
        }
    }
}
