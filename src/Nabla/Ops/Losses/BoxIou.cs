namespace Nabla;

/// <summary>Overlap of boxes (x₁, y₁, x₂, y₂) with x₁ ≤ x₂ and y₁ ≤ y₂, as a measure and as losses of box regression.</summary>
public static class BoxIouOp
{
    // torchvision's: keeps boxes without area from dividing by 0.
    const double Epsilon = 1e-7;

    extension(Tensor boxes)
    {
        /// <summary>Intersection over union of each box with each other box, in [0, 1].</summary>
        /// <shape>boxes (N, 4), others (M, 4) → (N, M)</shape>
        /// <exception cref="ShapeException">Other shapes.</exception>
        public Tensor BoxIou(Tensor others)
        {
            Require("BoxIou", boxes);
            Require("BoxIou", others);
            var overlap = new Overlap(boxes.Unsqueeze(1), others.Unsqueeze(0));
            return overlap.Intersection / overlap.Union;
        }

        /// <summary>
        /// 1 − IoU of each box with its target (Yu et al. 2016, without their logarithm). No maximum likelihood; no gradient where they do
        /// not meet.
        /// </summary>
        /// <shape>boxes (…, 4), targets (…, 4) → () or, without reduction, (…)</shape>
        /// <exception cref="ShapeException">Other shapes.</exception>
        public Tensor IouLoss(Tensor targets, Reduction reduction = Reduction.Mean) =>
            (1 - Pairs("IouLoss", boxes, targets).Iou).Reduce(reduction);

        /// <summary>
        /// 1 − IoU + (hull − union) / hull, the hull being the smallest box around both (Rezatofighi et al. 2019): boxes that do not meet
        /// are pulled together. No maximum likelihood.
        /// </summary>
        /// <shape>boxes (…, 4), targets (…, 4) → () or, without reduction, (…)</shape>
        /// <exception cref="ShapeException">Other shapes.</exception>
        public Tensor GeneralizedIouLoss(Tensor targets, Reduction reduction = Reduction.Mean)
        {
            var overlap = Pairs("GeneralizedIouLoss", boxes, targets);
            var hull = overlap.HullWidth * overlap.HullHeight;
            return (1 - overlap.Iou + (hull - overlap.Union) / (hull + Epsilon)).Reduce(reduction);
        }

        /// <summary>1 − IoU + (distance of the centres / diagonal of the hull)² (Zheng et al. 2020). No maximum likelihood.</summary>
        /// <shape>boxes (…, 4), targets (…, 4) → () or, without reduction, (…)</shape>
        /// <exception cref="ShapeException">Other shapes.</exception>
        public Tensor DistanceIouLoss(Tensor targets, Reduction reduction = Reduction.Mean) =>
            Distance(Pairs("DistanceIouLoss", boxes, targets)).Reduce(reduction);

        /// <summary>
        /// Distance-IoU loss + a v, v = 4/π² (difference of the angles arctan(width / height))² and a = v / (1 − IoU + v), a taken as
        /// constant (Zheng et al. 2020). No maximum likelihood.
        /// </summary>
        /// <shape>boxes (…, 4), targets (…, 4) → () or, without reduction, (…)</shape>
        /// <exception cref="ShapeException">Other shapes.</exception>
        public Tensor CompleteIouLoss(Tensor targets, Reduction reduction = Reduction.Mean)
        {
            var overlap = Pairs("CompleteIouLoss", boxes, targets);
            var angles = (overlap.B.Width / overlap.B.Height).Atan() - (overlap.A.Width / overlap.A.Height).Atan();
            var v = angles.Square() * (4 / (Math.PI * Math.PI));
            var share = v.Detach() / (1 - overlap.Iou.Detach() + v.Detach() + Epsilon);
            return (Distance(overlap) + share * v).Reduce(reduction);
        }
    }

    static Tensor Distance(Overlap o)
    {
        var diagonal = o.HullWidth.Square() + o.HullHeight.Square() + Epsilon;
        var (x, y) = (o.A.Left + o.A.Right - o.B.Left - o.B.Right, o.A.Top + o.A.Bottom - o.B.Top - o.B.Bottom);
        return 1 - o.Iou + (x.Square() + y.Square()) * 0.25 / diagonal;
    }

    static Overlap Pairs(string who, Tensor boxes, Tensor targets)
    {
        MeanSquaredErrorOp.Infer(who, boxes, targets);
        if (boxes.Rank == 0 || boxes.Shape[-1] != 4)
            throw new ShapeException($"{who}: the boxes must be (…, 4), got {boxes.Shape}.");
        return new Overlap(boxes, targets);
    }

    static void Require(string who, Tensor boxes)
    {
        if (boxes.Rank != 2 || boxes.Shape[1] != 4)
            throw new ShapeException($"{who}: the boxes must be (N, 4), got {boxes.Shape}.");
    }

    sealed class Edges(Tensor boxes)
    {
        public Tensor Left { get; } = boxes.Select(-1, 0);

        public Tensor Top { get; } = boxes.Select(-1, 1);

        public Tensor Right { get; } = boxes.Select(-1, 2);

        public Tensor Bottom { get; } = boxes.Select(-1, 3);

        public Tensor Width => Right - Left;

        public Tensor Height => Bottom - Top;
    }

    sealed class Overlap
    {
        public Overlap(Tensor boxes, Tensor others)
        {
            (A, B) = (new Edges(boxes), new Edges(others));
            var width = A.Right.Minimum(B.Right) - A.Left.Maximum(B.Left);
            var height = A.Bottom.Minimum(B.Bottom) - A.Top.Maximum(B.Top);
            Intersection = width.Relu() * height.Relu();
            Union = A.Width * A.Height + B.Width * B.Height - Intersection;
        }

        public Edges A { get; }

        public Edges B { get; }

        public Tensor Intersection { get; }

        public Tensor Union { get; }

        public Tensor Iou => Intersection / (Union + Epsilon);

        public Tensor HullWidth => A.Right.Maximum(B.Right) - A.Left.Minimum(B.Left);

        public Tensor HullHeight => A.Bottom.Maximum(B.Bottom) - A.Top.Minimum(B.Top);
    }
}
