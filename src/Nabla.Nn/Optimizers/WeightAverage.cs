using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla.Nn;

/// <summary>
/// An average of a model's parameters over the steps of training, which often predicts better than the last of them. Call
/// <see cref="Update"/> after steps of the optimiser, and put the average in the model's place with <see cref="Swap"/>. Running statistics
/// of norms are not averaged: compute them anew after swapping, with <c>UpdateStatistics</c> of Nabla.Train.
/// </summary>
public sealed class WeightAverage
{
    readonly Slot[] slots;
    readonly double? decay;

    WeightAverage(Module model, double? decay)
    {
        ArgumentNullException.ThrowIfNull(model);
        this.decay = decay;
        slots = [.. model.Parameters().Select(p => new Slot(p.Path, p.Parameter))];
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
        foreach (var slot in slots)
            slot.Average.Device.Backend.Update(new Blend(1 - share, share), slot.Average, slot.Parameter.Value);
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
        Tensor Saved(string name, Shape shape) => SavedState.Find("WeightAverage", saved, name, shape);
        var count = (long)Saved("count", Shape.Scalar).Item();
        var found = Array.ConvertAll(slots, s => Saved(s.Path, s.Parameter.Shape));
        foreach (var (slot, value) in slots.Zip(found))
            slot.Average.Device.Backend.Copy(value, slot.Average);
        Count = count;
    }

    void Exchange()
    {
        foreach (var slot in slots)
            slot.Average.Device.Backend.Update(default(Exchanged), slot.Parameter.Value, slot.Average, slot.Average);
    }

    // The average has the type of the parameter, also after the model has been converted.
    sealed class Slot(string path, Parameter parameter)
    {
        Tensor? average;

        public string Path => path;

        public Parameter Parameter => parameter;

        public Tensor Average
        {
            get
            {
                var dtype = parameter.Value.DType;
                if (average is { } old && old.DType == dtype)
                    return old;
                var made = Tensor.EmptyLasting(parameter.Shape, dtype);
                if (average is null)
                    made.Device.Backend.Fill(made, 0);
                else
                    made.Device.Backend.Copy(average, made);
                return average = made;
            }
        }
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

    readonly struct Exchanged : IUpdate
    {
        public static int States => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<N>(ref N p, ref N a, ref N unused1, ref N unused2, N unused) where N : struct, IFormula<N> => (p, a) = (a, p);
    }
}
