namespace Nabla.Nn;

/// <summary>Which number is moved next.</summary>
public enum CoordinateChoice
{
    /// <summary>One after the other.</summary>
    Cyclic,

    /// <summary>Any, each as likely as the others.</summary>
    Random,

    /// <summary>The one along which the loss is steepest (Gauss, Southwell).</summary>
    Steepest,
}

/// <summary>
/// Coordinate descent (Wright 2015): moves one number of the parameters at a time to where the parabola with the loss's slope g and
/// curvature h along it is lowest, p ← S(p − g / |h|, l1 / |h|) with S(x, t) = sign(x) max(|x| − t, 0), which makes the loss + l1 Σ |p|
/// small. For few parameters: each move computes the loss, its gradients and one row of its second derivatives.
/// </summary>
/// <remarks>On half a mean of squares every move is exact, and the result is the lasso's (Tibshirani 1996; Friedman et al. 2010).</remarks>
public sealed class CoordinateDescent : Optimizer
{
    readonly Module model;
    readonly Parameter[] parameters;
    readonly Func<Parameter, bool> penalized;
    readonly CoordinateChoice choice;
    readonly double l1;
    readonly int? moves;
    long done;

    /// <summary>Coordinate descent for all parameters of a model.</summary>
    /// <param name="model">Whose parameters are trained.</param>
    /// <param name="choice">Which number is moved next.</param>
    /// <param name="l1">Penalty on Σ |p|, at least 0.</param>
    /// <param name="moves">Moves of a step, at least 1; as many as there are numbers if null.</param>
    /// <param name="learningRate">Share of the way to the lowest point, above 0; 1 goes there.</param>
    /// <param name="penalized">Which parameters the penalty is on; all if null.</param>
    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public CoordinateDescent(
        Module model, CoordinateChoice choice = CoordinateChoice.Cyclic, double l1 = 0, int? moves = null, double learningRate = 1,
        Func<Parameter, bool>? penalized = null)
        : base(model)
    {
        Require(l1 >= 0, "the penalty must be at least 0", l1);
        Require(moves is null or >= 1, "a step must have at least 1 move", moves ?? 0);
        Require(learningRate > 0, "the learning rate must be above 0", learningRate);
        (this.model, this.choice, this.l1, this.moves, LearningRate) = (model, choice, l1, moves, learningRate);
        this.penalized = penalized ?? (_ => true);
        parameters = [.. model.Parameters().Select(p => p.Parameter)];
    }

    /// <summary>Share of the way to the lowest point.</summary>
    public override double LearningRate { get; set; }

    /// <inheritdoc/>
    /// <returns>The loss before the step, without the penalty.</returns>
    public override double Step(Objective objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        var free = Array.FindAll(parameters, p => !p.Frozen);
        var numbers = free.Sum(p => p.Shape.Length);
        var before = double.NaN;
        for (long move = 0; move < (moves ?? numbers); move++)
        {
            using var scope = new MemoryScope();
            var (loss, gradients) = objective.Evaluate(keepGraph: true);
            before = move == 0 ? loss : before;
            if (numbers > 0)
                Move(free, Choose(free, numbers, gradients), gradients);
            done++;
        }

        model.Step++;
        return before;
    }

    /// <inheritdoc/>
    public override IEnumerable<(string Name, Tensor Value)> SaveState() => [("moves", Tensor.Scalar(done, DType.Int64))];

    /// <inheritdoc/>
    public override void LoadState(IReadOnlyDictionary<string, Tensor> saved)
    {
        ArgumentNullException.ThrowIfNull(saved);
        done = (long)Saved(saved, "moves", Shape.Scalar).Item();
    }

    long Choose(Parameter[] free, long numbers, Gradients gradients) => choice switch
    {
        CoordinateChoice.Cyclic => done % numbers,
        CoordinateChoice.Random => (long)(new Rng(model.State.Seed, "coordinate descent", done).Next() * numbers),
        _ => Steepest(free, gradients),
    };

    // With a penalty the slope that counts is the least of those on both sides: nothing moves off 0 while |g| ≤ l1.
    long Steepest(Parameter[] free, Gradients gradients)
    {
        var (best, largest, first) = (0L, -1.0, 0L);
        foreach (var parameter in free)
        {
            var (p, g) = (Numbers(parameter), gradients.Find(parameter) is { } found ? Numbers(found) : null);
            var penalty = Penalty(parameter);
            for (var i = 0; i < p.Length; i++)
            {
                var slope = g is null ? 0 : g[i];
                var steep = p[i] == 0 ? Math.Max(Math.Abs(slope) - penalty, 0) : Math.Abs(slope + penalty * Math.Sign(p[i]));
                if (steep > largest)
                    (best, largest) = (first + i, steep);
            }

            first += p.Length;
        }

        return best;
    }

    void Move(Parameter[] free, long number, Gradients gradients)
    {
        var which = 0;
        for (; number >= free[which].Shape.Length; which++)
            number -= free[which].Shape.Length;
        var (parameter, value) = (free[which], free[which].Value);
        var axis = Tensor.Range((int)value.Length).EqualTo(Tensor.Scalar(number, DType.Int64)).To(value.DType).Reshape(value.Shape.ToArray());
        // dL/dpᵢ, and from its own gradient d²L/dpᵢ²; a slope that does not depend on the parameters has none.
        var slope = gradients.Find(parameter) is { } g ? (g * axis).Sum() : null;
        var along = slope is { IsTracked: true } ? slope.Backward().Find(value) : null;
        var curvature = along is null ? 0 : Math.Abs((along * axis).Sum().Item());
        if (curvature == 0)
            curvature = 1;      // on a straight line a step against the slope
        var p = (value.Detach() * axis).Sum().Item();
        var lowest = p - (slope?.Item() ?? 0) / curvature;
        var target = Math.CopySign(Math.Max(Math.Abs(lowest) - Penalty(parameter) / curvature, 0), lowest);
        value.Device.Backend.Update(new Plus(LearningRate * (target - p)), value, axis);
    }

    double Penalty(Parameter parameter) => penalized(parameter) ? l1 : 0;

    static double[] Numbers(Tensor x) => x.Detach().To(DType.Float64).ToArray<double>();
}
