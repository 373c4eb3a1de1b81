using System.Numerics;
using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>
/// Numbers of a law into memory, in double whatever the dtype: number i has block i of the key's sequence, so any number of threads gives
/// the same bits.
/// </summary>
static unsafe class LawDraw
{
    // Elements a chunk: rejection takes some 50 ns an element, so a chunk takes longer than waking a thread.
    const int Chunk = 1024, Tile = 64, MaxParameters = 4;

    /// <summary>y[i] = law(parameters[0][i], parameters[1][i], …).</summary>
    public static void Run<TLaw, T>(RandomKey key, TLaw law, T** parameters, int count, T* y, long length)
        where TLaw : struct, ILaw where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Workers.Run(new Work<TLaw, T>(key, law, parameters, count, y, length), checked((int)((length + Chunk - 1) / Chunk)));

    readonly struct Work<TLaw, T>(RandomKey key, TLaw law, T** parameters, int count, T* y, long length) : IWork
        where TLaw : struct, ILaw where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        [SkipLocalsInit]
        public void Run(int chunk)
        {
            var words = stackalloc uint[4 * Tile];
            Span<double> row = stackalloc double[MaxParameters];
            row = row[..count];
            var end = Math.Min((chunk + 1L) * Chunk, length);
            for (var from = (long)chunk * Chunk; from < end; from += Tile)
            {
                Philox.Blocks(key, (ulong)from, words, Tile);
                for (var i = from; i < Math.Min(from + Tile, end); i++)
                {
                    for (var k = 0; k < row.Length; k++)
                        row[k] = double.CreateTruncating(parameters[k][i]);
                    var random = new RandomStream(key, (ulong)i, words + 4 * (i - from));
                    y[i] = T.CreateTruncating(law.Draw(row, ref random));
                }
            }
        }
    }
}
