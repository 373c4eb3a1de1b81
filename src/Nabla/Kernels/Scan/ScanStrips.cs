namespace Nabla.Kernels;

/// <summary>A scan of neighbouring columns: of (outer, middle, inner), the first element's place and how many columns.</summary>
interface IScanStrip
{
    void Run(long first, int columns);
}

/// <summary>Cuts (outer, middle, inner) into strips of columns; each is scanned from one end of the middle axis to the other.</summary>
static class ScanStrips
{
    const int Chunk = 16 * 1024;

    public static void Run<TStrip>(TStrip strip, long outer, int middle, long inner, int width) where TStrip : struct, IScanStrip
    {
        if (outer * middle * inner == 0)
            return;
        var strips = (inner + width - 1) / width;
        var perChunk = Math.Max(1, Chunk / (middle * Math.Min(inner, width)));
        Workers.Run(new Work<TStrip>(strip, outer * strips, strips, perChunk, middle, inner, width), checked((int)((outer * strips + perChunk - 1) / perChunk)));
    }

    readonly struct Work<TStrip>(TStrip strip, long units, long strips, long perChunk, int middle, long inner, int width) : IWork
        where TStrip : struct, IScanStrip
    {
        public void Run(int chunk)
        {
            var end = Math.Min((chunk + 1) * perChunk, units);
            for (var unit = chunk * perChunk; unit < end; unit++)
            {
                var column = unit % strips * width;
                strip.Run(unit / strips * middle * inner + column, (int)Math.Min(width, inner - column));
            }
        }
    }
}
