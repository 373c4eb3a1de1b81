using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace Nabla.LinearAlgebra;

/// <summary>What a host function does with one matrix: reads it and sets the elements of its result, in row-major order.</summary>
delegate void MatrixFunction(Matrix<double> a, Span<double> result);

/// <summary>The same of two matrices.</summary>
delegate void PairFunction(Matrix<double> a, Matrix<double> b, Span<double> result);

/// <summary>
/// Runs Math.NET Numerics on each matrix of a tensor, in double whatever the dtype. It goes through the backend's host function, so a
/// captured step replays it.
/// </summary>
static class Batch
{
    /// <summary>One result of shape <paramref name="each"/> for each matrix of <paramref name="a"/> (…, N, M).</summary>
    public static Tensor Run(string who, Tensor a, Shape each, MatrixFunction function, DType? dtype = null)
    {
        var (n, m) = (a.Shape[-2], a.Shape[-1]);
        var y = Tensor.Empty(Joined(a.Shape, each), dtype ?? a.DType, a.Device);
        var step = (int)each.Length;
        a.Device.Backend.Host(
            (inputs, result) => Each(who, inputs[0].Length / (n * m), i => function(Matrix(inputs[0], i, n, m), result.AsSpan(i * step, step))), [a], y);
        return y;
    }

    /// <summary>One result for each pair of matrices of a (…, N, M) and b (…, P, Q), whose leading axes are equal.</summary>
    public static Tensor Run(string who, Tensor a, Tensor b, Shape each, PairFunction function)
    {
        var (n, m, p, q) = (a.Shape[-2], a.Shape[-1], b.Shape[-2], b.Shape[-1]);
        var y = Tensor.Empty(Joined(a.Shape, each), a.DType, a.Device);
        var step = (int)each.Length;
        a.Device.Backend.Host(
            (inputs, result) => Each(
                who, inputs[0].Length / (n * m), i => function(Matrix(inputs[0], i, n, m), Matrix(inputs[1], i, p, q), result.AsSpan(i * step, step))),
            [a, b], y);
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
    static void Each(string who, int count, Action<int> run)
    {
        for (var i = 0; i < count; i++)
            try
            {
                run(i);
            }
            catch (LinearAlgebraException e)
            {
                throw new LinearAlgebraException($"{who}: {(count == 1 ? "the matrix" : $"matrix {i} of the batch")} {e.Message}.");
            }
            catch (NonConvergenceException)
            {
                throw new LinearAlgebraException($"{who}: the iteration for {(count == 1 ? "the matrix" : $"matrix {i} of the batch")} does not converge.");
            }
    }

    static Matrix<double> Matrix(double[] values, int i, int rows, int columns) =>
        Matrix<double>.Build.DenseOfRowMajor(rows, columns, new ArraySegment<double>(values, i * rows * columns, rows * columns));

    static Shape Joined(Shape matrices, Shape each) => Shape.Of([.. matrices.ToArray()[..^2], .. each]);
}
