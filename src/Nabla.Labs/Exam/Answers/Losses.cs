using static Nabla.Labs.Exam.ExamAnswer;

namespace Nabla.Labs.Exam.Answers;

static class Losses
{
    public static IEnumerable<ExamAnswer> All =>
    [
        To("softmax/class-scores", given => given.Tensor("z").Softmax()),

        To("softmax/stable", given => given.Tensor("z").Softmax()),

        To("cross-entropy/logits", given =>
        {
            var z = given.Tensor("z").Track();
            var loss = z.Unsqueeze(0).CrossEntropy(Tensor.Of((long)given.Whole("label")));
            return [loss, loss.Backward()[z]];
        }),

        To("car-or-person", given =>
        {
            var y = Tensor.Of(-3, -0.1, 0, 2).Relu().Sigmoid();
            return y.GreaterOrEqual(0.5).To(DType.Float64).Mean();
        }),

        To("sparse-kl", given => Tensor.Of(0.05, 0.2).SparsityKl(0.05)),

        To("infonce/minimum", given =>
        {
            // The best there is: each view points where its partner does, at a right angle to all others; 2N views in all.
            var views = Tensor.Identity(given.Whole("N"), DType.Float64);
            return views.NtXent(views, temperature: 1);
        }),
    ];
}
