using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Nabla.Kernels;

namespace Nabla;

/// <summary>
/// Random numbers of a key into memory. Element i of the array is number offset + i of the key's sequence and depends on nothing else,
/// so any part can be drawn alone and any number of threads gives the same bits. A double begins with the bits of the float of its place and
/// takes the rest from a second sequence: a model drawn in either precision is the same model.
/// </summary>
static unsafe class Draw
{
    // Elements a chunk, and the tile in which their random words lie while they are turned into numbers.
    const int Chunk = 8 * 1024, Tile = 512;

    // The number that splits off the sequence of lower words.
    const ulong Lower = ulong.MaxValue;

    /// <summary>Evenly from [0, 1): the upper 24 bits of a word for float, 53 bits of two words for double.</summary>
    public static void Uniform<T>(RandomKey key, long offset, T* y, long count) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run(new UniformTile<T>(y), key, offset, count);

    /// <summary>From the normal distribution with mean 0 and deviation 1.</summary>
    public static void Normal<T>(RandomKey key, long offset, T* y, long count) where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Run(new NormalTile<T>(y), key, offset, count);

    /// <summary><paramref name="value"/> with the given probability (to 2⁻³²), else 0: a mask of dropout.</summary>
    public static void Mask<T>(RandomKey key, long offset, double probability, T value, T* y, long count) where T : unmanaged =>
        Run(new MaskTile<T>(y, Math.Clamp(probability, 0, 1) * 4294967296.0, value), key, offset, count);

    /// <summary>Whole numbers from [low, high), every one equally likely; high must be above low.</summary>
    public static void Integers(RandomKey key, long offset, long low, long high, long* y, long count) =>
        Run(new IntegerTile(y, key, offset, low, (ulong)(high - low)), key, offset, count);

    /// <summary>The numbers 0 … count − 1 in an order drawn evenly from all orders (Fisher and Yates).</summary>
    [SkipLocalsInit]
    public static void Permutation(RandomKey key, long* y, long count)
    {
        for (long i = 0; i < count; i++)
            y[i] = i;

        // Partners are drawn a tile ahead: their places are far apart, and are fetched while others are drawn.
        var words = stackalloc uint[2 * Tile];
        var partners = stackalloc long[Tile];
        for (var start = (count - 1) / Tile * Tile; start >= 0; start -= Tile)
        {
            Philox.Blocks(key, (ulong)start / 4, words, Tile / 4);
            Philox.Blocks(key.Split(Lower), (ulong)start / 4, words + Tile, Tile / 4);
            var last = (int)Math.Min(Tile, count - start) - 1;
            for (var i = last; i >= 0; i--)
            {
                partners[i] = new IntegerTile(y, key, 0, 0, (ulong)(start + i) + 1).Bounded(Pair(words, i), start + i);
                if (Sse.IsSupported)
                    Sse.Prefetch0(y + partners[i]);
            }

            for (var i = last; i >= 0; i--)
                (y[start + i], y[partners[i]]) = (y[partners[i]], y[start + i]);
        }
    }

    static void Run<TTile>(TTile tile, RandomKey key, long offset, long count) where TTile : struct, ITile =>
        Workers.Run(new Work<TTile>(tile, key, offset, count), checked((int)((count + Chunk - 1) / Chunk)));

    readonly struct Work<TTile>(TTile tile, RandomKey key, long offset, long count) : IWork where TTile : struct, ITile
    {
        [SkipLocalsInit]
        public void Run(int chunk)
        {
            var words = stackalloc uint[2 * Tile];
            var end = offset + Math.Min((chunk + 1L) * Chunk, count);
            for (var from = offset + (long)chunk * Chunk; from < end;)
            {
                // Tiles begin at multiples of the group, so that numbers made together are made together wherever the array begins.
                var start = from / Tile * Tile;
                var to = Math.Min(start + Tile, end);
                Philox.Blocks(key, (ulong)start / 4, words, Tile / 4);
                if (TTile.Words == 2)
                    Philox.Blocks(key.Split(Lower), (ulong)start / 4, words + Tile, Tile / 4);
                tile.Write(words, (int)(from - start), (int)(to - start), start - offset);
                from = to;
            }
        }
    }

    /// <summary>Turns the random words of a tile of 512 elements into elements.</summary>
    interface ITile
    {
        /// <summary>Words an element, 1 or 2; the second words lie behind the first ones of the whole tile.</summary>
        static abstract int Words { get; }

        /// <summary>Writes the tile's elements first … end − 1; element 0 of the tile is y[at].</summary>
        void Write(uint* words, int first, int end, long at);
    }

    static ulong Pair(uint* words, int i) => (ulong)words[i] << 32 | words[Tile + i];

