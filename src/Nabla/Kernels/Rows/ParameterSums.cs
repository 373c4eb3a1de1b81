using System.Numerics;

namespace Nabla.Kernels;

/// <summary>
/// Two sums over the rows of a matrix (the gradients of a norm's scale and shift), made beside other work on the rows:
/// each chunk of rows has a sheet of its own, and the sheets are added in order at the end.
/// </summary>
readonly unsafe ref struct ParameterSums<T> where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    const int MaxChunks = 64, Elements = 16 * 1024;

    readonly Scratch<T> memory;
    readonly int columns;

    public ParameterSums(long rows, int columns)
    {
        this.columns = columns;
        var perChunk = Math.Max(1, Math.Max(Elements / Math.Max(1, columns), (rows + MaxChunks - 1) / MaxChunks));
        Chunks = (int)((rows + perChunk - 1) / perChunk);
        memory = new Scratch<T>((nint)2 * Chunks * columns);
        Work = new Sheets(memory.Pointer, rows, perChunk, Chunks, columns);
    }

    public int Chunks { get; }

    public Sheets Work { get; }

    /// <summary>Adds the sheets: dw and db may be null.</summary>
    public void Finish(T* dw, T* db)
    {
        if (dw != null)
            AxisReduction.Run<T, Summing>(memory.Pointer, dw, 1, Chunks, columns);
        if (db != null)
            AxisReduction.Run<T, Summing>(memory.Pointer + (long)Chunks * columns, db, 1, Chunks, columns);
    }

    public void Dispose() => memory.Dispose();

    /// <summary>The part that goes with the work.</summary>
    public readonly struct Sheets(T* memory, long rows, long perChunk, int chunks, int columns)
    {
        /// <summary>The chunk's rows first … end − 1 and its two sheets, cleared.</summary>
        public void Start(int chunk, out long first, out long end, out T* dw, out T* db)
        {
            first = chunk * perChunk;
            end = Math.Min(first + perChunk, rows);
            dw = memory + (long)chunk * columns;
            db = memory + ((long)chunks + chunk) * columns;
            new Span<T>(dw, columns).Clear();
            new Span<T>(db, columns).Clear();
        }
    }
}
