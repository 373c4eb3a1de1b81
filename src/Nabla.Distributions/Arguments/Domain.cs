namespace Nabla.Distributions;

/// <summary>The numbers that a parameter may be, with the words for the message.</summary>
sealed record Domain(string Text, Func<double, bool> Holds)
{
    public static readonly Domain Finite = new("finite", double.IsFinite);

    public static readonly Domain Positive = new("above 0", x => x > 0 && double.IsFinite(x));

    public static readonly Domain NotNegative = new("at least 0", x => x >= 0 && double.IsFinite(x));

    public static readonly Domain Probability = new("in [0, 1]", x => x is >= 0 and <= 1);

    public static readonly Domain ProbabilityAboveZero = new("in (0, 1]", x => x is > 0 and <= 1);

    public static readonly Domain ProbabilityBelowOne = new("in [0, 1)", x => x is >= 0 and < 1);

    public static readonly Domain OpenProbability = new("in (0, 1)", x => x is > 0 and < 1);

    // −∞ is the logit of what never happens.
    public static readonly Domain Logit = new("below +∞", x => x < double.PositiveInfinity);

    public static readonly Domain Count = new("a whole number of at least 0", x => x >= 0 && x == Math.Floor(x) && double.IsFinite(x));

    public static readonly Domain NotZero = new("other than 0", x => x != 0 && double.IsFinite(x));
}
