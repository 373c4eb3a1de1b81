using Nabla.Explain.Adversarial;
using Nabla.Generative.Diffusion;
using Nabla.LinearAlgebra;
using Nabla.Reinforcement.Planning;
using Nabla.Train.Metrics;
using Nabla.Vision.Detection;
using static Nabla.Labs.Exam.ExamAnswer;

namespace Nabla.Labs.Exam.Answers;

/// <summary>Detection, metrics, adversarial inputs, planning, generative models, linear algebra.</summary>
static class Methods
{
    public static IEnumerable<ExamAnswer> All =>
    [
        To("yolo/predictions", given => new YoloHead(inputs: 64, given.Whole("anchors"), given.Whole("classes")).PredictionsPerCell),

        To("nms", given =>
        {
            var boxes = Tensor.Of([[0.0, 0, 10, 10], [1, 1, 10, 10], [20, 20, 30, 30], [21, 21, 29, 29]]);
            return NonMaximumSuppression.Keep(boxes, Tensor.Of(0.9, 0.8, 0.7, 0.95), overlap: 0.5).ToArray();
        }),

        To("balanced-accuracy", given =>
        {
            var matrix = new ConfusionMatrix(classes: 2);
            var target = Tensor.Concat([Tensor.Zeros([90], DType.Int64), Tensor.Ones([10], DType.Int64)]);
            matrix.Add(Tensor.Zeros([100], DType.Int64).OneHot(2), target);
            return new[] { matrix.Accuracy, matrix.BalancedAccuracy };
        }),

        To("fgsm", given =>
        {
            var w = Tensor.Of(1.0, -2, 0);
            return FastGradientSign.Perturb(x => (-(w * x).Sum()).Softplus(), Tensor.Of(0.5, 0.5, 1), size: 0.1);
        }),

        To("mdp/value-iteration", given => new DecisionProcess(
            transitions: Tensor.From<double>([1, 0, 0, 1, 1, 0, 0, 1], [2, 2, 2]),
            rewards: Tensor.From<double>([1, 0, 2, 0.5], [2, 2]), discount: 0.9).IterateValues().Values),

        To("diffusion/alpha-bar", given =>
        {
            var schedule = NoiseSchedule.Linear(steps: 1000, first: 1e-4, last: 0.02);
            return schedule.AlphaBars.IndexSelect(0, Tensor.Of(1L, 250, 500, 1000) - 1);
        }),

        To("pca/svd", given =>
        {
            var x = given.Tensor("x");
            return [(x - x.Mean(0)).Svd().S, Pca.Fit(x).ExplainedVariance];
        }),
    ];
}
