namespace Nabla.Cli;

/// <summary>The command was written wrongly; the message says how in one sentence.</summary>
sealed class UsageException(string message) : Exception(message);
