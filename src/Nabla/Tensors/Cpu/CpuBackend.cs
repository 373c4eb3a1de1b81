namespace Nabla;

/// <summary>The kernels of this machine's processor: each method checks the dtype, finds the pointers and calls Kernels.</summary>
sealed partial class CpuBackend : Backend;
