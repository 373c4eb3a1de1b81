using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Nabla;

/// <summary>
/// Philox4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", 2011): ten rounds of multiply and
/// exclusive-or turn a counter and a key into four random words. Word i of a key's sequence is word i mod 4 of block i / 4, whoever asks
/// for it.
/// </summary>
static unsafe class Philox
{
    const uint M0 = 0xD2511F53, M1 = 0xCD9E8D57, W0 = 0x9E3779B9, W1 = 0xBB67AE85;
    const int Rounds = 10;

    /// <summary>Blocks first … first + count − 1 of the sequence: 4 · count words.</summary>
    public static void Blocks(RandomKey key, ulong first, uint* words, int count)
    {
        var i = 0;
        if (Avx2.IsSupported)
            for (; i <= count - 8; i += 8)
                EightBlocks(key, first + (uint)i, words + 4 * i);
        for (; i < count; i++)
            Block(key, first + (uint)i, words + 4 * i);
    }

    static void Block(RandomKey key, ulong counter, uint* words)
    {
        var (k0, k1) = ((uint)key.Low, (uint)(key.Low >> 32));
        var (c0, c1, c2, c3) = ((uint)counter, (uint)(counter >> 32), (uint)key.High, (uint)(key.High >> 32));
        for (var round = 0; round < Rounds; round++, k0 += W0, k1 += W1)
        {
            var (p, q) = ((ulong)M0 * c0, (ulong)M1 * c2);
            (c0, c1, c2, c3) = ((uint)(q >> 32) ^ c1 ^ k0, (uint)q, (uint)(p >> 32) ^ c3 ^ k1, (uint)p);
        }

        (words[0], words[1], words[2], words[3]) = (c0, c1, c2, c3);
    }

    // Four blocks a register, each word in the lower half of a 64-bit lane: the multiplication reads only that half, so the upper may hold
    // anything.
    static void EightBlocks(RandomKey key, ulong counter, uint* words)
    {
        var (k0, k1) = ((uint)key.Low, (uint)(key.Low >> 32));
        var at = Vector256.Create(counter) + Vector256.Create(0UL, 1, 2, 3);
        var next = at + Vector256.Create(4UL);
        Vector256<ulong> a0 = at, a1 = at >>> 32, a2 = Vector256.Create((ulong)(uint)key.High), a3 = Vector256.Create(key.High >> 32);
        Vector256<ulong> b0 = next, b1 = next >>> 32, b2 = a2, b3 = a3;
        for (var round = 0; round < Rounds; round++, k0 += W0, k1 += W1)
        {
            var (key0, key1) = (Vector256.Create((ulong)k0), Vector256.Create((ulong)k1));
            Vector256<ulong> p = Times(a0, M0), q = Times(a2, M1), r = Times(b0, M0), s = Times(b2, M1);
            (a0, a1, a2, a3) = (q >>> 32 ^ a1 ^ key0, q, p >>> 32 ^ a3 ^ key1, p);
            (b0, b1, b2, b3) = (s >>> 32 ^ b1 ^ key0, s, r >>> 32 ^ b3 ^ key1, r);
        }

        Store(a0, a1, a2, a3, words);
        Store(b0, b1, b2, b3, words + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256<ulong> Times(Vector256<ulong> c, uint m) => Avx2.Multiply(c.AsUInt32(), Vector256.Create((ulong)m).AsUInt32());

    // The words of each block side by side.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void Store(Vector256<ulong> c0, Vector256<ulong> c1, Vector256<ulong> c2, Vector256<ulong> c3, uint* words)
    {
        var lower = Vector256.Create((ulong)uint.MaxValue);
        var (c01, c23) = (c0 & lower | c1 << 32, c2 & lower | c3 << 32);
        var (even, odd) = (Avx2.UnpackLow(c01, c23), Avx2.UnpackHigh(c01, c23));    // blocks 0 and 2, blocks 1 and 3
        Avx2.Permute2x128(even, odd, 0x20).AsUInt32().Store(words);
        Avx2.Permute2x128(even, odd, 0x31).AsUInt32().Store(words + 8);
    }
}
