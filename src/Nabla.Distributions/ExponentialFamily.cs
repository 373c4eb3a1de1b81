namespace Nabla.Distributions;

/// <summary>
/// A law of the form p(x) = h(x) e^(⟨η, T(x)⟩ − A(η)), with natural parameters η (Koopman, Pitman, Darmois 1935). A distribution of one's
/// own that says what η and A are has its entropy and divergence from them.
/// </summary>
public interface IExponentialFamily
{
    /// <summary>η, one tensor for each statistic.</summary>
    /// <shape>(batch, …) each</shape>
    IReadOnlyList<Tensor> NaturalParameters { get; }

    /// <summary>A(η), from which all moments of T follow; written in ops.</summary>
    /// <shape>(batch, …) each → (batch)</shape>
    Tensor LogNormalizer(IReadOnlyList<Tensor> natural);

    /// <summary>E[ln h(X)], 0 if h is 1; null where there is no formula for it, and so none for the entropy.</summary>
    /// <shape>→ broadcast with (batch)</shape>
    Tensor? MeanLogCarrier => Tensor.Scalar(0, NaturalParameters[0].DType);
}

/// <summary>What follows from the normalizer of an exponential family.</summary>
/// <example><code>
/// var means = ExponentialFamily.MeanStatistics(new Gamma(2, 3));      // E[ln X], E[X]
/// </code></example>
public static class ExponentialFamily
{
    /// <summary>E[T(X)] = ∇A(η). It can be differentiated again.</summary>
    /// <shape>→ the shapes of the natural parameters</shape>
    public static Tensor[] MeanStatistics(IExponentialFamily family)
    {
        ArgumentNullException.ThrowIfNull(family);
        return Slope(family, family.NaturalParameters);
    }

    // H = A(η) − ⟨η, ∇A(η)⟩ − E[ln h(X)] (Nielsen, Nock 2010, Entropies and cross-entropies of exponential families)
    internal static Tensor? Entropy(IExponentialFamily family)
    {
        var natural = family.NaturalParameters;
        var normalizer = family.LogNormalizer(natural);
        return family.MeanLogCarrier is { } carrier ? normalizer - Product(natural, Slope(family, natural), normalizer.Rank) - carrier : null;
    }

    // KL(p ‖ q) = A(η_q) − A(η_p) − ⟨η_q − η_p, ∇A(η_p)⟩: the divergence of Bregman (1967) that belongs to A
    internal static Tensor Kl(IExponentialFamily p, IExponentialFamily q)
    {
        var (from, to) = (p.NaturalParameters, q.NaturalParameters);
        var (start, end) = (p.LogNormalizer(from), q.LogNormalizer(to));
        Tensor[] way = [.. to.Zip(from, (b, a) => b - a)];
        return end - start - Product(way, Slope(p, from), Math.Max(start.Rank, end.Rank));
    }

    // Each parameter as a variable of its own, though they may be one tensor; recorded again if an outer derivative wants it.
    static Tensor[] Slope(IExponentialFamily family, IReadOnlyList<Tensor> natural)
    {
        var outer = Autograd.Recording && natural.Any(n => n.IsTracked);
        using var recording = Autograd.Resume();
        Tensor[] inner = [.. natural.Select(n => n.IsTracked ? n + 0 : n.Track())];
        var gradients = family.LogNormalizer(inner).Sum().Backward(keepGraph: outer, also: inner);
        return Array.ConvertAll(inner, n => outer ? gradients[n] : gradients[n].Detach());
    }

    static Tensor Product(IReadOnlyList<Tensor> natural, Tensor[] means, int batchAxes) =>
        natural.Zip(means, (n, m) => n * m).Select(x => Parts.SumLast(x, x.Rank - batchAxes)).Aggregate((a, b) => a + b);
}
