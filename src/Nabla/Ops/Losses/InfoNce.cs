namespace Nabla;

/// <summary>The contrastive losses of a batch: each sample must find its partner among all others.</summary>
public static class InfoNceOp
{
    extension(Tensor queries)
    {
        /// <summary>
        /// InfoNCE (van den Oord, Li, Vinyals 2018): cross-entropy of softmax(cos(q_i, k_j) / τ) against j = i. Maximum likelihood of the
        /// choice of a partner among the batch; ln N − loss bounds the mutual information from below.
        /// </summary>
        /// <param name="keys">k: row i belongs to query i, the other rows are its negatives.</param>
        /// <param name="temperature">τ &gt; 0.</param>
        /// <param name="reduction">How the queries' losses are put together.</param>
        /// <shape>queries (N, D), keys (N, D) → () or, without reduction, (N)</shape>
        /// <exception cref="ShapeException">Other shapes.</exception>
        public Tensor InfoNce(Tensor keys, double temperature = 0.1, Reduction reduction = Reduction.Mean)
        {
            Infer("InfoNce", queries, keys, temperature);
            var scores = Unit(queries).MatMul(Unit(keys).T) / temperature;
            return scores.CrossEntropy(Tensor.Range(queries.Shape[0]), reduction);
        }

        /// <summary>
        /// NT-Xent, the loss of SimCLR (Chen, Kornblith, Norouzi, Hinton 2020): among all 2N views but itself each view must find the other
        /// view of its sample, by cosines / τ. Maximum likelihood of that choice.
        /// </summary>
        /// <param name="others">Row i is another view of the sample of row i.</param>
        /// <param name="temperature">τ &gt; 0.</param>
        /// <param name="reduction">How the 2N views' losses are put together.</param>
        /// <shape>queries (N, D), others (N, D) → () or, without reduction, (2N)</shape>
        /// <exception cref="ShapeException">Other shapes.</exception>
        public Tensor NtXent(Tensor others, double temperature = 0.5, Reduction reduction = Reduction.Mean)
        {
            Infer("NtXent", queries, others, temperature);
            var count = queries.Shape[0];
            var views = Unit(Tensor.Concat([queries, others], 0));
            var numbers = Tensor.Range(2 * count);
            var self = numbers.Unsqueeze(1).EqualTo(numbers);
            var scores = self.Where(
                Tensor.Scalar(double.NegativeInfinity, views.DType, views.Device), views.MatMul(views.T) / temperature);
            return scores.CrossEntropy(Tensor.Concat([numbers.Slice(0, count, count), numbers.Slice(0, 0, count)], 0), reduction);
        }

        /// <summary>
        /// CLIP's loss (Radford et al. 2021): with scores s · cos(image_i, text_j), the mean of the cross-entropies of finding the text of
        /// each image and the image of each text. Maximum likelihood of both choices.
        /// </summary>
        /// <param name="texts">Row i belongs to row i of the images.</param>
        /// <param name="scale">s: learned, as e to the power of a parameter; 1/0.07 at first.</param>
        /// <shape>images (N, D), texts (N, D), scale () or (1) → ()</shape>
        /// <exception cref="ShapeException">Other shapes.</exception>
        public Tensor ClipLoss(Tensor texts, Tensor scale)
        {
            Infer("ClipLoss", queries, texts, 1);
            if (scale.Length != 1)
                throw new ShapeException($"ClipLoss: the scale must be one number, got {scale.Shape}.");
            var scores = Unit(queries).MatMul(Unit(texts).T) * scale;
            var partners = Tensor.Range(queries.Shape[0]);
            return (scores.CrossEntropy(partners) + scores.T.CrossEntropy(partners)) / 2;
        }
    }

    static Tensor Unit(Tensor x) => x.ToUnitNorm(epsilon: 1e-8);

    static void Infer(string who, Tensor x, Tensor others, double temperature)
    {
        MeanSquaredErrorOp.Infer(who, x, others);
        if (x.Rank != 2)
            throw new ShapeException($"{who}: the vectors must be (N, D), got {x.Shape}.");
        if (!(temperature > 0))
            throw new ArgumentOutOfRangeException(nameof(temperature), $"{who}: the temperature must be above 0, got {temperature}.");
    }
}
