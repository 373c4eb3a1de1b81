using Nabla.Distributions;
using Nabla.Nn;
using static Nabla.Labs.Exam.ExamAnswer;

namespace Nabla.Labs.Exam.Answers;

/// <summary>Neurons, graphs, initialisation, normalisation, attention.</summary>
static class Networks
{
    public static IEnumerable<ExamAnswer> All =>
    [
        To("neuron/forward", given => given.Tensor("x").Linear(given.Tensor("w"))),

        To("graph/ab-plus-d", given =>
        {
            var x = Tensor.Of(given.Number("a"), given.Number("b"), given.Number("c"), given.Number("d"));
            return Grad.Of(x => (x[0] * x[1] + x[3]) * (x[1] + x[2]))(x);
        }),

        To("graph/colah", given => Grad.Of(x => (x[0] + x[1]) * (x[1] + 1))(Tensor.Of(given.Number("a"), given.Number("b")))),

        To("graph/square", given =>
        {
            Tensor J(Tensor v) => (v[0] * v[1] + v[2]).Square();
            var x = Tensor.Of(given.Number("x"), given.Number("w"), given.Number("b"));
            return [J(x), Grad.Of(J)(x)];
        }),

        To("residual/identity", given =>
        {
            var block = new Residual(new Sequential(
                new Linear(3, 4), new Relu(), new Linear(4, 3, bias: false) { Weight = { Init = Init.Constant(0) } }));
            block.Initialize(seed: 1);
            block.To(DType.Float64);
            return Grad.Jacobian(x => block.Call(x), Tensor.Of(0.3, -1.0, 2.0));
        }),

        To("init/uniform-alpha", given =>
        {
            // Var(s) = n Var(w) Var(x), and Var(w) = α² Var(U(-1, 1)).
            var unit = new Uniform(-1, 1).Variance.Item();
            return Math.Sqrt(1 / (given.Number("n") * unit));
        }),

        To("init/xavier-he", given =>
        {
            Shape weight = [given.Whole("fanOut"), given.Whole("fanIn")];
            return new[] { Init.XavierNormal().Deviation(weight), Init.KaimingNormal().Deviation(weight) };
        }),

        To("activations/values", given =>
        {
            var z = given.Tensor("z");
            return [z.Sigmoid(), z.Tanh(), z.Relu(), z.LeakyRelu(0.01), z.Elu(1), z.Selu(), z.Gelu(), z.Softplus(), z.Heaviside()];
        }),

        To("batch-norm/train-and-test", given =>
        {
            var norm = new BatchNorm(1, momentum: 0.1, epsilon: 1e-5);
            norm.To(DType.Float64);
            norm.Weight!.Load(Tensor.Of(2.0));
            norm.Bias!.Load(Tensor.Of(-1.0));
            var trained = norm.Call(Tensor.Of(1.0, 2, 3, 6).Unsqueeze(1)).Squeeze(1);
            return [trained, norm.RunningMean.Value[0], norm.RunningVar.Value[0], norm.Predict(Tensor.Of(2.0).Unsqueeze(1))[0, 0]];
        }),

        To("attention/causal", given =>
        {
            var (q, k, v) = (given.Tensor("Q").Unsqueeze(0), given.Tensor("K").Unsqueeze(0), given.Tensor("V").Unsqueeze(0));
            var unit = Tensor.Identity(3, DType.Float64).Unsqueeze(0);      // of the unit vectors the output is the weights
            return [q.Attention(k, unit, causal: true).Squeeze(0), q.Attention(k, v, causal: true).Squeeze(0)];
        }),

        To("positional-encoding/sinusoidal", given => SinusoidalPositions.Table(length: 3, features: 4, DType.Float64)),
    ];
}
