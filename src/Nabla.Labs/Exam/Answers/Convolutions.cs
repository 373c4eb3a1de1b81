using Nabla.Nn;
using static Nabla.Labs.Exam.ExamAnswer;

namespace Nabla.Labs.Exam.Answers;

static class Convolutions
{
    public static IEnumerable<ExamAnswer> All =>
    [
        To("receptive-field/conv-pool", given => AxisField.Of(Windows(given)).Size),
        To("receptive-field/vgg-pair", given => AxisField.Of(Windows(given)).Size),
        To("receptive-field/three-conv", given => AxisField.Of(Windows(given)).Size),

        To("conv/output-shape", given =>
        {
            var input = given.Wholes("input");
            var conv = Conv.Of2d(input[2], given.Whole("filters"), given.Whole("kernel"), given.Whole("stride"), given.Whole("padding"));
            return Summary.Of(conv, [.. input]).Rows[0].Output!.Value.Skip(1).ToArray();
        }),

        To("conv/weight-shape", given => Conv.Of2d(given.Whole("in"), given.Whole("filters"), given.Whole("kernel")).SaveTensors()["weight"].Shape),

        To("conv/parameters-3-32", given => Conv.Of2d(given.Whole("in"), given.Whole("out"), given.Whole("kernel"), bias: false).ParameterCount),

        To("pool/max", given => given.Tensor("x").Reshape(1, 4, 4, 1).MaxPool(2).Reshape(2, 2)),

        To("toeplitz/conv1d", given =>
        {
            var (x, k) = (given.Tensor("x"), given.Tensor("k"));
            var matrix = k.Flip(0).Toeplitz(x.Shape[0], ConvolveSize.Valid);
            return [matrix, matrix.MatMul(x.Unsqueeze(1)).Squeeze(1)];
        }),

        To("convolution-vs-correlation", given =>
        {
            var (x, k) = (given.Tensor("x"), given.Tensor("k"));
            return [x.Convolve(k, ConvolveSize.Valid), x.Correlate(k, ConvolveSize.Valid)];
        }),

        To("filters/blur-and-edge", given =>
        {
            var (x, edge) = (given.Tensor("x"), Tensor.Of([[1.0, -1], [1, -1]]));
            return [x.Correlate(Tensor.Full([3, 3], 1.0 / 9, DType.Float64), ConvolveSize.Valid), x.Correlate(edge, ConvolveSize.Valid)];
        }),
    ];

    // "conv" or "pool", kernel, stride
    static (int Kernel, int Stride, int Dilation)[] Windows(Given given) =>
        [.. given.Rows("layers").Select(row => (row[1].GetInt32(), row[2].GetInt32(), 1))];
}
