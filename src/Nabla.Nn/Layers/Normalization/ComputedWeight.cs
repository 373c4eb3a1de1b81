namespace Nabla.Nn;

/// <summary>Finds the weight that a norm of weights is to compute.</summary>
static class ComputedWeight
{
    public static Parameter Of(Module inner, string who)
    {
        ArgumentNullException.ThrowIfNull(inner);
        var (_, weight) = ModuleMembers.Own<Parameter>(inner).FirstOrDefault(p => p.Name == "weight");
        if (weight is null || weight.Shape.Rank < 2)
            throw new ArgumentException($"{who}: {inner} has no weight matrix of its own.");
        if (weight.Source is not null)
            throw new ArgumentException($"{who}: the weight of {inner} is computed already.");
        return weight;
    }
}
