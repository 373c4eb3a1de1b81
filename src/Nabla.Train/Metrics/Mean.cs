namespace Nabla.Train.Metrics;

/// <summary>Mean of numbers that come one by one with a weight, such as a batch's loss with its number of samples.</summary>
public struct Mean
{
    /// <summary>Σ weight · value.</summary>
    public double Sum { get; private set; }

    /// <summary>Σ weight.</summary>
    public double Weight { get; private set; }

    /// <summary>The sums as saved in a checkpoint.</summary>
    public Mean(double sum, double weight) => (Sum, Weight) = (sum, weight);

    /// <summary>Σ weight · value / Σ weight; NaN if nothing came.</summary>
    public readonly double Value => Sum / Weight;

    /// <summary>Takes one number into account.</summary>
    public void Add(double value, double weight = 1)
    {
        Sum += weight * value;
        Weight += weight;
    }
}
