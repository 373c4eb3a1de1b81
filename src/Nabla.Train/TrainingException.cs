namespace Nabla.Train;

/// <summary>Training cannot go on; the message says why in one sentence or two.</summary>
public sealed class TrainingException(string message, Exception? inner = null) : Exception(message, inner);
