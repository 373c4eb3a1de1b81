using System.Numerics.Tensors;

namespace Nabla.Nn;

/// <summary>
/// L-BFGS (Liu, Nocedal 1989): Newton's step with a curvature that is learnt from the last steps and changes of the gradient, and a line
/// search for the strong Wolfe conditions. For losses without noise, of all samples at once. Computes in float64.
/// </summary>
public sealed class Lbfgs : Optimizer
{
    readonly Module model;
    readonly (string Path, Parameter Parameter)[] parameters;
    readonly int iterations, evaluations, memory;
    readonly double gradientTolerance, changeTolerance;
    readonly List<(double[] Step, double[] Change)> pairs = [];
    double[] direction = [], gradient = [];
    double length;
    long iteration;

    /// <summary>L-BFGS for all parameters of a model.</summary>
    /// <param name="model">Whose parameters are trained.</param>
    /// <param name="learningRate">Where the line search begins, above 0.</param>
    /// <param name="iterations">Iterations of a call of <see cref="Step"/>, at least 1.</param>
    /// <param name="memory">Steps that the curvature is learnt from, at least 1.</param>
    /// <param name="gradientTolerance">A call ends where no gradient is above this.</param>
    /// <param name="changeTolerance">A call ends where neither loss nor parameters change by more.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public Lbfgs(
        Module model, double learningRate = 1, int iterations = 20, int memory = 100, double gradientTolerance = 1e-7,
        double changeTolerance = 1e-9)
        : base(model)
    {
        if (!(learningRate > 0) || iterations < 1 || memory < 1)
            throw new ArgumentException(
                $"Lbfgs: the learning rate must be above 0, iterations and memory at least 1, "
                + $"got {learningRate}, {iterations} and {memory}.");
        (this.model, LearningRate, this.iterations, this.memory) = (model, learningRate, iterations, memory);
        (this.gradientTolerance, this.changeTolerance, evaluations) = (gradientTolerance, changeTolerance, iterations * 5 / 4);
        parameters = [.. model.Parameters()];
    }

    /// <summary>Where the line search begins.</summary>
    public override double LearningRate { get; set; }

    /// <summary>How often the loss has been computed.</summary>
    public long Evaluations { get; private set; }

    /// <summary>Some iterations, until the loss changes no more or their number is reached.</summary>
    /// <param name="objective">The loss; computed many times.</param>
    /// <returns>The loss before.</returns>
    public override double Step(Objective objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        var (first, x) = (Evaluations, Gather(p => p.Value));
        var start = Evaluate(objective, 0, []);
        var before = start.Loss;
        for (var count = 1; Largest(start.Gradient) > gradientTolerance; count++)
        {
            Turn(start.Gradient);
            var slope = TensorPrimitives.Dot<double>(start.Gradient, direction);
            var scale = Largest(direction);
            length = iteration == 1 ? Math.Min(1, 1 / TensorPrimitives.SumOfMagnitudes<double>(start.Gradient)) * LearningRate : LearningRate;
            if (slope > -changeTolerance)
                break;
            var found = StrongWolfe.Search(
                t => Evaluate(objective, t, Moved(x, t)), start with { T = 0, Slope = slope }, length, changeTolerance / scale);
            var fall = Math.Abs(found.Loss - start.Loss);
            (start, length, x) = (found, found.T, Moved(x, found.T));
            Scatter(x);
            if (count >= iterations || Evaluations - first >= evaluations || length * scale <= changeTolerance || fall < changeTolerance)
                break;
        }

        model.Step++;
        return before;
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Value)> SaveState()
    {
        yield return ("figures", Tensor.Of([(double)iteration, Evaluations, length]));
        yield return ("direction", Tensor.Of(direction));
        yield return ("gradient", Tensor.Of(gradient));
        for (var i = 0; i < pairs.Count; i++)
        {
            yield return ($"{i}.step", Tensor.Of(pairs[i].Step));
            yield return ($"{i}.change", Tensor.Of(pairs[i].Change));
        }
    }

    /// <inheritdoc/>
    public override void LoadState(IReadOnlyDictionary<string, Tensor> saved)
    {
        ArgumentNullException.ThrowIfNull(saved);
        double[] Vector(string name, int count) => Saved(saved, name, [count]).To(DType.Float64).ToArray<double>();
        var figures = Vector("figures", 3);
        // Before the first step there is neither direction nor gradient.
        var count = figures[0] == 0 ? 0 : parameters.Sum(p => (int)p.Parameter.Shape.Length);
        var (toward, slope) = (Vector("direction", count), Vector("gradient", count));
        List<(double[], double[])> learnt = [];
        for (var i = 0; saved.ContainsKey($"{i}.step"); i++)
            learnt.Add((Vector($"{i}.step", count), Vector($"{i}.change", count)));
        (iteration, Evaluations, length) = ((long)figures[0], (long)figures[1], figures[2]);
        (direction, gradient) = (toward, slope);
        pairs.Clear();
        pairs.AddRange(learnt);
    }

    // Learns from the last step, and finds the next direction −H g with H as the pairs (s, y) of steps and changes have it.
    void Turn(double[] now)
    {
        var q = Array.ConvertAll(now, g => -g);
        if (iteration++ > 0)
            Learn(now);
        gradient = now;
        var along = new double[pairs.Count];
        for (var i = pairs.Count - 1; i >= 0; i--)
        {
            var (s, y) = pairs[i];
            along[i] = Dot(s, q) / Dot(y, s);
            Add(q, -along[i], y);
        }

        if (pairs.Count > 0)
            TensorPrimitives.Multiply(q, Dot(pairs[^1].Change, pairs[^1].Step) / Dot(pairs[^1].Change, pairs[^1].Change), q);
        for (var i = 0; i < pairs.Count; i++)
            Add(q, along[i] - Dot(pairs[i].Change, q) / Dot(pairs[i].Change, pairs[i].Step), pairs[i].Step);
        direction = q;
    }

    // A pair of no positive curvature would spoil H.
    void Learn(double[] now)
    {
        var s = Array.ConvertAll(direction, d => d * length);
        var y = new double[now.Length];
        TensorPrimitives.Subtract(now, gradient, y);
        if (Dot(y, s) <= 1e-10)
            return;
        if (pairs.Count == memory)
            pairs.RemoveAt(0);
        pairs.Add((s, y));
    }

    LinePoint Evaluate(Objective objective, double t, double[] x)
    {
        using var scope = new MemoryScope();
        if (x.Length > 0)
            Scatter(x);
        Evaluations++;
        var (loss, gradients) = objective.Evaluate();
        var all = Gather(p => p.Frozen ? Tensor.Zeros(p.Shape, p.Value.DType) : gradients[p]);
        return new LinePoint(t, loss, all, direction.Length == all.Length ? Dot(all, direction) : 0);
    }

    double[] Moved(double[] x, double t)
    {
        double[] moved = [.. x];
        Add(moved, t, direction);
        return moved;
    }

    double[] Gather(Func<Parameter, Tensor> what) =>
        [.. parameters.SelectMany(p => what(p.Parameter).Detach().To(DType.Float64).ToArray<double>())];

    void Scatter(double[] x)
    {
        var from = 0;
        foreach (var (_, parameter) in parameters)
        {
            var count = (int)parameter.Shape.Length;
            parameter.Load(Tensor.From<double>(x.AsSpan(from, count), parameter.Shape));
            from += count;
        }
    }

    static double Largest(double[] x) => Math.Abs(TensorPrimitives.MaxMagnitude<double>(x));

    static double Dot(double[] a, double[] b) => TensorPrimitives.Dot<double>(a, b);

    static void Add(double[] x, double share, double[] y) => TensorPrimitives.MultiplyAdd(y, share, x, x);
}
