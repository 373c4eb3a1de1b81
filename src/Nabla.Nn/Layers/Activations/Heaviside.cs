namespace Nabla.Nn;

/// <summary>Hard threshold y = 1 where x &gt; 0, else 0 (McCulloch, Pitts 1943).</summary>
/// <shape>(…) → (…)</shape>
/// <param name="straightThrough">Whether the gradient passes as if y were x (Bengio, Léonard, Courville 2013); else it is 0.</param>
public sealed class Heaviside(bool straightThrough = false) : Module<Tensor, Tensor>
{
    /// <inheritdoc/>
    protected override Tensor Forward(Tensor input) => straightThrough ? input.HeavisideStraightThrough() : input.Heaviside();

    /// <inheritdoc/>
    public override string ToString() => $"Heaviside({(straightThrough ? "straight-through" : "")})";
}
