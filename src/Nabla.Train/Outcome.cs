namespace Nabla.Train;

/// <summary>What a forward pass gives.</summary>
/// <param name="Loss">One number: the mean over the batch of what is to be small.</param>
/// <param name="Output">What metrics look at; null if there is nothing to measure but the loss.</param>
public readonly record struct Outcome(Tensor Loss, Tensor? Output = null);
