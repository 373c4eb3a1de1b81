using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;
using Nabla.Kernels;

namespace Nabla.LinearAlgebra;

/// <summary>What a host function does with one matrix: reads it and sets the elements of its result, in row-major order.</summary>
delegate void MatrixFunction(Matrix<double> a, Span<double> result);

/// <summary>
/// Runs Math.NET Numerics on each matrix of a tensor, in double whatever the dtype, or a kernel of the engine. Both go through the backend,
/// so a captured step replays them.
/// </summary>
static class Batch
{
    const string Endless = "does not converge";

    /// <summary>One result of shape <paramref name="each"/> for each matrix of <paramref name="a"/> (…, N, M).</summary>
    public static Tensor Run(string who, Tensor a, Shape each, MatrixFunction function, DType? dtype = null)
    {
        var (n, m) = (a.Shape[-2], a.Shape[-1]);
        var y = Tensor.Empty(Joined(a.Shape, each), dtype ?? a.DType, a.Device);
        var step = (int)each.Length;
        a.Device.Backend.Host(
            (inputs, result) =>
            {
                var count = inputs[0].Length / (n * m);
                for (var i = 0; i < count; i++)
                    One(who, i, count, function, Matrix(inputs[0].Slice(i * n * m, n * m), n, m), result.Slice(i * step, step));
            },
            [a], y);
        return y;
    }

    /// <summary>
    /// One result of a kernel of the engine for each matrix of a, and of b if there is one, whose leading axes are equal.
    /// </summary>
    public static Tensor Run<TKernel>(string who, TKernel kernel, Tensor a, Tensor? b, Shape each) where TKernel : struct, IMatrixKernel
    {
        var y = Tensor.Empty(Joined(a.Shape, each), a.DType, a.Device);
        var count = checked((int)(y.Length / Math.Max(1, each.Length)));
        if (y.Length > 0)
            a.Device.Backend.Matrices(kernel, count, a, b, y, (matrix, fault) => throw Refusal(who, matrix, count, fault switch
            {
                MatrixFault.NotConverging => Endless,
                MatrixFault.Singular => "is singular",
                MatrixFault.NotPositiveDefinite => "is not positive definite",
                _ => "has elements that are not finite",
            }));
        return y;
    }

    /// <summary>Elements in row-major order.</summary>
    public static void CopyRows(Matrix<double> from, Span<double> to) => from.ToRowMajorArray().CopyTo(to);

    /// <summary>Refuses NaN and infinity, on which iterations do not end.</summary>
    public static void RequireFinite(Matrix<double> a)
    {
        if (!a.ForAll(double.IsFinite))
            throw new LinearAlgebraException("has elements that are not finite");
    }

    // Names the matrix for which there is no result.
    static void One(string who, int i, int count, MatrixFunction function, Matrix<double> matrix, Span<double> result)
    {
        try
        {
            function(matrix, result);
        }
        catch (LinearAlgebraException e)
        {
            throw Refusal(who, i, count, e.Message);
        }
        catch (NonConvergenceException)
        {
            throw Refusal(who, i, count, Endless);
        }
    }

    static LinearAlgebraException Refusal(string who, int i, int count, string why) =>
        new($"{who}: {(why == Endless ? "the iteration for " : "")}{(count == 1 ? "the matrix" : $"matrix {i} of the batch")} {why}.");

    static Matrix<double> Matrix(ReadOnlySpan<double> values, int rows, int columns) =>
        Matrix<double>.Build.DenseOfRowMajor(rows, columns, values.ToArray());

    static Shape Joined(Shape matrices, Shape each) => Shape.Of([.. matrices.ToArray()[..^2], .. each]);
}
