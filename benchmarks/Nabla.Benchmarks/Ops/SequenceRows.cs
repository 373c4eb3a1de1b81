using Nabla.Nn;
using static Nabla.Benchmarks.Ops.OpRow;

namespace Nabla.Benchmarks.Ops;

/// <summary>Recurrent layers over (32, 64, 128) and attention over (4, 256, 512), forward and backward.</summary>
static class SequenceRows
{
    const int Inputs = 128;
    const int Hidden = 256;
    const int Heads = 8;

    public static IEnumerable<OpRow> Of()
    {
        Tensor x = Normal([32, 64, Inputs]), lengths = Integers([32], 64, 2) + 1;
        Lstm lstm = new(Inputs, Hidden), both = new(Inputs, Hidden, bidirectional: true), projected = new(Inputs, Hidden, projection: 64);
        Gru gru = new(Inputs, Hidden);
        Rnn rnn = new(Inputs, Hidden);
        Tensor y = Normal([4, 256, 512], 3), keys = Normal([4, 256, 128], 4), values = Normal([4, 256, 128], 5), queries = Normal([4, 256, 512], 6);
        var rng = new Rng(7);
        RotaryPositions neighbours = new(256, 512 / Heads), halves = new(256, 512 / Heads, halves: true);
        return
        [
            Gradient("lstm", x, v => lstm.Call(v)), Gradient("gru", x, v => gru.Call(v)), Gradient("rnn", x, v => rnn.Call(v)),
            Gradient("lstm lengths", x, v => lstm.CallWithState(v, lengths: lengths).Output),
            Gradient("lstm both ways, lengths", x, v => both.CallWithState(v, lengths: lengths).Output),
            Gradient("lstm projected", x, v => projected.Call(v)),
            Gradient("attention causal", y, v => v.Attention(queries, queries, Heads, causal: true)),
            Gradient("attention causal, 2 heads of keys", y, v => v.Attention(keys, values, Heads, causal: true)),
            Gradient("attention dropout", y, v => v.Attention(queries, queries, Heads, dropProbability: 0.1, rng: rng)),
            Value("rotary neighbours", () => neighbours.Call(y)), Value("rotary halves", () => halves.Call(y)),
        ];
    }
}
