namespace Nabla.Reinforcement.Planning;

/// <summary>The best a decision process can give: the value of each state and action, and what to do.</summary>
/// <param name="Values">V*(s), the discounted reward to come under the best actions. Shape (S).</param>
/// <param name="ActionValues">Q*(s, a). Shape (S, A).</param>
/// <param name="Policy">The action to take in each state; the first of equals.</param>
/// <param name="Sweeps">How many times all states were gone through.</param>
public sealed record Plan(Tensor Values, Tensor ActionValues, IReadOnlyList<int> Policy, int Sweeps);

/// <summary>
/// A finite Markov decision process with known dynamics (Bellman 1957; Puterman 1994): in state s action a earns R(s, a) on average and
/// leads to state s′ with probability P(s′ | s, a).
/// </summary>
/// <example><code>
/// // State 0: stay for 1, or go to 1 for nothing. State 1: go to 0 for 2, or stay for a half.
/// var process = new DecisionProcess(
///     transitions: Tensor.From&lt;double&gt;([1, 0,  0, 1,  1, 0,  0, 1], [2, 2, 2]),
///     rewards: Tensor.From&lt;double&gt;([1, 0,  2, 0.5], [2, 2]), discount: 0.9);
/// Console.WriteLine(process.IterateValues().Values);
/// </code></example>
public sealed class DecisionProcess
{
    // Probabilities are sums of a few rounded numbers.
    const double ProbabilityError = 1e-9;

    readonly Tensor transitions, rewards;

    /// <summary>A process with these dynamics.</summary>
    /// <param name="transitions">P(s′ | s, a). Shape (S, A, S); each row over s′ sums to 1.</param>
    /// <param name="rewards">R(s, a). Shape (S, A).</param>
    /// <param name="discount">γ in [0, 1): how much a reward one step later is worth.</param>
    /// <exception cref="ShapeException">The shapes do not fit each other.</exception>
    /// <exception cref="ArgumentException">Probabilities are negative or do not sum to 1, or the discount is outside [0, 1).</exception>
    public DecisionProcess(Tensor transitions, Tensor rewards, double discount)
    {
        ArgumentNullException.ThrowIfNull(transitions);
        ArgumentNullException.ThrowIfNull(rewards);
        if (transitions.Rank != 3 || transitions.Shape[0] != transitions.Shape[2] || !rewards.Shape.Equals([transitions.Shape[0], transitions.Shape[1]]))
            throw new ShapeException(
                $"DecisionProcess: transitions must be (S, A, S) and rewards (S, A), got {transitions.Shape} and {rewards.Shape}.");
        if (!(discount is >= 0 and < 1))
            throw new ArgumentException($"DecisionProcess: the discount must be in [0, 1), got {discount}.");
        (this.transitions, this.rewards, Discount) = (transitions.To(DType.Float64), rewards.To(DType.Float64), discount);
        var actions = transitions.Shape[1];
        foreach (var (row, sum) in this.transitions.Sum(2).ToArray<double>().Index())
            if (!(Math.Abs(sum - 1) < ProbabilityError))
                throw new ArgumentException(
                    $"DecisionProcess: the probabilities of action {row % actions} in state {row / actions} must sum to 1, got {sum}.");
        if (!(this.transitions.Min().Item() >= 0))
            throw new ArgumentException($"DecisionProcess: probabilities must be at least 0, got {this.transitions.Min().Item()}.");
    }

    /// <summary>γ.</summary>
    public double Discount { get; }

    /// <summary>Number of states S.</summary>
    public int States => rewards.Shape[0];

    /// <summary>Number of actions A.</summary>
    public int Actions => rewards.Shape[1];

    /// <summary>Q(s, a) = R(s, a) + γ Σ P(s′ | s, a) V(s′): what each action is worth if the states are worth V.</summary>
    /// <shape>(S) → (S, A)</shape>
    public Tensor ActionValues(Tensor values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return rewards + transitions.MatMul(values.Unsqueeze(1)).Squeeze(2) * Discount;
    }

    /// <summary>
    /// Value iteration: V ← maxₐ Q(s, a) from V = 0 until no value is further than <paramref name="tolerance"/> from the best one. A sweep
    /// brings them nearer by the factor γ (Banach), so it stops when a change is at most tolerance (1 − γ) / γ.
    /// </summary>
    /// <exception cref="ArgumentException">The tolerance is not above 0.</exception>
    public Plan IterateValues(double tolerance = 1e-10)
    {
        if (!(tolerance > 0))
            throw new ArgumentException($"DecisionProcess: the tolerance must be above 0, got {tolerance}.");
        var values = Tensor.Zeros([States], DType.Float64);
        for (var sweep = 1; ; sweep++)
        {
            var next = ActionValues(values).Max(1);
            var change = (next - values).Abs().Max().Item();
            values = next;
            if (change * Discount <= tolerance * (1 - Discount))
                return Best(values, sweep);
        }
    }

    /// <summary>
    /// Policy iteration (Howard 1960): works out what the present policy is worth, takes the best action under these values in each state,
    /// and ends when nothing changes.
    /// </summary>
    public Plan IteratePolicies(double tolerance = 1e-10)
    {
        var policy = new int[States];
        for (var sweep = 1; ; sweep++)
        {
            var values = Evaluate(policy, tolerance);
            var better = Improve(policy, ActionValues(values));
            if (better.SequenceEqual(policy))
                return Best(values, sweep);
            policy = better;
        }
    }

    /// <summary>
    /// V(s) of a policy that takes action policy[s]: V ← R + γ P V, repeated until it is within <paramref name="tolerance"/>.
    /// </summary>
    /// <shape>→ (S)</shape>
    /// <exception cref="ArgumentException">The policy has not one valid action a state, or the tolerance is not above 0.</exception>
    public Tensor Evaluate(IReadOnlyList<int> policy, double tolerance = 1e-10)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (policy.Count != States || policy.Any(a => a < 0 || a >= Actions))
            throw new ArgumentException(
                $"DecisionProcess: a policy must give each of {States} states an action from 0 to {Actions - 1}, "
                + $"got {string.Join(", ", policy)}.");
        if (!(tolerance > 0))
            throw new ArgumentException($"DecisionProcess: the tolerance must be above 0, got {tolerance}.");
        var taken = Tensor.From<long>([.. policy.Select(a => (long)a)], [States, 1]);
        var values = Tensor.Zeros([States], DType.Float64);
        while (true)
        {
            var next = ActionValues(values).Gather(1, taken).Squeeze(1);
            var change = (next - values).Abs().Max().Item();
            values = next;
            if (change * Discount <= tolerance * (1 - Discount))
                return values;
        }
    }

    // An action changes only for one that is better by more than rounding: equals would take turns for ever.
    int[] Improve(int[] policy, Tensor actionValues)
    {
        var q = actionValues.ToArray<double>();
        return [.. policy.Select((old, s) =>
        {
            var row = q.AsSpan(s * Actions, Actions);
            var best = 0;
            for (var a = 1; a < Actions; a++)
                best = row[a] > row[best] ? a : best;
            return row[best] > row[old] + 1e-9 * (1 + Math.Abs(row[old])) ? best : old;
        })];
    }

    Plan Best(Tensor values, int sweeps)
    {
        var q = ActionValues(values);
        return new Plan(values, q, [.. q.ArgMax(1).ToArray<long>().Select(a => (int)a)], sweeps);
    }
}
