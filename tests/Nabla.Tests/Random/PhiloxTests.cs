namespace Nabla.Tests.Randomness;

public unsafe class PhiloxTests
{
    // Known answers of Random123 (D. E. Shaw Research), file kat_vectors: counter, key, result of philox4x32 with 10 rounds.
    [Theory]
    [InlineData(0UL, 0UL, 0UL, new[] { 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u })]
    [InlineData(0xffffffffffffffffUL, 0xffffffffffffffffUL, 0xffffffffffffffffUL, new[] { 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu })]
    [InlineData(0x85a308d3243f6a88UL, 0x0370734413198a2eUL, 0x299f31d0a4093822UL, new[] { 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u })]
    public void KnownAnswers(ulong counterLow, ulong counterHigh, ulong key, uint[] expected)
    {
        var words = new uint[4];
        fixed (uint* p = words)
            Philox.Blocks(new RandomKey(key, counterHigh), counterLow, p, 1);
        Assert.Equal(expected, words);
    }

    // Eight blocks at a time or one, from anywhere, also across the carry of the counter's lower half.
    [Theory]
    [InlineData(0UL)]
    [InlineData(0xFFFFFFFAUL)]
    public void BlocksDependOnTheirNumberAlone(ulong first)
    {
        var key = RandomKey.Of(7, "layer1.weight");
        uint[] all = new uint[4 * 37], single = new uint[4];
        fixed (uint* p = all)
        fixed (uint* q = single)
        {
            Philox.Blocks(key, first, p, 37);
            for (var block = 0; block < 37; block++)
            {
                Philox.Blocks(key, first + (ulong)block, q, 1);
                Assert.True(all.AsSpan(4 * block, 4).SequenceEqual(single));
            }
        }
    }

    [Fact]
    public void KeysOfDifferentSeedsPathsAndStepsDiffer()
    {
        var keys = new HashSet<RandomKey>();
        for (var seed = 0UL; seed < 20; seed++)
            foreach (var path in new[] { "", "a", "b", "ab", "ba", "blocks.0.conv1.weight", "blocks.1.conv0.weight" })
                for (var step = -1L; step < 20; step++)
                {
                    var key = RandomKey.Of(seed, path, step);
                    Assert.True(keys.Add(key) & keys.Add(key.Split(0)) & keys.Add(key.Split(1)));
                }
    }

    [Fact]
    public void AKeyOfALaterStepIsKnownFromAnEarlierOne() =>
        Assert.Equal(RandomKey.Of(3, "dropout", 12).Split(1), RandomKey.Of(3, "dropout", 5).Split(1).After(7));

    // Files depend on the derivation: worked out by hand in Python from its description.
    [Theory]
    [InlineData(0UL, "", 0L, 0xC3817C016BA4FF30UL, 0x7DDC93B2B3A915AFUL)]
    [InlineData(42UL, "blocks.0.conv1.weight", 7L, 0x727FBF82AC9AD4DBUL, 0x7FB590F67C39ABDDUL)]
    public void TheDerivationIsStable(ulong seed, string path, long step, ulong low, ulong high) =>
        Assert.Equal(new RandomKey(low, high), RandomKey.Of(seed, path, step));
}
