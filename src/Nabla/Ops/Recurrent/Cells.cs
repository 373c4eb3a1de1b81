namespace Nabla;

/// <summary>One step of recurrent layers, for loops that one writes oneself.</summary>
public static class CellsOp
{
    extension(Tensor x)
    {
        /// <summary>h after one step of Rnn.</summary>
        /// <shape>x (N, C), weightIh (H, C), weightHh (H, H), biases (H), hidden (N, H) → (N, H)</shape>
        /// <exception cref="ShapeException">Shapes or dtypes that do not fit.</exception>
        public Tensor RnnCell(Tensor weightIh, Tensor weightHh, Tensor? biasIh = null, Tensor? biasHh = null, Tensor? hidden = null) =>
            Sequence("RnnCell", x).Rnn(weightIh, weightHh, biasIh, biasHh, hidden).Squeeze(1);

        /// <summary>h after one step of RnnRelu.</summary>
        /// <shape>x (N, C), weightIh (H, C), weightHh (H, H), biases (H), hidden (N, H) → (N, H)</shape>
        /// <exception cref="ShapeException">Shapes or dtypes that do not fit.</exception>
        public Tensor RnnReluCell(Tensor weightIh, Tensor weightHh, Tensor? biasIh = null, Tensor? biasHh = null, Tensor? hidden = null) =>
            Sequence("RnnReluCell", x).RnnRelu(weightIh, weightHh, biasIh, biasHh, hidden).Squeeze(1);

        /// <summary>h and c after one step of Lstm.</summary>
        /// <shape>x (N, C), weightIh (4H, C), weightHh (4H, H), biases (4H), hidden and cell (N, H) → (N, H), (N, H)</shape>
        /// <exception cref="ShapeException">Shapes or dtypes that do not fit.</exception>
        public (Tensor Hidden, Tensor Cell) LstmCell(
            Tensor weightIh, Tensor weightHh, Tensor? biasIh = null, Tensor? biasHh = null, Tensor? hidden = null, Tensor? cell = null)
        {
            var (y, c) = Sequence("LstmCell", x).LstmWithCell(weightIh, weightHh, biasIh, biasHh, hidden, cell);
            return (y.Squeeze(1), c);
        }

        /// <summary>h after one step of Gru.</summary>
        /// <shape>x (N, C), weightIh (3H, C), weightHh (3H, H), biases (3H), hidden (N, H) → (N, H)</shape>
        /// <exception cref="ShapeException">Shapes or dtypes that do not fit.</exception>
        public Tensor GruCell(Tensor weightIh, Tensor weightHh, Tensor? biasIh = null, Tensor? biasHh = null, Tensor? hidden = null) =>
            Sequence("GruCell", x).Gru(weightIh, weightHh, biasIh, biasHh, hidden).Squeeze(1);
    }

    // The input as a sequence of one step.
    static Tensor Sequence(string who, Tensor x) => x.Rank == 2
        ? x.Unsqueeze(1)
        : throw new ShapeException($"{who}: the input must be (N, C), got {x.Shape}.");
}
