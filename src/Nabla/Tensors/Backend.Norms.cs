namespace Nabla;

public abstract partial class Backend
{
    /// <summary>
    /// For each row of x (…, C): mean, scale = 1/√(variance + ε), y = (x − mean) scale · weight + bias; weight and bias (C) or null.
    /// mean and scale have one element a row.
    /// </summary>
    public abstract void LayerNorm(Tensor x, Tensor? weight, Tensor? bias, double epsilon, Tensor y, Tensor mean, Tensor scale);

    /// <summary>The gradients of <see cref="LayerNorm"/> for the gradient g of y; those of weight and bias (C) or null.</summary>
    public abstract void LayerNormGradient(
        Tensor x, Tensor g, Tensor? weight, Tensor mean, Tensor scale, Tensor dx, Tensor? dWeight, Tensor? dBias);

    /// <summary>For each row of x (…, C): scale = 1/√(mean of x² + ε), y = x scale · weight; scale has one element a row.</summary>
    public abstract void RmsNorm(Tensor x, Tensor? weight, double epsilon, Tensor y, Tensor scale);

    /// <summary>The gradients of <see cref="RmsNorm"/> for the gradient g of y; that of weight (C) or null.</summary>
    public abstract void RmsNormGradient(Tensor x, Tensor g, Tensor? weight, Tensor scale, Tensor dx, Tensor? dWeight);

    /// <summary>
    /// y = (x − mean) scale · weight + bias for x (N, …, C), with mean and scale = 1/√(variance + ε), (N, groups), over the positions of a
    /// sample and C / groups features next to each other; weight and bias (C) or null.
    /// </summary>
    public abstract void GroupNorm(Tensor x, Tensor? weight, Tensor? bias, double epsilon, Tensor y, Tensor mean, Tensor scale);

    /// <summary>The gradients of <see cref="GroupNorm"/> for the gradient g of y.</summary>
    public abstract void GroupNormGradient(
        Tensor x, Tensor g, Tensor? weight, Tensor mean, Tensor scale, Tensor dx, Tensor dWeight, Tensor dBias);

    /// <summary>mean and variance (divided by the number of rows) of each column of x (…, C).</summary>
    public abstract void ColumnMoments(Tensor x, Tensor mean, Tensor variance);

    /// <summary>y = (x − mean) scale · weight + bias for each column of x (…, C); all others (C), weight and bias may be null.</summary>
    public abstract void ColumnNorm(Tensor x, Tensor mean, Tensor scale, Tensor? weight, Tensor? bias, Tensor y);

    /// <summary>
    /// The gradients of <see cref="ColumnNorm"/> by x, weight and bias, where mean and scale = 1/√(variance + ε) are those of x itself.
    /// </summary>
    public abstract void BatchNormGradient(
        Tensor x, Tensor g, Tensor mean, Tensor scale, Tensor? weight, Tensor dx, Tensor dWeight, Tensor dBias);
}
