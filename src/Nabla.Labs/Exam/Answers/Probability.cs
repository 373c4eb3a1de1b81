using Nabla.Distributions;
using static Nabla.Labs.Exam.ExamAnswer;

namespace Nabla.Labs.Exam.Answers;

static class Probability
{
    public static IEnumerable<ExamAnswer> All =>
    [
        To("distributions/moments", given => ExamValue.List(
            new Distribution[] { new Uniform(2, 5), new Normal(1, 3), new Bernoulli(0.3), new Binomial(10, 0.3), new Poisson(4), new Exponential(2) }
                .Select(d => ExamValue.List([d.Mean, d.Variance])))),

        To("distributions/exponential-inverse-cdf", given =>
        {
            var u = Tensor.Of(0.25, 0.5, 0.9);
            Tensor Z(Tensor rate) => new Exponential(rate).Quantile(u);
            return [Z(Tensor.Scalar(2, DType.Float64)), Grad.Jacobian(Z, Tensor.Scalar(2, DType.Float64))];
        }),

        To("distributions/kl-gaussian", given => new Normal(0.5, 0.8).KlTo(new Normal(0, 1))),

        To("ensemble/variance", given =>
        {
            // Covariances of the predictions, and the mean as a weighted sum: wᵀ Σ w.
            var (n, variance, correlation) = (10, 4.0, 0.25);
            var covariance = variance * (correlation + (1 - correlation) * Tensor.Identity(n, DType.Float64));
            var w = Tensor.Full([n, 1], 1.0 / n, DType.Float64);
            return w.T.MatMul(covariance).MatMul(w)[0, 0];
        }),

        To("flow/change-of-variables", given =>
        {
            var (a, b) = (Tensor.Of([[2.0, 0], [1, 3]]), Tensor.Of(0.5, -1));
            var x = new MultivariateNormal(b, scale: a);                    // A z + b
            return x.LogDensity(Tensor.Of(1.0, 2));
        }),
    ];
}
