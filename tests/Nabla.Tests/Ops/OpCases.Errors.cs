using Nabla.Testing;

namespace Nabla.Tests.Ops;

public static partial class OpCases
{
    static IEnumerable<ErrorCase> Wrong =>
    [
        new("op_Addition", "Add: shapes (3, 4) and (5) do not broadcast: aligned at the last axis, sizes must be equal or 1.", () => _ = Zeros(3, 4) + Zeros(5)),
        new("op_Multiply", "Multiply: both dtypes must be equal, got float32 and float64; convert one with To.",
            () => _ = Zeros(3) * Tensor.Zeros([3], DType.Float64)),
        new("Exp", "Exp: elements must be floating-point, got int64; convert with To(DType.Float32).", () => Tensor.Range(3).Exp()),
        new("MatMul", "MatMul: axis 0 of the second must be 4 like the last of the first, got (3, 4) and (5, 6).", () => Zeros(3, 4).MatMul(Zeros(5, 6))),
        new("Linear", "Linear(784 → 10): axis 3 of the input must be 784, got (64, 28, 28, 1). Did you forget Flatten?",
            () => Zeros(64, 28, 28, 1).Linear(Zeros(10, 784))),
        new("Where", "Where: shapes (3), (4) and (4) do not broadcast.", () => Zeros(3).Where(Zeros(4), Zeros(4))),
        new("Reshape", "Reshape: (3, 4) has 12 elements, (5, 2) needs 10.", () => Zeros(3, 4).Reshape(5, 2)),
        new("Permute", "Permute: every axis of (3, 4) must be named once, got (0, 0).", () => Zeros(3, 4).Permute(0, 0)),
        new("Slice", "Slice: elements 2 … 4 must lie in axis 0 of size 3 of (3, 4).", () => Zeros(3, 4).Slice(0, 2, 3)),
        new("Concat", "Concat along axis 0: part 1 must fit (2, 4), got (2, 5).", () => Tensor.Concat([Zeros(3, 4), Zeros(2, 5)], 0)),
        new("Softmax", "Softmax: the input must have an axis of classes, got a scalar.", () => Tensor.Scalar(1).Softmax()),
        new("CrossEntropy", "CrossEntropy: the int64 targets must be (6) for logits (6, 5), got (5).",
            () => Zeros(6, 5).CrossEntropy(Tensor.Zeros([5], DType.Int64))),
        new("CrossEntropy", "CrossEntropy: the target of row 1 must be a class 0 … 4, got 5.", () => Zeros(3, 5).CrossEntropy(Tensor.Of(0L, 5L, 1L))),
        new("CrossEntropy", "CrossEntropy: the class weights must be (5) float32, got (4) float32.",
            () => Zeros(3, 5).CrossEntropy(Tensor.Of(0L, 4L, 1L), classWeights: Zeros(4))),
        new("CrossEntropy", "CrossEntropy: the label smoothing must be in [0, 1], got -0.1.",
            () => Zeros(3, 5).CrossEntropy(Tensor.Of(0L, 4L, 1L), labelSmoothing: -0.1)),
        new("MeanSquaredError", "MeanSquaredError: the target must be (3, 1) like the input, got (3).", () => Zeros(3, 1).MeanSquaredError(Zeros(3))),
        new("LayerNorm", "LayerNorm: weight, bias and statistics must be (4) float32 like the last axis of the input (3, 4), got (3) float32.",
            () => Zeros(3, 4).LayerNorm(Zeros(3))),
        new("BatchNorm", "BatchNorm: the input must be (…, C) with elements to take statistics over, got (0, 4).", () => Zeros(0, 4).BatchNorm()),
    ];
}
