namespace Nabla.Nn;

/// <summary>How the first values of a parameter are drawn.</summary>
public abstract class Init
{
    /// <summary>First values for a parameter; called once, with random numbers of the run's seed and the parameter's path.</summary>
    public abstract Tensor Draw(Shape shape, DType dtype, Rng rng);

    /// <summary>Inputs that one output sums over: the product of all axes but the first, for weights (outputs, …, inputs).</summary>
    public static long FanIn(Shape shape) => shape.Rank < 2 ? shape.Length : shape.Length / Math.Max(1, shape[0]);

    /// <summary>Outputs that one input reaches: the first axis times the kernel, for weights (outputs, kernel…, inputs).</summary>
    public static long FanOut(Shape shape) => shape.Rank < 2 ? shape.Length : shape.Length / Math.Max(1, shape[-1]);

    /// <summary>
    /// Standard deviation of the values drawn for a parameter of this shape: by formula, or, for what has none, measured on one drawing.
    /// </summary>
    public virtual double Deviation(Shape shape)
    {
        var values = Draw(shape, DType.Float64, new Rng(0)).ToArray<double>();
        var mean = values.DefaultIfEmpty().Average();
        return Math.Sqrt(values.Select(v => (v - mean) * (v - mean)).DefaultIfEmpty().Average());
    }

    /// <summary>Every value the same.</summary>
    public static Init Constant(double value) => new ConstantInit(value);

    /// <summary>Spread evenly in [−bound, bound).</summary>
    public static Init Uniform(double bound) => new UniformInit(_ => (-bound, bound));

    /// <summary>Spread evenly in [low, high).</summary>
    public static Init Uniform(double low, double high) => new UniformInit(_ => (low, high));

    /// <summary>Normal, with mean 0 if not said otherwise.</summary>
    public static Init Normal(double deviation = 1, double mean = 0) => new NormalInit(_ => deviation, mean);

    /// <summary>
    /// Uniform in ±gain √(3 / fan) (He et al. 2015). The gain √2 suits ReLU, see <see cref="Gain"/>; layers use PyTorch's default 1/√3,
    /// which gives ±1/√(fan-in).
    /// </summary>
    public static Init KaimingUniform(double gain = 0.5773502691896258, Fan fan = Fan.In) =>
        new UniformInit(shape => Symmetric(gain * Math.Sqrt(3.0 / Of(fan, shape))));

    /// <summary>Normal with deviation gain / √fan (He et al. 2015).</summary>
    public static Init KaimingNormal(double gain = Gain.Relu, Fan fan = Fan.In) =>
        new NormalInit(shape => gain / Math.Sqrt(Of(fan, shape)));

    /// <summary>Uniform in ±gain √(6 / (fan-in + fan-out)) (Glorot, Bengio 2010).</summary>
    public static Init XavierUniform(double gain = 1) =>
        new UniformInit(shape => Symmetric(gain * Math.Sqrt(6.0 / (FanIn(shape) + FanOut(shape)))));

    /// <summary>Normal with deviation gain √(2 / (fan-in + fan-out)) (Glorot, Bengio 2010).</summary>
    public static Init XavierNormal(double gain = 1) => new NormalInit(shape => gain * Math.Sqrt(2.0 / (FanIn(shape) + FanOut(shape))));

    /// <summary>Uniform in ±√(3 / fan-in), of deviation 1 / √(fan-in) (LeCun et al. 1998).</summary>
    public static Init LecunUniform() => KaimingUniform(gain: 1);

    /// <summary>Normal with deviation 1 / √(fan-in) (LeCun et al. 1998).</summary>
    public static Init LecunNormal() => KaimingNormal(gain: 1);

    /// <summary>Normal with mean 0, drawn again where it falls outside ±<paramref name="bound"/>.</summary>
    public static Init TruncatedNormal(double deviation = 1, double bound = 2) => new TruncatedNormal(deviation, bound);

    /// <summary>
    /// gain times a random matrix with orthogonal rows (or columns, if there are fewer of them), each of length 1 (Saxe et al. 2014);
    /// all axes but the first count as columns.
    /// </summary>
    public static Init Orthogonal(double gain = 1) => new Orthogonal(gain);

    /// <summary>
    /// Normal, but in each column of a weight (outputs, inputs) the share <paramref name="zeros"/> of the numbers, rounded up, is 0: an
    /// input reaches few outputs (Martens 2010).
    /// </summary>
    /// <param name="zeros">Share of zeros, in [0, 1].</param>
    /// <param name="deviation">Standard deviation of the others.</param>
    /// <exception cref="ArgumentException">The share is out of its range.</exception>
    public static Init Sparse(double zeros, double deviation = 0.01) => new Sparse(zeros, deviation);

    /// <summary>The unit matrix, for a weight (outputs, inputs): as many inputs as there are outputs pass as they are.</summary>
    public static Init Identity() => new UnitMatrix("Identity", kernel: false, groups: 1);

    /// <summary>
    /// As <see cref="Identity"/>, for a weight (outputs, kernel…, inputs): 1 at the centre of the kernel where output and input have the
    /// same number, in each group of outputs.
    /// </summary>
    /// <exception cref="ArgumentException">There are no groups.</exception>
    public static Init Dirac(int groups = 1) => groups >= 1
        ? new UnitMatrix("Dirac", kernel: true, groups)
        : throw new ArgumentException($"Dirac: there must be at least 1 group, got {groups}.");

    /// <summary>
    /// gain times a random matrix with orthogonal columns at the centre of the kernel, 0 elsewhere, for a weight (outputs, kernel…,
    /// inputs): the signal keeps its length through thousands of layers (Xiao et al. 2018).
    /// </summary>
    public static Init DeltaOrthogonal(double gain = 1) => new DeltaOrthogonal(gain);

    static long Of(Fan fan, Shape shape) => fan == Fan.In ? FanIn(shape) : FanOut(shape);

    static (double, double) Symmetric(double bound) => (-bound, bound);

    sealed class ConstantInit(double value) : Init
    {
        public override Tensor Draw(Shape shape, DType dtype, Rng rng) => Tensor.Full(shape, value, dtype);

        public override double Deviation(Shape shape) => 0;
    }

    sealed class UniformInit(Func<Shape, (double Low, double High)> range) : Init
    {
        public override Tensor Draw(Shape shape, DType dtype, Rng rng)
        {
            var (low, high) = range(shape);
            return rng.Uniform(shape, low, high, dtype);
        }

        public override double Deviation(Shape shape)
        {
            var (low, high) = range(shape);
            return (high - low) / Math.Sqrt(12);
        }
    }

    sealed class NormalInit(Func<Shape, double> deviation, double mean = 0) : Init
    {
        public override Tensor Draw(Shape shape, DType dtype, Rng rng) => rng.Normal(shape, mean, deviation(shape), dtype);

        public override double Deviation(Shape shape) => deviation(shape);
    }
}
