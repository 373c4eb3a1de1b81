namespace Nabla.Kernels;

/// <summary>One matrix product C = (accumulate ? C : 0) + A B + bias over strided views; C's columns lie side by side.</summary>
unsafe struct MatrixProduct<T>(
    int m, int n, int k, T* a, nint aRow, nint aCol, T* b, nint bRow, nint bCol, T* c, nint cRow, T* bias, bool accumulate)
    where T : unmanaged
{
    public int M = m;
    public int N = n;
    public int K = k;
    public T* A = a;
    public nint ARow = aRow;
    public nint ACol = aCol;
    public T* B = b;
    public nint BRow = bRow;
    public nint BCol = bCol;
    public T* C = c;
    public nint CRow = cRow;
    public T* Bias = bias;
    public bool Accumulate = accumulate;

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
