namespace Nabla;

/// <summary>
/// The random numbers of one element, as many as are asked for: block <c>index</c> of the key's sequence, then of the sequences split off
/// the key. So no element depends on how many numbers another took.
/// </summary>
public unsafe struct RandomStream
{
    readonly RandomKey key;
    readonly ulong index;
    ulong first, second, blocks;
    int left;

    // Begins with a block that has been made together with its neighbours'.
    internal RandomStream(RandomKey key, ulong index, uint* words)
    {
        (this.key, this.index, left) = (key, index, 2);
        (first, second) = ((ulong)words[0] << 32 | words[1], (ulong)words[2] << 32 | words[3]);
    }

    /// <summary>A number spread evenly in (0, 1), with 53 bits; neither end is reached.</summary>
    public double Uniform() => ((Next() >> 11) + 0.5) * (1.0 / (1UL << 53));

    /// <summary>A number of the normal distribution with mean 0 and deviation 1.</summary>
    public double Normal() => Kernels.NormalFunctions.Quantile(Uniform());

    ulong Next()
    {
        if (left == 0)
        {
            var words = stackalloc uint[4];
            Philox.Blocks(key.Split(blocks++), index, words, 1);
            (first, second, left) = ((ulong)words[0] << 32 | words[1], (ulong)words[2] << 32 | words[3], 2);
        }

        return --left == 1 ? first : second;
    }
}
