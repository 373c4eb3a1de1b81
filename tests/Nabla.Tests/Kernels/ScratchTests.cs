using Nabla.Kernels;

namespace Nabla.Tests.Kernels;

public unsafe class ScratchTests
{
    [Fact]
    public void BlocksAreAlignedAndDoNotOverlapHoweverDeepTheyNest()
    {
        for (var round = 0; round < 3; round++)
            Fill(0);
    }

    [Fact]
    public void MemoryIsTheSameWhenAKernelRunsAgain()
    {
        nint Address()
        {
            using var outer = new Scratch<float>(1000);
            using var inner = new Scratch<double>(3_000_000);
            return (nint)inner.Pointer;
        }

        Address();
        var second = Address();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var third = Address();
        var after = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(second, third);
        Assert.Equal(before, after);
    }

    static void Fill(int depth)
    {
        var count = 1 << (2 * depth);
        using var block = new Scratch<int>(count);
        Assert.Equal(0, (nint)block.Pointer % 64);
        new Span<int>(block.Pointer, count).Fill(depth);
        if (depth < 11)
            Fill(depth + 1);
        Assert.False(new Span<int>(block.Pointer, count).ContainsAnyExcept(depth));
    }
}
