namespace Nabla.Files;

/// <summary>What the deflate method of zip, gzip and PNG can do, so that a small file cannot claim to hold a huge one.</summary>
static class Deflate
{
    const int MostGain = 1032;      // zlib's technical notes: no input expands to more than 1032 times its size

    /// <summary>No stream of <paramref name="packed"/> bytes unpacks to more than this.</summary>
    public static long MostUnpacked(long packed) => (packed + 1) * MostGain;
}
