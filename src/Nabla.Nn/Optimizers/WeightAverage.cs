using Nabla.Kernels;

namespace Nabla.Nn;

/// <summary>
/// An average of a model's parameters over the steps of training, which often predicts better than the last of them. Call
/// <see cref="Update"/> after steps of the optimiser, and put the average in the model's place with <see cref="Swap"/>. Running statistics
/// of norms are not averaged: run training data through the model once after swapping.
/// </summary>
public sealed class WeightAverage
{
    readonly (string Path, Parameter Parameter, Tensor Average)[] slots;
    readonly double? decay;

    WeightAverage(Module model, double? decay)
    {
        ArgumentNullException.ThrowIfNull(model);
        this.decay = decay;
        slots = [.. model.Parameters().Select(p => (p.Path, p.Parameter, Tensor.EmptyLasting(p.Parameter.Shape, p.Parameter.Value.DType)))];
        foreach (var (_, _, average) in slots)
            average.Device.Backend.Fill(average, 0);
    }

    /// <summary>Number of updates done.</summary>
    public long Count { get; private set; }

    /// <summary>a ← decay · a + (1 − decay) · p, beginning with a = p (Polyak, Juditsky 1992).</summary>
    /// <param name="model">Whose parameters are averaged.</param>
    /// <param name="decay">Memory of the average, in [0, 1).</param>
    /// <exception cref="ArgumentException">The decay is out of its range.</exception>
    public static WeightAverage Exponential(Module model, double decay = 0.999) => decay is >= 0 and < 1
        ? new WeightAverage(model, decay)
        : throw new ArgumentException($"WeightAverage: the decay must be in [0, 1), got {decay}.");

    /// <summary>The plain mean of all updates: stochastic weight averaging (Izmailov et al. 2018), once an epoch near the end.</summary>
    public static WeightAverage Equal(Module model) => new(model, null);

    /// <summary>Takes the present parameters into the average.</summary>
    public void Update()
    {
        var share = Count == 0 ? 1 : 1 - decay ?? 1.0 / (Count + 1);
        foreach (var (_, parameter, average) in slots)
            average.Device.Backend.Update(new Toward(share), average, parameter.Value);
        Count++;
    }

    /// <summary>Exchanges parameters and average until the result is disposed.</summary>
    /// <exception cref="InvalidOperationException">There has been no update.</exception>
    public IDisposable Swap()
    {
        if (Count == 0)
            throw new InvalidOperationException("WeightAverage: there is no average before the first Update.");
        return new Swapped(this);
    }

    /// <summary>The averages by path, and their number of updates, for a checkpoint.</summary>
    public IEnumerable<(string Name, Tensor Value)> SaveState() =>
        slots.Select(s => (s.Path, s.Average)).Prepend(("count", Tensor.Of(Count).Squeeze(0)));

    /// <summary>Restores what <see cref="SaveState"/> gave.</summary>
    /// <exception cref="ArgumentException">A tensor is missing or has another shape; nothing has been changed then.</exception>
    public void LoadState(IReadOnlyDictionary<string, Tensor> saved)
    {
        ArgumentNullException.ThrowIfNull(saved);
        foreach (var (name, shape) in slots.Select(s => (s.Path, s.Parameter.Shape)).Prepend(("count", Shape.Scalar)))
            if (!saved.TryGetValue(name, out var value) || value.Shape != shape)
                throw new ArgumentException($"WeightAverage: the saved state has no tensor {name} of shape {shape}.");
        foreach (var (path, _, average) in slots)
            average.Device.Backend.Copy(saved[path], average);
        Count = (long)saved["count"].Item();
    }

    void Exchange()
    {
        foreach (var (_, parameter, average) in slots)
            average.Device.Backend.Update(default(Exchanged), parameter.Value, average, average);
    }

    sealed class Swapped : IDisposable
    {
        WeightAverage? average;

        public Swapped(WeightAverage average)
        {
            this.average = average;
            average.Exchange();
        }

        public void Dispose()
        {
            average?.Exchange();
            average = null;
        }
    }

    readonly struct Toward(double share) : IUpdate
    {
        public static int States => 0;

        public void Step<N>(ref N a, ref N unused0, ref N unused1, ref N unused2, N p) where N : struct, IFormula<N> =>
            a = N.Of(1 - share) * a + N.Of(share) * p;
    }

    readonly struct Exchanged : IUpdate
    {
        public static int States => 1;

        public void Step<N>(ref N p, ref N a, ref N unused1, ref N unused2, N unused) where N : struct, IFormula<N> => (p, a) = (a, p);
    }
}
