using Nabla.LinearAlgebra;

namespace Nabla.Distributions;

/// <summary>A with A Aᵀ = a covariance: its Cholesky factor, or any invertible matrix of the user's.</summary>
sealed class ScaleMatrix
{
    readonly bool isTriangular;

    public ScaleMatrix(Tensor? covariance, Tensor? scale) => (Matrix, isTriangular) = (scale ?? covariance!.Cholesky(), scale is null);

    /// <summary>A.</summary>
    public Tensor Matrix { get; }

    /// <summary>ln |det A|.</summary>
    public Tensor LogVolume => isTriangular ? Matrix.Diagonal().Log().Sum(-1) : Matrix.SignLogDeterminant().Logarithm;

    /// <summary>A⁻¹ B.</summary>
    public Tensor Solve(Tensor b) => isTriangular ? Matrix.TriangularSolve(b) : Matrix.Solve(b);

    /// <summary>
    /// A⁻¹ d for vectors d. Many with one matrix are multiplied by its inverse: a product of matrices is quicker than a system for each.
    /// </summary>
    public Tensor Unmixed(Tensor d)
    {
        if (Matrix.Rank > 2)
            return Solve(d.Unsqueeze(-1)).Squeeze(-1);
        var n = d.Shape[-1];
        var rows = d.Reshape(-1, n);
        var solved = rows.Shape[0] > n ? rows.MatMul(Solve(Tensor.Identity(n, d.DType)).T) : Solve(rows.T).T;
        return solved.Reshape(d.Shape.ToArray());
    }

    /// <summary>mean + A z for vectors z.</summary>
    public Tensor Mixed(Tensor z, Tensor mean) => Matrix.Rank == 2 && mean.Rank == 1
        ? z.Linear(Matrix, mean)
        : mean + (Matrix.Rank == 2 ? z.Linear(Matrix) : Matrix.MatMul(z.Unsqueeze(-1)).Squeeze(-1));

    /// <summary>Name and shape.</summary>
    public override string ToString() => $"{(isTriangular ? "covariance" : "scale")} {Matrix.Shape}";

    /// <summary>The matrix that is given, of which there must be one.</summary>
    public static (string Name, Tensor Matrix) Given(string who, Tensor? covariance, Tensor? scale) => (covariance, scale) switch
    {
        (not null, null) => ("covariance", covariance),
        (null, not null) => ("scale", scale),
        _ => throw new ArgumentException($"{who}: either the covariance or the scale must be given, got {(scale is null ? "none" : "both")}."),
    };
}
