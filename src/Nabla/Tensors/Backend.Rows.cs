namespace Nabla;

public abstract partial class Backend
{
    /// <summary>y = e^x / Σ e^x along the last axis.</summary>
    public abstract void Softmax(Tensor x, Tensor y);

    /// <summary>dx = y (g − Σ g y) along the last axis, for y = softmax(x).</summary>
    public abstract void SoftmaxGradient(Tensor y, Tensor g, Tensor dx);

    /// <summary>y = x − ln Σ e^x along the last axis.</summary>
    public abstract void LogSoftmax(Tensor x, Tensor y);

    /// <summary>dx = g − e^y Σ g along the last axis, for y = log-softmax(x).</summary>
    public abstract void LogSoftmaxGradient(Tensor y, Tensor g, Tensor dx);

    /// <summary>
    /// For each row r of x (R, C) with class t = targets[r] (int64): losses[r] = peaks[r] + logSums[r] − x[r, t] with peaks[r] the largest
    /// x and logSums[r] = ln Σ e^(x − peak); 0 where t is the ignored class. counted () = number of rows not ignored.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">A target outside 0 … C − 1 that is not ignored.</exception>
    public abstract void CrossEntropy(
        Tensor x, Tensor targets, long ignored, Tensor losses, Tensor peaks, Tensor logSums, Tensor counted);

    /// <summary>dx[r, c] = g[r] · ∂losses[r]/∂x[r, c], for what <see cref="CrossEntropy"/> computed.</summary>
    public abstract void CrossEntropyGradient(
        Tensor x, Tensor targets, long ignored, Tensor peaks, Tensor logSums, Tensor g, Tensor dx);
}
