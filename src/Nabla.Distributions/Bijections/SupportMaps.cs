namespace Nabla.Distributions;

/// <summary>From all numbers to what can occur.</summary>
public static class SupportMaps
{
    extension(Support support)
    {
        /// <summary>
        /// A bijection from all numbers or vectors onto a support that needs no parameters. <see cref="Distribution.BijectionFromReals"/>
        /// knows the parameters of its distribution, too.
        /// </summary>
        /// <exception cref="NotSupportedException">There is none, as for counts, or it needs parameters.</exception>
        public Bijection BijectionFromReals() => support switch
        {
            Support.Real => new IdentityMap(),
            Support.Vector => new IndependentMap(new IdentityMap()),
            Support.Positive => new ExpMap(),
            Support.Unit => new SigmoidMap(),
            Support.Simplex => new StickBreakingMap(),
            Support.CorrelationFactor => new CorrelationFactorMap(),
            _ => throw new NotSupportedException($"BijectionFromReals: there is no bijection onto {support} without parameters."),
        };

        /// <summary>
        /// A map from all numbers or vectors onto a support, the one that treats all components alike where that is no bijection: for
        /// parameters that gradient descent moves.
        /// </summary>
        /// <exception cref="NotSupportedException">There is none, as for counts, or it needs parameters.</exception>
        public Map MapFromReals() => support switch
        {
            Support.Simplex => new SoftmaxMap(),
            Support.LowerFactor => new LowerFactorMap(),
            _ => support.BijectionFromReals(),
        };
    }
}
