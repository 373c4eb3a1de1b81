using System.Numerics;

namespace Nabla.Kernels;

/// <summary>Values put at positions of a plane; a chunk is a block of channels of one sample, so no two chunks meet.</summary>
readonly unsafe struct Unpooling<T>(PoolShape s, T* x, int* positions, T* y, bool add) : IWork
    where T : unmanaged, INumberBase<T>
{
    const int Block = 64;       // channels: four cache lines of float, long enough for clearing

    public int Chunks => s.Batch * Blocks;

    int Blocks => (s.Channels + Block - 1) / Block;

    // y = 0, then y[position] = x or += x in the order of x
    public void Run(int chunk)
    {
        var (n, first) = (chunk / Blocks, chunk % Blocks * Block);
        var count = Math.Min(Block, s.Channels - first);
        var plane = y + (nint)n * s.Input.Volume * s.Channels + first;
        for (nint p = 0; p < s.Input.Volume; p++)
            new Span<T>(plane + p * s.Channels, count).Clear();
        var from = (nint)n * s.Output.Volume * s.Channels + first;
        var (volume, channels) = ((uint)s.Input.Volume, (nint)s.Channels);
        for (var q = 0; q < s.Output.Volume; q++, from += channels)
            for (var c = 0; c < count; c++)
            {
                var at = positions[from + c];
                if ((uint)at >= volume)
                    throw Outside(s.Input.Volume, at);
                var target = plane + at * channels + c;
                *target = add ? *target + x[from + c] : x[from + c];
            }
    }

    static ArgumentOutOfRangeException Outside(int places, int position) =>
        new(nameof(position), $"MaxUnpool: a position must be in 0 … {places - 1}, got {position}.");
}
