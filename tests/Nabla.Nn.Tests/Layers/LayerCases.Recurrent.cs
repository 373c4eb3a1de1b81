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
        new("Rnn(3 → 4, ReLU, no bias)", () => new Rnn(3, 4, bias: false, relu: true), [2, 3, 3], [2, 3, 4], "weight_ih_l0 (4, 3)", "weight_hh_l0 (4, 4)"),
        new("Lstm(3 → 4, projected to 2, bidirectional, no bias)", () => new Lstm(3, 4, bidirectional: true, bias: false, projection: 2), [2, 3, 3], [2, 3, 4],
            "weight_ih_l0 (16, 3)", "weight_hh_l0 (16, 2)", "weight_hr_l0 (2, 4)",
            "weight_ih_l0_reverse (16, 3)", "weight_hh_l0_reverse (16, 2)", "weight_hr_l0_reverse (2, 4)"),
        new("LstmCell(3 → 4)", () => new LstmCell(3, 4), [2, 3], [2, 4], "weight_ih (16, 3)", "weight_hh (16, 4)", "bias_ih (16)", "bias_hh (16)"),
        new("GruCell(3 → 4, no bias)", () => new GruCell(3, 4, bias: false), [2, 3], [2, 4], "weight_ih (12, 3)", "weight_hh (12, 4)"),
        new("RnnCell(3 → 4)", () => new RnnCell(3, 4), [2, 3], [2, 4], "weight_ih (4, 3)", "weight_hh (4, 4)", "bias_ih (4)", "bias_hh (4)"),
        new("PeepholeLstm(3 → 4)", () => new PeepholeLstm(3, 4), [2, 3, 3], [2, 3, 4],
            "weight_ih (16, 3)", "weight_hh (16, 4)", "weight_ch (3, 4)", "bias (16)"),
        new("LayerNormLstm(3 → 4)", () => new LayerNormLstm(3, 4), [2, 3, 3], [2, 3, 4],
            "weight_ih (16, 3)", "weight_hh (16, 4)", "bias (16)", "scale_ih (16)", "scale_hh (16)", "scale_cell (4)", "shift_cell (4)"),
        new("LayerNormLstm(3 → 2, no bias)", () => new LayerNormLstm(3, 2, bias: false), [1, 2, 3], [1, 2, 2],
            "weight_ih (8, 3)", "weight_hh (8, 2)", "scale_ih (8)", "scale_hh (8)", "scale_cell (2)", "shift_cell (2)"),
        new("MinGru(3 → 4)", () => new MinGru(3, 4), [2, 3, 3], [2, 3, 4],
            "gate.weight (4, 3)", "gate.bias (4)", "candidate.weight (4, 3)", "candidate.bias (4)"),
        new("LinearRecurrence(3 → 4 → 2)", () => new LinearRecurrence(3, 4, 2), [2, 3, 3], [2, 3, 2], "decay (4)", "input.weight (4, 3)", "output.weight (2, 4)"),
    ];
}
