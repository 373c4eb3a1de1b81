using Nabla.Text;
using Nabla.Text.Embeddings;
using static Nabla.Labs.Exam.ExamAnswer;

namespace Nabla.Labs.Exam.Answers;

static class Language
{
    public static IEnumerable<ExamAnswer> All =>
    [
        To("glove/weight", given => GloVe.Weight(Tensor.Of(1.0, 50, 100, 400), maximum: 100, power: 0.75)),

        To("cooccurrence/cat-dog", given =>
            Cooccurrence.Count(Words.Sentences("The cat sits on the mat. The dog sits nearby."), given.Words("vocab"), window: 1)),
    ];
}
