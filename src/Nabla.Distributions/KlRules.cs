namespace Nabla.Distributions;

/// <summary>
/// Divergences of pairs for which the library has no formula. A distribution of one's own overrides <see cref="Distribution.KlOf"/> or
/// <see cref="Distribution.CrossEntropyFrom"/> instead; this is for pairs of which neither is.
/// </summary>
/// <example><code>
/// var rules = new KlRules().Add&lt;Uniform, Cauchy&gt;((p, q) => p.KlByMonteCarlo(q, new Rng(1)));
/// var kl = rules.Kl(new Uniform(0, 1), new Cauchy(0, 1));
/// </code></example>
public sealed class KlRules
{
    readonly Dictionary<(Type P, Type Q), Func<Distribution, Distribution, Tensor>> rules = [];

    /// <summary>The rule of a pair of kinds; it comes before what the library knows, and replaces a rule given before.</summary>
    public KlRules Add<TP, TQ>(Func<TP, TQ, Tensor> rule) where TP : Distribution where TQ : Distribution
    {
        ArgumentNullException.ThrowIfNull(rule);
        rules[(typeof(TP), typeof(TQ))] = (p, q) => rule((TP)p, (TQ)q);
        return this;
    }

    /// <summary>KL(p ‖ q) by the rule of this pair, of the components of independent ones, or as <see cref="Distribution.KlTo"/>.</summary>
    /// <shape>→ (batch of both, broadcast)</shape>
    /// <exception cref="NotSupportedException">There is no rule and no formula for this pair.</exception>
    public Tensor Kl(Distribution p, Distribution q)
    {
        ArgumentNullException.ThrowIfNull(p);
        ArgumentNullException.ThrowIfNull(q);
        if (rules.TryGetValue((p.GetType(), q.GetType()), out var rule))
            return rule(p, q);
        return p is Independent a && q is Independent b && a.Inner.Axes == b.Inner.Axes
            ? Parts.SumLast(Kl(a.Inner.Origin, b.Inner.Origin), a.Inner.Axes)
            : p.KlTo(q);
    }
}
