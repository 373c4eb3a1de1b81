using System.Runtime.Intrinsics;

namespace Nabla.Tests.Kernels;

public class RegisterWidthTests
{
    /// <summary>
    /// .ci/run repeats the tests with narrower registers, by settings of the runtime that were renamed before (EnableAVX512F became
    /// EnableAVX512 with .NET 10). If that happens again this fails, instead of a run that tests nothing new.
    /// </summary>
    [Fact]
    public void RegistersAreNoWiderThanTheRunAsksFor()
    {
        var widest = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : Vector128.IsHardwareAccelerated ? 128 : 0;
        var asked = Environment.GetEnvironmentVariable("NABLA_VECTOR_BITS");
        Assert.True(asked is null || widest <= int.Parse(asked), $"asked for at most {asked} bits, got {widest}");
    }
}
