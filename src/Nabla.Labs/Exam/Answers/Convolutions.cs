using Nabla.Nn;
using Nabla.Nn.Analysis;
using static Nabla.Labs.Exam.ExamAnswer;

namespace Nabla.Labs.Exam.Answers;

static class Convolutions
{
    public static IEnumerable<ExamAnswer> All =>
    [
        To("receptive-field/conv-pool", Receptive),
        To("receptive-field/vgg-pair", Receptive),
        To("receptive-field/three-conv", Receptive),

        To("conv/output-shape", given =>
        {
            int[] input = [1, .. given.Wholes("input")];
            var conv = Conv.Of2d(input[3], given.Whole("filters"), given.Whole("kernel"), given.Whole("stride"), given.Whole("padding"));
            return OutputShape.Of(conv, input).Skip(1).ToArray();
        }),

        To("conv/weight-shape", given => Conv.Of2d(given.Whole("in"), given.Whole("filters"), given.Whole("kernel")).SaveTensors()["weight"].Shape),

        To("conv/parameters-3-32", given => Conv.Of2d(given.Whole("in"), given.Whole("out"), given.Whole("kernel"), bias: false).ParameterCount),

        To("pool/max", given => given.Tensor("x").Reshape(1, 4, 4, 1).MaxPool(2).Reshape(2, 2)),

        To("toeplitz/conv1d", given =>
        {
            var (x, k) = (given.Tensor("x"), given.Tensor("k"));
            var matrix = k.Toeplitz(x.Shape);
            return [matrix, matrix.MatMul(x.Unsqueeze(1)).Squeeze(1)];
        }),

        To("convolution-vs-correlation", given =>
        {
            var (x, k) = (given.Tensor("x"), given.Tensor("k"));
            return [x.Convolve(k, ConvolutionMode.Valid), x.Correlate(k, ConvolutionMode.Valid)];
        }),

        To("filters/blur-and-edge", given =>
        {
            var (x, edge) = (given.Tensor("x"), Tensor.Of([[1.0, -1], [1, -1]]));
            return [x.Correlate(Tensor.Full([3, 3], 1.0 / 9, DType.Float64), ConvolutionMode.Valid), x.Correlate(edge, ConvolutionMode.Valid)];
        }),
    ];
}
