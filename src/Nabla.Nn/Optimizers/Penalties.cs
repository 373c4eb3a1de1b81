namespace Nabla.Nn;

/// <summary>Penalties on large parameters, as parts of a loss: <c>loss + 1e-4 * model.L2Penalty()</c>.</summary>
public static class Penalties
{
    extension(Module model)
    {
        /// <summary>
        /// Σ |p| over the parameters that <paramref name="which"/> holds, all if null; drives many of them to 0 (Tibshirani 1996).
        /// </summary>
        public Tensor L1Penalty(Func<Parameter, bool>? which = null) => Sum(model, which, p => p.Abs().Sum());

        /// <summary>
        /// ½ Σ p² over the parameters that <paramref name="which"/> holds, all if null; its gradient is p, as of weight decay.
        /// </summary>
        public Tensor L2Penalty(Func<Parameter, bool>? which = null) => 0.5 * Sum(model, which, p => p.Square().Sum());
    }

    static Tensor Sum(Module model, Func<Parameter, bool>? which, Func<Tensor, Tensor> part)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Parameters().Select(p => p.Parameter).Where(which ?? (_ => true)).Select(p => part(p.Value))
            .Aggregate((sum, next) => sum + next);
    }
}
