namespace Nabla.Distributions;

/// <summary>The probability of success of a yes-or-no variable, given as such or as its logit ln(p / (1 − p)).</summary>
sealed class Chance(Tensor value, bool isLogit)
{
    /// <summary>p.</summary>
    public Tensor Success { get; } = isLogit ? value.Sigmoid() : value;

    /// <summary>1 − p, of a logit without loss of digits.</summary>
    public Tensor Failure => isLogit ? (-value).Sigmoid() : 1 - value;

    /// <summary>p / (1 − p).</summary>
    public Tensor Odds => isLogit ? value.Exp() : value / (1 - value);

    /// <summary>ln(p / (1 − p)).</summary>
    public Tensor Logit => isLogit ? value : value.Log() - (-value).Log1p();

    /// <summary>successes ln p + failures ln(1 − p), where 0 · ln 0 = 0.</summary>
    public Tensor LogProbability(Tensor successes, Tensor failures) => isLogit
        ? successes * value.LogSigmoid() + failures * (-value).LogSigmoid()
        : successes.XLogY(value) + failures.XLogY(1 - value);

    /// <summary>KL of one trial: p ln(p / q) + (1 − p) ln((1 − p) / (1 − q)).</summary>
    public Tensor KlTo(Chance q) => LogProbability(Success, Failure) - q.LogProbability(Success, Failure);

    /// <summary>Of one trial.</summary>
    public Tensor Entropy => -LogProbability(Success, Failure);
}
