namespace Nabla.Distributions;

/// <summary>
/// A parameter as the user writes it: a tensor, or a number that takes the dtype of the tensors beside it (float64 if there is none).
/// </summary>
public readonly struct TensorOrNumber
{
    readonly Tensor? tensor;
    readonly double number;

    TensorOrNumber(Tensor? tensor, double number) => (this.tensor, this.number) = (tensor, number);

    /// <summary>A tensor is a parameter; gradients flow to it.</summary>
    public static implicit operator TensorOrNumber(Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        return new(tensor, 0);
    }

    /// <summary>A number is a parameter.</summary>
    public static implicit operator TensorOrNumber(double number) => new(null, number);

    internal Tensor? Tensor => tensor;

    internal Tensor As(DType dtype, Device device) => tensor ?? Nabla.Tensor.Scalar(number, dtype, device);
}
