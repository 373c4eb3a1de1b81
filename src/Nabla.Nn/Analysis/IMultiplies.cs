namespace Nabla.Nn;

/// <summary>A layer whose work is a number of multiplications that follows from the shapes.</summary>
public interface IMultiplies
{
    /// <summary>Multiplications, each with an addition, of one call.</summary>
    long MultiplyAdds(Shape input, Shape output);
}
