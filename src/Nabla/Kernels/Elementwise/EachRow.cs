using System.Numerics;

namespace Nabla.Kernels;

/// <summary>y[i] = f(inputs[0][i], inputs[1][i], …), number by number in double: for functions without a formula over registers.</summary>
static unsafe class EachRow
{
    /// <summary>The most inputs there may be.</summary>
    public const int MaxInputs = 4;

    // Such functions take 20 ns and more.
    const int Chunk = 1024;

    public static void Run<T>(ElementFunction f, T** inputs, int count, T* y, long length) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Workers.Run(new Work<T>(f, inputs, count, y, length), checked((int)((length + Chunk - 1) / Chunk)));

    readonly struct Work<T>(ElementFunction f, T** inputs, int count, T* y, long length) : IWork where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        public void Run(int chunk)
        {
            Span<double> row = stackalloc double[MaxInputs];
            row = row[..count];
            var end = Math.Min((chunk + 1L) * Chunk, length);
            for (var i = (long)chunk * Chunk; i < end; i++)
            {
                for (var k = 0; k < row.Length; k++)
                    row[k] = double.CreateTruncating(inputs[k][i]);
                y[i] = T.CreateTruncating(f(row));
            }
        }
    }
}
