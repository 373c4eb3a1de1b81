namespace Nabla.Nn;

/// <summary>Keeps gradients from growing too large, between Backward and the optimiser's step.</summary>
public static class GradientClipping
{
    // As PyTorch has it: keeps the quotient finite when all gradients are 0.
    const double Epsilon = 1e-6;

    extension(Gradients gradients)
    {
        /// <summary>
        /// If the Euclidean norm ‖g‖ of all gradients of a model together is above <paramref name="largest"/>, multiplies them by
        /// largest / ‖g‖ (Pascanu, Mikolov, Bengio 2013).
        /// </summary>
        /// <returns>The norm before.</returns>
        /// <exception cref="ArgumentException">The norm's bound is not above 0.</exception>
        public double ClipNorm(Module model, double largest)
        {
            ArgumentNullException.ThrowIfNull(model);
            if (!(largest > 0))
                throw new ArgumentException($"ClipNorm: the largest norm must be above 0, got {largest}.");
            var parameters = model.Parameters();
            double squares = 0;
            foreach (var (_, parameter) in parameters)
                if (gradients.Find(parameter) is { } g)
                    squares += g.Square().Sum().Item();
            var norm = Math.Sqrt(squares);
            var factor = largest / (norm + Epsilon);
            if (factor < 1 || double.IsNaN(factor))
                foreach (var (_, parameter) in parameters)
                    if (gradients.Find(parameter) is { } g)
                        gradients.Replace(parameter, g * factor);
            return norm;
        }

        /// <summary>Limits every single gradient of a model to [−<paramref name="largest"/>, largest].</summary>
        /// <exception cref="ArgumentException">The bound is not above 0.</exception>
        public void ClipValue(Module model, double largest)
        {
            ArgumentNullException.ThrowIfNull(model);
            if (!(largest > 0))
                throw new ArgumentException($"ClipValue: the largest value must be above 0, got {largest}.");
            foreach (var (_, parameter) in model.Parameters())
                if (gradients.Find(parameter) is { } g)
                    gradients.Replace(parameter, g.Clamp(-largest, largest));
        }

        /// <summary>
        /// Limits the norm of the gradient of each unit, a row w of a weight or a whole bias, to <paramref name="share"/> · max(‖w‖,
        /// <paramref name="least"/>) (Brock et al. 2021).
        /// </summary>
        /// <exception cref="ArgumentException">A bound is not above 0.</exception>
        public void ClipAdaptively(Module model, double share = 0.01, double least = 1e-3)
        {
            ArgumentNullException.ThrowIfNull(model);
            if (!(share > 0) || !(least > 0))
                throw new ArgumentException($"ClipAdaptively: share and least norm must be above 0, got {share} and {least}.");
            using var paused = Autograd.Pause();
            foreach (var (_, parameter) in model.Parameters())
            {
                if (gradients.Find(parameter) is not { } g)
                    continue;
                var axes = Enumerable.Range(0, g.Rank).Skip(g.Rank < 2 ? 0 : 1).ToArray();
                var allowed = parameter.Value.Square().Sum(axes, keepAxes: true).Sqrt().Clamp(least, double.MaxValue) * share;
                var norm = g.Square().Sum(axes, keepAxes: true).Sqrt();
                gradients.Replace(parameter, g * (allowed / norm.Clamp(Epsilon, double.MaxValue)).Clamp(0, 1));
            }
        }
    }
}
