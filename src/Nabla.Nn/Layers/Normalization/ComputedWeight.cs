namespace Nabla.Nn;

/// <summary>The weight of a layer that another computes.</summary>
static class ComputedWeight
{
    /// <summary>The weight that is to be computed.</summary>
    /// <exception cref="ArgumentException">There is none, or it is computed already; the message names who asks.</exception>
    public static Parameter Of(Module inner, string who)
    {
        ArgumentNullException.ThrowIfNull(inner);
        var weight = Find(inner);
        if (weight is null || weight.Shape.Rank < 2)
            throw new ArgumentException($"{who}: {inner} has no weight matrix of its own.");
        if (weight.Source is not null)
            throw new ArgumentException($"{who}: the weight of {inner} is computed already.");
        return weight;
    }

    /// <summary>The weight becomes a parameter again, with the values that it has now.</summary>
    public static void Release(Module inner)
    {
        var weight = Find(inner)!;
        var values = weight.Value.Detach();
        weight.Source = null;
        weight.Load(values);
    }

    static Parameter? Find(Module inner) => ModuleMembers.Own<Parameter>(inner).FirstOrDefault(p => p.Name == "weight").Value;
}
