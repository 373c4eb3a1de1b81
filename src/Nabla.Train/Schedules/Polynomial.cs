namespace Nabla.Train.Schedules;

/// <summary>Rate · (1 − step / Steps)^Power, as PyTorch's PolynomialLR; 0 after the last step.</summary>
/// <param name="Rate">The first learning rate.</param>
/// <param name="Steps">Steps until it is 0, at least 1.</param>
/// <param name="Power">1 falls in a straight line, more falls faster at first.</param>
public sealed record Polynomial(double Rate, long Steps, double Power = 1) : Schedule
{
    /// <inheritdoc/>
    public override double At(long step) => Rate * Math.Pow(1 - (double)Math.Min(step, Steps) / Steps, Power);
}
