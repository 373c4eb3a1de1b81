using System.Numerics;

namespace Nabla.Kernels;

/// <summary>Why a matrix has no result.</summary>
public enum MatrixFault : byte
{
    /// <summary>It has one.</summary>
    None,

    /// <summary>A pivot is exactly 0.</summary>
    Singular,

    /// <summary>A diagonal element of the factor would not be the root of a positive number.</summary>
    NotPositiveDefinite,

    /// <summary>It holds NaN or infinity.</summary>
    NotFinite,

    /// <summary>An iteration does not end.</summary>
    NotConverging,
}

/// <summary>What is done with each matrix of a batch. The sizes are fields of the kernel; matrices lie row by row.</summary>
public unsafe interface IMatrixKernel
{
    /// <summary>Elements of one matrix of the first input, of the second (0 if there is none) and of the result.</summary>
    (int A, int B, int Y) Sizes { get; }

    /// <summary>Multiply-adds for one matrix, about: it decides how the batch is cut.</summary>
    long Work { get; }

    /// <summary>Computes the result y from a and b.</summary>
    MatrixFault Run<T>(T* a, T* b, T* y) where T : unmanaged, IBinaryFloatingPointIeee754<T>;
}

/// <summary>Runs a kernel on all matrices of a batch.</summary>
static unsafe class MatrixBatch
{
    const long ChunkWork = 1 << 16;

    /// <summary>The first matrix without a result, or −1.</summary>
    public static int Run<TKernel, T>(TKernel kernel, int batch, T* a, T* b, T* y, out MatrixFault fault)
        where TKernel : struct, IMatrixKernel where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var faults = new Scratch<MatrixFault>(batch);
        if (batch == 1)
            *faults.Pointer = kernel.Run(a, b, y);      // on all threads from the inside
        else
        {
            var each = (int)Math.Clamp(ChunkWork / Math.Max(1, kernel.Work), 1, batch);
            Workers.Run(new Chunks<TKernel, T>(kernel, batch, each, a, b, y, faults.Pointer), (batch + each - 1) / each);
        }

        for (var i = 0; i < batch; i++)
            if ((fault = faults.Pointer[i]) != MatrixFault.None)
                return i;
        fault = MatrixFault.None;
        return -1;
    }

    readonly struct Chunks<TKernel, T>(TKernel kernel, int batch, int each, T* a, T* b, T* y, MatrixFault* faults) : IWork
        where TKernel : struct, IMatrixKernel where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int chunk)
        {
            var (ofA, ofB, ofY) = kernel.Sizes;
            for (nint i = chunk * (nint)each; i < Math.Min(batch, (chunk + 1L) * each); i++)
                faults[i] = kernel.Run(a + i * ofA, b + i * ofB, y + i * ofY);
        }
    }
}
