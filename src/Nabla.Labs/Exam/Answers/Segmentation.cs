using Nabla.Nn;
using static Nabla.Labs.Exam.ExamAnswer;

namespace Nabla.Labs.Exam.Answers;

static class Segmentation
{
    public static IEnumerable<ExamAnswer> All =>
    [
        To("segmentation/parameters", given =>
        {
            var widths = given.Wholes("channels");
            var convs = widths.Zip(widths.Skip(1), (inputs, outputs) => Conv.Of2d(inputs, outputs, kernel: 1));
            var dense = new Linear(256 * 256 * 3, 256 * 256, bias: false);
            return [convs.Sum(c => c.ParameterCount), dense.ParameterCount];
        }),

        To("conv-transpose/stride2", given =>
        {
            var (x, k) = (given.Tensor("x").Reshape(1, 2, 2, 1), given.Tensor("k").Reshape(1, 3, 3, 1));
            var whole = x.ConvTranspose(k, stride: 2);
            var cut = x.ConvTranspose(k, stride: 2, padding: 1);
            return [whole.Reshape(5, 5), cut.Reshape(3, 3)];
        }),

        To("upsample/nearest", given => given.Tensor("x").Reshape(1, 2, 2, 1).Resize(4, ResizeMode.Nearest).Reshape(4, 4)),

        To("pixel-shuffle/shape", given =>
        {
            var input = given.Wholes("input");                              // channels first, as the question has it
            var y = Tensor.Zeros([1, input[1], input[2], input[0]]).PixelShuffle(given.Whole("r")).Shape;
            return new[] { y[3], y[1], y[2] };
        }),

        To("dice-iou", given =>
        {
            var (a, b) = (Tensor.Of([[0.0, 0, 4, 4]]), Tensor.Of([[2.0, 2, 6, 6]]));
            var iou = a.BoxIou(b)[0, 0].Item();
            return new[] { 2 * iou / (1 + iou), iou };
        }),
    ];
}
