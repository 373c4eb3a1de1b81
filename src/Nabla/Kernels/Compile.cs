using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

/// <summary>How the runtime is to compile a method.</summary>
static class Compile
{
    /// <summary>
    /// Optimised from the first call, for loops that would be slow otherwise. The mark also keeps a method from being compiled ahead, so
    /// assemblies made for that are built without it.
    /// </summary>
#if COMPILE_AHEAD
    public const MethodImplOptions Fully = MethodImplOptions.NoInlining;
#else
    public const MethodImplOptions Fully = MethodImplOptions.AggressiveOptimization;
#endif
}
