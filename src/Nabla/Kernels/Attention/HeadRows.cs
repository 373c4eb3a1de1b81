namespace Nabla.Kernels;

/// <summary>
/// A tensor (batch, positions, heads, size) as rows of <c>size</c> numbers that lie side by side; strides are in elements.
/// </summary>
readonly unsafe struct HeadRows<T>(T* first, nint batch, nint row, nint head) where T : unmanaged
{
    /// <summary>From one position to the next.</summary>
    public nint Row { get; } = row;

    /// <summary>Row 0 of a head.</summary>
    public T* Of(int sample, int number) => first + (sample * batch) + (number * head);
}
