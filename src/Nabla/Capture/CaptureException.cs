namespace Nabla;

/// <summary>A computation cannot be captured; the message says why. Run eagerly it works.</summary>
public sealed class CaptureException(string message) : InvalidOperationException(message);
