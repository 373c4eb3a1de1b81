namespace Nabla.Nn;

/// <summary>What a checkpoint gives back.</summary>
static class SavedState
{
    /// <summary>A tensor of a saved state, or an error that says what is there in its place.</summary>
    public static Tensor Find(string who, IReadOnlyDictionary<string, Tensor> saved, string name, Shape shape)
    {
        var found = saved.GetValueOrDefault(name);
        return found?.Shape == shape
            ? found
            : throw new ArgumentException(
                $"{who}: the saved state must hold a tensor {name} of shape {shape}, got {(found is null ? "none" : found.Shape)}.");
    }
}
