namespace Nabla.Nn;

/// <summary>
/// A layer that is made for the first input's shape, where its sizes are tedious to work out by hand. It has the name and the values that
/// it would have had in this place. An optimiser wants it made: call the model before, or <see cref="Summary"/>, which computes nothing.
/// </summary>
/// <example><code>
/// var model = new Sequential(Conv.Of2d(3, 8, 5), new Flatten(), new Deferred(x => new Linear(x[-1], 10)));
/// Console.WriteLine(Summary.Of(model, [28, 28, 3]));
/// </code></example>
/// <param name="make">From the shape of the first input, with the batch axis, to the layer.</param>
public sealed class Deferred(Func<Shape, Module<Tensor, Tensor>> make) : Module<Tensor, Tensor>
{
    /// <summary>The layer; null until there has been an input.</summary>
    [Unnamed]
    public Module<Tensor, Tensor>? Layer { get; private set; }

    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input)
    {
        if (Layer is null)
        {
            Layer = make(input.Shape);
            Adopt(Layer);
        }

        return Layer.Call(input);
    }

    /// <inheritdoc/>
    public override string ToString() => $"Deferred({(object?)Layer ?? "not made yet"})";
}
