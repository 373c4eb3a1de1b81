namespace Nabla.Nn.Tests.Losses;

static partial class GoldenFunctions
{
    static IEnumerable<GoldenFunction> OfElements =>
    [
        .. Each("l1", (x, _, r) => x[0].MeanAbsoluteError(x[1], r)),
        new("l1 ties", (x, _) => x[0].MeanAbsoluteError(x[1])),
        new("mse none", (x, _) => x[0].MeanSquaredError(x[1], Reduction.None)),
        .. Each("huber", (x, _, r) => x[0].Huber(x[1], 0.7, r)),
        new("huber ties", (x, _) => x[0].Huber(x[1])),
        new("huber huge", (x, _) => x[0].Huber(x[1])),
        .. Each("smooth l1", (x, _, r) => x[0].SmoothL1(x[1], 0.7, r)),
        new("smooth l1 ties", (x, _) => x[0].SmoothL1(x[1])),
        new("smooth l1 zero", (x, _) => x[0].SmoothL1(x[1], 0)),
        .. Each("bce", (x, given, r) => x[0].BinaryCrossEntropy(given("q"), r)),
        new("bce weighted", (x, given) => x[0].BinaryCrossEntropy(given("q"), weights: given("weights"))),

        // PyTorch's least divisor is 1e-12 rounded to float32, 4e-9 off.
        new("bce sure", (x, given) => x[0].BinaryCrossEntropy(given("q").Slice(0, ..1).Slice(1, ..4))) { Single = false, Tolerance = 5e-9 },
        .. Each("bce logits", (x, given, r) => x[0].BinaryCrossEntropyWithLogits(given("q"), r)),
        new("bce logits weighted", (x, given) =>
            x[0].BinaryCrossEntropyWithLogits(given("q"), weights: given("weights"), positiveWeights: given("weights").Flip(0))),
        new("bce logits huge", (x, given) => x[0].BinaryCrossEntropyWithLogits(given("q"))),
        .. Each("poisson", (x, given, r) => x[0].PoissonNegativeLogLikelihood(given("q") * 5, reduction: r)),
        new("poisson full", (x, given) => x[0].PoissonNegativeLogLikelihood(given("q") * 5, full: true)),
        new("poisson rates", (x, given) => x[0].PoissonNegativeLogLikelihood(given("q") * 5, logInput: false, full: true)),
        .. Each("gaussian", (x, _, r) => x[0].GaussianNegativeLogLikelihood(x[1], x[2], reduction: r)),
        new("gaussian full rows", (x, _) => x[0].GaussianNegativeLogLikelihood(x[1], x[2], full: true)),
        new("gaussian bounded", (x, _) => x[0].GaussianNegativeLogLikelihood(x[1], x[2], epsilon: 0.5)),
        .. Each("kl", (x, given, r) => x[0].KlDivergence(given("q"), reduction: r)),
        new("kl zeros", (x, given) => x[0].KlDivergence((given("q") - 0.5).Relu())),
        new("kl logarithms", (x, _) => x[0].KlDivergence(x[1], logTarget: true, Reduction.Sum)),
        .. Each("soft margin", (x, given, r) => x[0].SoftMargin(given("signs"), r)),
        .. Each("hinge embedding", (x, given, r) => x[0].HingeEmbedding(given("signs"), 1.5, r)),
        new("hinge embedding ties", (x, given) => x[0].HingeEmbedding(given("signs"))),
        .. Each("margin ranking", (x, given, r) => x[0].MarginRanking(x[1], given("signs"), 0.5, r)),
        new("margin ranking ties", (x, given) => x[0].MarginRanking(x[1], given("signs"), 1)),
        .. Each("focal", (x, given, r) => x[0].SigmoidFocal(given("q").Greater(0.5).To(x[0].DType), reduction: r)),
        new("focal unweighted", (x, given) => x[0].SigmoidFocal(given("q").Greater(0.5).To(x[0].DType), -1, 1.5, Reduction.None)),
        new("atan", (x, _) => x[0].Atan()),
        new("log add exp", (x, _) => x[0].LogAddExp(x[1])),
    ];

