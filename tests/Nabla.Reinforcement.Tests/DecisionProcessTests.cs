using Nabla.Reinforcement.Planning;

namespace Nabla.Reinforcement.Tests;

public class DecisionProcessTests
{
    static DecisionProcess TwoStates(double discount) => new(
        Tensor.From<double>([1, 0, 0, 1, 1, 0, 0, 1], [2, 2, 2]), Tensor.From<double>([1, 0, 2, 0.5], [2, 2]), discount);

    // Worked on paper: stay in 0 for ever, 1 / (1 − γ); from 1 go there, 2 + γ V(0). At γ = 0 only the next reward counts.
    [Theory]
    [InlineData(0.9, 10, 11, 0, 0)]
    [InlineData(0.5, 2, 3, 0, 0)]
    [InlineData(0, 1, 2, 0, 0)]
    public void BothWaysFindTheBestPlan(double discount, double first, double second, int a0, int a1)
    {
        foreach (var plan in (Plan[])[TwoStates(discount).IterateValues(), TwoStates(discount).IteratePolicies()])
        {
            Assert.Equal(first, plan.Values[0].Item(), 9);
            Assert.Equal(second, plan.Values[1].Item(), 9);
            Assert.Equal([a0, a1], plan.Policy);
        }
    }

    [Fact]
    public void ValuesObeyBellmansEquationInARandomProcess()
    {
        var rng = new Rng(3);
        var raw = rng.Uniform([20, 4, 20], 0.01, 1, DType.Float64);
        var process = new DecisionProcess(raw / raw.Sum(2, keepAxes: true), rng.Normal([20, 4], dtype: DType.Float64), 0.95);
        var (byValues, byPolicies) = (process.IterateValues(), process.IteratePolicies());
        Assert.Equal(byValues.Policy, byPolicies.Policy);
        var again = process.ActionValues(byValues.Values).Max(1);
        Assert.True((again - byValues.Values).Abs().Max().Item() < 1e-9);
        Assert.True((process.Evaluate(byPolicies.Policy) - byValues.Values).Abs().Max().Item() < 1e-9);
        Assert.True(byPolicies.Sweeps < byValues.Sweeps);
    }

    [Fact]
    public void WrongDynamicsAreNamed()
    {
        var rewards = Tensor.Zeros([2, 2], DType.Float64);
        string Message(Tensor p, double discount = 0.9) => Assert.ThrowsAny<ArgumentException>(() => new DecisionProcess(p, rewards, discount)).Message;
        Assert.Equal("DecisionProcess: the probabilities of action 1 in state 0 must sum to 1, got 0.5.",
            Message(Tensor.From<double>([1, 0, 0.5, 0, 1, 0, 0, 1], [2, 2, 2])));
        Assert.Equal("DecisionProcess: probabilities must be at least 0, got -1.", Message(Tensor.From<double>([1, 0, 2, -1, 1, 0, 0, 1], [2, 2, 2])));
        Assert.Equal("DecisionProcess: the discount must be in [0, 1), got 1.", Message(Tensor.From<double>([1, 0, 0, 1, 1, 0, 0, 1], [2, 2, 2]), 1));
        Assert.Equal("DecisionProcess: transitions must be (S, A, S) and rewards (S, A), got (2, 2) and (2, 2).", Message(rewards));
    }
}
