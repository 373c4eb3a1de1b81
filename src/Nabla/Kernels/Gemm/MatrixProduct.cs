namespace Nabla.Kernels;

/// <summary>One matrix product C = (accumulate ? C : 0) + A B + bias over strided views; C's columns lie side by side.</summary>
unsafe struct MatrixProduct<T> where T : unmanaged
{
    public int M;
    public int N;
    public int K;
    public T* A;
    public nint ARow;
    public nint ACol;
    public T* B;
    public nint BRow;
    public nint BCol;
    public T* C;
    public nint CRow;
    public T* Bias;
    public bool Accumulate;

    public readonly long Work => (long)M * N * K;

    /// <summary>The part for rows [row, row + rows), columns [column, column + columns) of C.</summary>
    public readonly MatrixProduct<T> Part(int row, int rows, int column, int columns)
    {
        var part = this;
        part.M = rows;
        part.N = columns;
        part.A += row * ARow;
        part.B += column * BCol;
        part.C += (row * CRow) + column;
        if (Bias != null)
            part.Bias += column;
        return part;
    }

    /// <summary>The terms [k, k + count) of the sum, added to those before.</summary>
    public readonly MatrixProduct<T> Terms(int k, int count)
    {
        var part = this;
        part.K = count;
        part.A += k * ACol;
        part.B += k * BRow;
        if (k > 0)
        {
            part.Bias = null;
            part.Accumulate = true;
        }

        return part;
    }
}