    // The highest bits of a word or two as a number in [0, 1).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static T Fraction<T>(uint* words, int i) where T : unmanaged => typeof(T) == typeof(float)
        ? (T)(object)((int)(words[i] >> 8) * (1f / (1 << 24)))
        : (T)(object)((long)(Pair(words, i) >> 11) * (1.0 / (1L << 53)));

    // 1 − u in (0, 1], so that its logarithm exists; float keeps all 32 bits where they count, near 0: the tails reach to 6.6 deviations.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static T Complement<T>(uint* words, int i) where T : unmanaged => typeof(T) == typeof(float)
        ? (T)(object)(((1L << 32) - words[i]) * (1f / (1L << 32)))
        : (T)(object)(1 - Fraction<double>(words, i));

    readonly struct UniformTile<T>(T* y) : ITile where T : unmanaged
    {
        public static int Words => sizeof(T) / sizeof(uint);

        public void Write(uint* words, int first, int end, long at)
        {
            var i = first;
            if (typeof(T) == typeof(float))
                for (; i <= end - Vector<float>.Count; i += Vector<float>.Count)
                {
                    var bits = Vector.AsVectorInt32(Vector.ShiftRightLogical(Vector.Load(words + i), 8));
                    Vector.Store(Vector.ConvertToSingle(bits) * (1f / (1 << 24)), (float*)y + at + i);
                }

            for (; i < end; i++)
                y[at + i] = Fraction<T>(words, i);
        }
    }

    // Box and Muller 1958: r = √(−2 ln u) and angle 2π v give the two normal numbers r cos 2πv and r sin 2πv.
    // The tile's first half are the cosines, its second half the sines of the same pairs.
    readonly struct NormalTile<T>(T* y) : ITile where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Half = Tile / 2;

        public static int Words => sizeof(T) / sizeof(uint);

        [SkipLocalsInit]
        public void Write(uint* words, int first, int end, long at)
        {
            var numbers = stackalloc T[Tile];
            for (var i = 0; i < Half; i++)
            {
                numbers[i] = Complement<T>(words, i);
                numbers[i + Half] = T.Tau * Fraction<T>(words, i + Half);
            }

            for (var i = 0; i < Half; i += Vector<T>.Count)
            {
                var r = Lane<T>.Sqrt(Lane<T>.Of(-2) * Lane<T>.Log(new Lane<T>(Vector.Load(numbers + i))));
                var angle = new Lane<T>(Vector.Load(numbers + i + Half));
                Vector.Store((r * Lane<T>.Cos(angle)).Value, numbers + i);
                Vector.Store((r * Lane<T>.Sin(angle)).Value, numbers + i + Half);
            }

            new Span<T>(numbers + first, end - first).CopyTo(new Span<T>(y + at + first, end - first));
        }
    }

    readonly struct MaskTile<T>(T* y, double threshold, T value) : ITile where T : unmanaged
    {
        public static int Words => 1;

        public void Write(uint* words, int first, int end, long at)
        {
            // words[i] ≤ limit − 1, which fits 32 bits also when the probability is 1
            var limit = (ulong)threshold;
            var i = first;
            if (sizeof(T) == sizeof(float) && limit > 0)
            {
                var (last, kept) = (new Vector<uint>((uint)(limit - 1)), new Vector<uint>(Unsafe.BitCast<T, uint>(value)));
                for (; i <= end - Vector<uint>.Count; i += Vector<uint>.Count)
                    Vector.Store(Vector.LessThanOrEqual(Vector.Load(words + i), last) & kept, (uint*)y + at + i);
            }

            for (; i < end; i++)
                y[at + i] = words[i] < limit ? value : default;
        }
    }

    // Lemire 2019: the upper half of bits · range is even over 0 … range − 1 if products whose lower half is below 2⁶⁴ mod range are drawn again.
    readonly struct IntegerTile(long* y, RandomKey key, long offset, long low, ulong range) : ITile
    {
        public static int Words => 2;

        public void Write(uint* words, int first, int end, long at)
        {
            for (var i = first; i < end; i++)
                y[at + i] = Bounded(Pair(words, i), offset + at + i);
        }

        /// <summary>A number below the range, plus low, from the 64 bits of a place in the sequence.</summary>
        public long Bounded(ulong bits, long index)
        {
            var high = Math.BigMul(bits, range, out var lower);
            if (lower < range)
                high = Again(high, lower, index);
            return low + (long)high;
        }

        // Rarely reached, so the division is not done for each number.
        [MethodImpl(MethodImplOptions.NoInlining)]
        ulong Again(ulong high, ulong lower, long index)
        {
            var reject = (0 - range) % range;
            var words = stackalloc uint[4];
            for (var attempt = 0UL; lower < reject; attempt++)
            {
                Philox.Blocks(key.Split(attempt), (ulong)index, words, 1);
                high = Math.BigMul((ulong)words[1] << 32 | words[0], range, out lower);
            }

            return high;
        }
    }
}
