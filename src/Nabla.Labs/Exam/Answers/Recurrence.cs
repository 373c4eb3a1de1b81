using Nabla.Nn;
using static Nabla.Labs.Exam.ExamAnswer;

namespace Nabla.Labs.Exam.Answers;

static class Recurrence
{
    public static IEnumerable<ExamAnswer> All =>
    [
        // One bias vector: nn.RNN of PyTorch, and so Nabla's Rnn, has two, of which one would do.
        To("rnn/parameters", given =>
        {
            var (input, hidden) = (given.Whole("input"), given.Whole("hidden"));
            return new Linear(hidden, hidden, bias: false).ParameterCount + new Linear(input, hidden).ParameterCount;
        }),

        To("rnn/relu-forward", given =>
        {
            var (v, w, h) = (-3.0, 3.0, Tensor.Of(0.0));
            var states = new List<ExamValue>();
            foreach (var x in (double[])[2, 3, 1])
            {
                h = (v * h + w * x).Relu();
                states.Add(h[0]);
            }

            return [states[1], states[2]];
        }),

        To("rnn/relu-gradients", given =>
        {
            var p = Tensor.Of(-2.0, 1, 2);                                  // V, W, x₁
            return Grad.Of(p =>
            {
                var h = Tensor.Scalar(2, DType.Float64);
                foreach (var x in (Tensor[])[p[2], Tensor.Scalar(1.5, DType.Float64), Tensor.Scalar(4, DType.Float64)])
                    h = (p[0] * h + p[1] * x).Relu();
                return h;
            })(p);
        }),

        To("rnn/shifted-logistic-threshold", given =>
        {
            // h stays 0, so a step multiplies the gradient by w φ′(0).
            var slope = Grad.Of(z => z.Sigmoid() - 0.5)(Tensor.Scalar(0, DType.Float64)).Item();
            double Gradient(double w) => Grad.Of(h1 =>
            {
                var h = h1;
                for (var t = 1; t < given.Whole("T"); t++)
                    h = (w * h).Sigmoid() - 0.5;
                return h;
            })(Tensor.Scalar(0, DType.Float64)).Item();
            return new[] { 1 / slope, Gradient(3), Gradient(5) };
        }),

        To("rnn/linear-kernel", given =>
        {
            var (a, b, c) = (0.5, 2.0, 3.0);
            var x = Tensor.Of(1.0, 0, 2, 1);
            var powers = Tensor.Full([4], a, DType.Float64).CumulativeProduct(0) / a;
            var kernel = c * powers * b;                                    // Kᵢ = C Aⁱ B
            return x.Convolve(kernel).Slice(0, 0, 4);
        }),

        To("lstm/cell", given =>
        {
            Tensor Gates(double i, double f, double g, double o) => Tensor.From<double>([i, f, g, o], [4, 1]);
            Tensor One(double value) => Tensor.From<double>([value], [1, 1]);
            var (w, u) = (Gates(i: 0.3, f: 0.2, g: 0.4, o: 0.1), Gates(i: 0.7, f: 0.6, g: 0.8, o: 0.5));
            var (output, cell) = One(1).Unsqueeze(1).LstmWithCell(w, u, hidden: One(0.5), cell: One(-0.3));
            var (c, h) = (cell.Item(), output.Item());
            return new[] { c, h / Math.Tanh(c) * c, h };                    // the source leaves out the second tanh: o · c
        }),
    ];
}
