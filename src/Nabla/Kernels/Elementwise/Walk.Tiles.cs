using System.Numerics;
using System.Runtime.CompilerServices;

namespace Nabla.Kernels;

// Short rows: many of them are put together in a tile, operands that are not dense being copied there, so that a kernel still sees one long row.
unsafe partial struct Walk
{
    // Below so many elements a row costs more than copying it.
    const int ShortRow = 256;

    // Elements of a tile; all operands' tiles lie in the nearest cache.
    const int Tile = 1024;

    readonly bool TakesTiles => rank >= 2 && sizes[rank - 1] < ShortRow && IsDense(0);

    readonly bool IsDense(int operand)
    {
        long dense = 1;
        for (var axis = rank - 1; axis >= 0; dense *= sizes[axis--])
            if (strides[operand * MaxRank + axis] != dense)
                return false;
        return true;
    }

    readonly bool IsRepeated(int operand)
    {
        for (var axis = 0; axis < rank; axis++)
            if (strides[operand * MaxRank + axis] != 0)
                return false;
        return true;
    }

    readonly struct Tiles<TRow>(Walk walk, TRow row, long rows, int length) : IWork where TRow : struct, IRow
    {
        readonly int rowsPerTile = Tile / length;
        readonly long rowsPerChunk = (long)(Chunk / Tile) * (Tile / length);

        public int Chunks => checked((int)((rows + rowsPerChunk - 1) / rowsPerChunk));

        [SkipLocalsInit]
        public void Run(int chunk)
        {
            var slack = Vector<byte>.Count;         // rows are filled by whole registers
            var room = stackalloc byte[(MaxOperands - 1) * (Tile * sizeof(double) + slack)];
            var at = stackalloc byte*[MaxOperands];
            var step = stackalloc nint[MaxOperands];
            var end = Math.Min((chunk + 1) * rowsPerChunk, rows);
            for (var first = chunk * rowsPerChunk; first < end; first += rowsPerTile)
            {
                var count = (int)Math.Min(rowsPerTile, end - first);
                for (var operand = 0; operand < walk.operands; operand++)
                {
                    var tile = room + (operand - 1) * (Tile * sizeof(double) + slack);
                    at[operand] = walk.Take(operand, first, count, length, tile, out step[operand]);
                }

                row.Run(at, step, count * length);
            }
        }
    }

    // Where rows first … first + count − 1 of an operand lie one behind the other: in place, or copied to the tile.
    readonly byte* Take(int operand, long first, int count, int length, byte* tile, out nint step)
    {
        var from = (byte*)bases[operand];
        step = IsRepeated(operand) ? 0 : 1;
        if (step == 0)
            return from;
        if (IsDense(operand))
            return from + first * length * widths[operand];
        switch (widths[operand])
        {
            case 1: Gather((byte*)from, operand, first, count, tile); break;
            case 4: Gather((int*)from, operand, first, count, (int*)tile); break;
            default: Gather((long*)from, operand, first, count, (long*)tile); break;
        }

        return tile;
    }

    readonly void Gather<T>(T* from, int operand, long first, int count, T* to) where T : unmanaged
    {
        var position = stackalloc int[MaxRank];
        long offset = 0, inner = strides[operand * MaxRank + rank - 1];
        for (var axis = rank - 2; axis >= 0; axis--)
        {
            position[axis] = (int)(first % sizes[axis]);
            offset += position[axis] * strides[operand * MaxRank + axis];
            first /= sizes[axis];
        }

        var length = sizes[rank - 1];
        for (var r = 0; r < count; r++, to += length)
        {
            if (inner == 0)
                Fill(from[offset], to, length);
            else
                Collect(from + offset, (nint)inner, to, length);
            offset = Next(position, operand, offset);
        }
    }

    static void Fill<T>(T value, T* to, int length) where T : unmanaged
    {
        var register = new Vector<T>(value);
        for (var i = 0; i < length; i += Vector<T>.Count)
            register.Store(to + i);
    }

    static void Collect<T>(T* from, nint step, T* to, int length) where T : unmanaged
    {
        if (step == 1)
            Unsafe.CopyBlockUnaligned(to, from, (uint)(length * sizeof(T)));
        else
            for (nint i = 0; i < length; i++)
                to[i] = from[i * step];
    }

    // The offset of the next row.
    readonly long Next(int* position, int operand, long offset)
    {
        for (var axis = rank - 2; axis >= 0; axis--)
        {
            var stride = strides[operand * MaxRank + axis];
            offset += stride;
            if (++position[axis] < sizes[axis])
                break;
            offset -= sizes[axis] * stride;
            position[axis] = 0;
        }

        return offset;
    }
}