    static IEnumerable<GoldenFunction> OfRows =>
    [
        .. Each("nll", (x, given, r) => x[0].NegativeLogLikelihood(given("classes"), r)),
        .. Each("nll weighted ignored", (x, given, r) => x[0].NegativeLogLikelihood(given("some"), r, given("weights"))),
        .. Each("multi margin", (x, given, r) => x[0].MultiClassHinge(given("classes"), reduction: r)),
        new("multi margin ties", (x, given) => x[0].MultiClassHinge(given("classes"))),
        new("multi margin squared", (x, given) => x[0].MultiClassHinge(given("classes"), 2, 0.7, given("weights"))),
        .. Each("multilabel margin", (x, given, r) => x[0].MultiLabelMargin(given("labels"), r)),
        new("multilabel margin ties", (x, given) => x[0].MultiLabelMargin(given("labels"))),
        .. Each("multilabel soft margin", (x, given, r) => x[0].MultiLabelSoftMargin(given("q").Greater(0.5).To(x[0].DType), given("weights"), r)),
        .. Each("cross entropy huge", (x, given, r) => x[0].CrossEntropy(given("classes"), r, 0.1, given("weights"))),
        new("cross entropy shares weighted", (x, given) => x[0].CrossEntropy(given("shares"), labelSmoothing: 0.2, classWeights: given("weights"))),
        new("cross entropy all options", (x, given) => x[0].CrossEntropy(given("some"), Reduction.None, 0.2, given("weights"))),
        .. Each("ctc", (x, given, r) => x[0].LogSoftmax().Ctc(given("words"), given("steps"), given("lengths"), reduction: r)),
        new("ctc zero infinity", (x, given) =>
            x[0].LogSoftmax().Ctc(given("words"), given("short"), given("lengths"), reduction: Reduction.None, zeroInfinity: true)),
        new("ctc blank last", (x, given) => x[0].LogSoftmax().Ctc(Modulo4(given("words")), given("steps"), given("lengths"), 4)),
    ];

    static IEnumerable<GoldenFunction> OfVectors =>
    [
        .. Each("cosine embedding", (x, given, r) => x[0].CosineEmbedding(x[1], given("pair"), 0.1, r)),
        .. Each("triplet", (x, _, r) => x[0].Triplet(x[1], x[2], reduction: r)),
        new("triplet swapped", (x, _) => x[0].Triplet(x[1], x[2], 2, 1, swap: true)),
        new("triplet cosines", (x, _) => x[0].TripletWithDistance(x[1], x[2], (a, b) => 1 - a.CosineSimilarity(b))),
        new("pairwise distance", (x, _) => x[0].PairwiseDistance(x[1])),
        new("pairwise distance 3", (x, _) => x[0].PairwiseDistance(x[1], 3)),
        new("pairwise distance infinite", (x, _) => x[0].PairwiseDistance(x[1], double.PositiveInfinity)),
        new("pairwise distance equal", (x, _) => x[0].PairwiseDistance(x[1])),
        new("cosine similarity", (x, _) => x[0].CosineSimilarity(x[1])),
        new("box iou", (x, _) => x[0].BoxIou(x[1])),
        .. Each("giou", (x, _, r) => x[0].GeneralizedIouLoss(x[1], r)),
        .. Each("diou", (x, _, r) => x[0].DistanceIouLoss(x[1], r)),
        .. Each("ciou", (x, _, r) => x[0].CompleteIouLoss(x[1], r)),
        new("ciou far", (x, _) => x[0].CompleteIouLoss(x[1], Reduction.None)),
    ];

    static Tensor Modulo4(Tensor words) => words.EqualTo(Tensor.Scalar(4, DType.Int64)).Where(Tensor.Scalar(0, DType.Int64), words);
}
