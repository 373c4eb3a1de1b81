using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace Nabla.LinearAlgebra;

/// <summary>Decompositions of one matrix made unique: Math.NET's are so up to signs.</summary>
static class Decomposition
{
    /// <summary>A = U diag(s) Vᵀ with K = min(N, M) columns; in each row of Vᵀ the element of largest absolute value is positive.</summary>
    public static (Matrix<double> U, Vector<double> S, Matrix<double> Vt) Singular(Matrix<double> a, bool full = false)
    {
        Batch.RequireFinite(a);
        var svd = a.Svd(true);
        var (u, vt, k) = (svd.U, svd.VT, svd.S.Count);
        for (var i = 0; i < vt.RowCount; i++)
            if (Leading(vt.Row(i)) < 0)
            {
                vt.SetRow(i, -vt.Row(i));
                if (i < k)
                    u.SetColumn(i, -u.Column(i));
            }

        return full ? (u, svd.S, vt) : (u.SubMatrix(0, u.RowCount, 0, k), svd.S, vt.SubMatrix(0, k, 0, vt.ColumnCount));
    }

    /// <summary>A = V diag(w) Vᵀ with w ascending; in each column of V the element of largest absolute value is positive.</summary>
    public static (Vector<double> W, Matrix<double> V) Symmetric(Matrix<double> a)
    {
        Batch.RequireFinite(a);
        var evd = a.Evd(Symmetricity.Symmetric);
        var w = evd.EigenValues.Map(value => value.Real);
        int[] order = [.. Enumerable.Range(0, w.Count).OrderBy(i => w[i])];
        var v = Matrix<double>.Build.DenseOfColumnVectors(order.Select(i => evd.EigenVectors.Column(i)).Select(c => Leading(c) < 0 ? -c : c));
        return (Vector<double>.Build.DenseOfEnumerable(order.Select(i => w[i])), v);
    }

    // The first of those within rounding of the largest: equal elements must not change places from run to run.
    static double Leading(Vector<double> v)
    {
        var largest = v.AbsoluteMaximum();
        return v.First(value => Math.Abs(value) >= largest * (1 - 1e-10));
    }
}
