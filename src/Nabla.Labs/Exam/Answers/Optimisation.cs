using Nabla.Nn;
using static Nabla.Labs.Exam.ExamAnswer;

namespace Nabla.Labs.Exam.Answers;

static class Optimisation
{
    static readonly Tensor Start = Tensor.Of(1.0, -2);

    static Tensor Bowl(Tensor w) => (w.Square() * Tensor.Of(1.0, 3)).Sum();     // w₁² + 3 w₂²

    public static IEnumerable<ExamAnswer> All =>
    [
        To("weight-decay/one-step", given =>
            Point.Trace(Tensor.Of(1.0, -2), 1, w => (w * Tensor.Of(0.5, 0.5)).Sum(), m => new Sgd(m, 0.1, weightDecay: 0.01))[0]),

        To("gradient-clipping", given =>
        {
            var (g, point) = (given.Tensor("g"), new Point(Tensor.Zeros([2], DType.Float64)));
            var gradients = (point.Weights.Value * g).Sum().Backward();
            gradients.ClipNorm(point, given.Number("tau"));
            return gradients[point.Weights];
        }),

        To("gd/oscillation", given =>
        [
            Point.Trace(Tensor.Of(1.0), 4, x => x.Abs().Sum(), m => new Sgd(m, 2)).Squeeze(1),
            Point.Trace(Tensor.Of(1.0), 4, x => x.Square().Sum(), m => new Sgd(m, 1)).Squeeze(1),
        ]),

        To("momentum/max-step", given =>
        {
            // After 500 steps 0.9⁵⁰⁰ = 1e-23 of the way to the limit is left.
            var path = Point.Trace(Tensor.Of(0.0, 0), 500, w => (w * Tensor.Of(1.2, 1.6)).Sum(), m => new Sgd(m, 0.1, momentum: 0.9));
            return (path[499] - path[498]).Norm();
        }),

        To("optimisers/adam-trace", given => Point.Trace(Start, 5, Bowl, m => new Adam(m, 0.1, 0.9, 0.999, 1e-8))),

        To("optimisers/nesterov-trace", given => Point.Trace(Start, 5, Bowl, m => new Sgd(m, 0.05, momentum: 0.9, nesterov: true))),

        To("optimisers/rmsprop-trace", given => Point.Trace(Start, 5, Bowl, m => new RmsProp(m, 0.01, alpha: 0.99, epsilon: 1e-8))),
    ];
}
