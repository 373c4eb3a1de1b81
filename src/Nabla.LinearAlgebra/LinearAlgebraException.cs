namespace Nabla.LinearAlgebra;

/// <summary>
/// A matrix for which a computation has no result: singular, not positive definite, or with elements that are not finite.
/// </summary>
public sealed class LinearAlgebraException(string message) : ArithmeticException(message);
