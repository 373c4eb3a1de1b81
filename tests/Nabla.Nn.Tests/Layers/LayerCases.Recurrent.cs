using Nabla.Testing;

namespace Nabla.Nn.Tests.Layers;

static partial class LayerCases
{
    static IEnumerable<LayerCase> Recurrent =>
    [
        new("Lstm(3 → 4)", () => new Lstm(3, 4), [2, 3, 3], [2, 3, 4],
            "weight_ih_l0 (16, 3)", "weight_hh_l0 (16, 4)", "bias_ih_l0 (16)", "bias_hh_l0 (16)"),
        new("Lstm(3 → 2, 2 layers, dropout 0.5)", () => new Lstm(3, 2, 2, dropout: 0.5), [2, 3, 3], [2, 3, 2],
            "weight_ih_l0 (8, 3)", "weight_hh_l0 (8, 2)", "bias_ih_l0 (8)", "bias_hh_l0 (8)",
            "weight_ih_l1 (8, 2)", "weight_hh_l1 (8, 2)", "bias_ih_l1 (8)", "bias_hh_l1 (8)") { DiffersInTraining = true },
        new("Gru(3 → 2, bidirectional)", () => new Gru(3, 2, bidirectional: true), [2, 3, 3], [2, 3, 4],
            "weight_ih_l0 (6, 3)", "weight_hh_l0 (6, 2)", "bias_ih_l0 (6)", "bias_hh_l0 (6)",
            "weight_ih_l0_reverse (6, 3)", "weight_hh_l0_reverse (6, 2)", "bias_ih_l0_reverse (6)", "bias_hh_l0_reverse (6)"),
        new("Rnn(3 → 4)", () => new Rnn(3, 4), [2, 3, 3], [2, 3, 4],
            "weight_ih_l0 (4, 3)", "weight_hh_l0 (4, 4)", "bias_ih_l0 (4)", "bias_hh_l0 (4)"),
    ];
}
