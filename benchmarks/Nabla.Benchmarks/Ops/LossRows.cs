using static Nabla.Benchmarks.Ops.OpRow;

namespace Nabla.Benchmarks.Ops;

/// <summary>Losses of 1,000 rows of 1,000 numbers (CTC: 16 sequences of 100 steps), forward and backward.</summary>
static class LossRows
{
    public static IEnumerable<OpRow> Of()
    {
        Tensor x = Normal([Side, Side]), y = Normal([Side, Side], 2), z = Normal([Side, Side], 3), signs = y.Sign();
        Tensor probabilities = Uniform([Side, Side], 0.01, 0.99), targets = Uniform([Side, Side], 0.01, 0.99, 4), variance = Uniform([Side, Side], 0.5, 2, 5);
        Tensor classes = Integers([Side], Side), rowSigns = Normal([Side], 6).Sign(), hot = y.Greater(0).To(DType.Float32);
        Tensor logits = Normal([16, 100, 32], 7), labels = Integers([16, 20], 31, 8) + 1;
        Tensor steps = Tensor.Full([16], 100, DType.Int64), counts = Tensor.Full([16], 20, DType.Int64);
        return
        [
            Gradient("mse", x, v => v.MeanSquaredError(y)), Gradient("l1", x, v => v.MeanAbsoluteError(y)), Gradient("smooth_l1", x, v => v.SmoothL1(y)),
            Gradient("huber", x, v => v.Huber(y)), Gradient("bce", probabilities, v => v.BinaryCrossEntropy(targets)),
            Gradient("bce logits", x, v => v.BinaryCrossEntropyWithLogits(targets)), Gradient("cross_entropy", x, v => v.CrossEntropy(classes)),
            Gradient("cross_entropy smooth", x, v => v.CrossEntropy(classes, labelSmoothing: 0.1)),
            Gradient("nll", x, v => v.NegativeLogLikelihood(classes)), Gradient("kl_div", x, v => v.KlDivergence(targets)),
            Gradient("poisson_nll", x, v => v.PoissonNegativeLogLikelihood(targets)),
            Gradient("gaussian_nll", x, v => v.GaussianNegativeLogLikelihood(y, variance)),
            Gradient("hinge_embedding", x, v => v.HingeEmbedding(signs)), Gradient("margin_ranking", x, v => v.MarginRanking(y, signs)),
            Gradient("cosine_embedding", x, v => v.CosineEmbedding(y, rowSigns)), Gradient("triplet", x, v => v.Triplet(y, z)),
            Gradient("soft_margin", x, v => v.SoftMargin(signs)), Gradient("multilabel_soft_margin", x, v => v.MultiLabelSoftMargin(hot)),
            Gradient("multi_margin", x, v => v.MultiClassHinge(classes)), Gradient("cosine_similarity", x, v => v.CosineSimilarity(y)),
            Gradient("pairwise_distance", x, v => v.PairwiseDistance(y)),
            Gradient("ctc", logits, v => v.LogSoftmax().Ctc(labels, steps, counts)),
        ];
    }
}
