using System.Numerics;

namespace Nabla.Kernels;

/// <summary>Y and the logarithms of the row sums; a chunk is a group of queries of one head.</summary>
readonly unsafe struct AttentionForward<T, R>(AttentionWork<T> x) : IAttentionPass
    where T : unmanaged, IBinaryFloatingPointIeee754<T> where R : struct, IRegister<R, T>
{
    const int GroupRows = 192;      // queries of a chunk: copies of keys and values are used that often
    const int BlockRows = 24;       // a block of scores, with the copied values, stays in the first cache
    const int BlockKeys = 128;

    int Groups => (x.Queries + GroupRows - 1) / GroupRows;

    public int Chunks => x.Samples * x.Heads * Groups;

    public void Run(int chunk)
    {
        int head = chunk / Groups, first = chunk % Groups * GroupRows, end = Math.Min(first + GroupRows, x.Queries);
        var keys = x.Seen(end, 0, x.Keys);
        using var room = new Scratch<T>((nint)HeadProduct<T, R>.Padded(BlockKeys) * x.Size + BlockKeys * x.Size + BlockRows * BlockKeys + 2 * GroupRows);
        var b = new Block(x, head / x.Heads, head % x.Heads, first, room.Pointer);
        for (var key = 0; key < keys; key += BlockKeys)
        {
            b.Take(key, Math.Min(BlockKeys, keys - key));
            for (var query = first; query < end; query += BlockRows)
                b.Add(query, Math.Min(BlockRows, end - query));
        }

        b.Finish(end, x.LogSums + ((long)head * x.Queries));
    }

    /// <summary>
    /// The keys and values at work, and what is known of the chunk's rows so far: maximum, sum, and the sum of values in Y.
    /// </summary>
    struct Block
    {
        readonly AttentionWork<T> x;
        readonly T* q;
        readonly T* k;
        readonly T* v;
        readonly T* y;
        readonly T* keyColumns;
        readonly T* values;
        readonly T* scores;
        readonly T* peaks;
        readonly T* sums;
        readonly int first;
        int key;
        int keys;

        public Block(in AttentionWork<T> x, int sample, int head, int first, T* room)
        {
            this.x = x;
            q = x.Q.Of(sample, head);
            k = x.K.Of(sample, head / x.Sharing);
            v = x.V.Of(sample, head / x.Sharing);
            y = x.Y.Of(sample, head);
            keyColumns = room;
            values = keyColumns + (nint)HeadProduct<T, R>.Padded(BlockKeys) * x.Size;
            scores = values + (nint)BlockKeys * x.Size;
            peaks = scores + BlockRows * BlockKeys;
            sums = peaks + GroupRows;
            this.first = first;
        }

        public void Take(int from, int count)
        {
            (key, keys) = (from, count);
            HeadProduct<T, R>.Transpose(k + (key * x.K.Row), x.K.Row, keys, x.Size, keyColumns);
            HeadProduct<T, R>.Gather(v + (key * x.V.Row), x.V.Row, keys, x.Size, values);
        }

        public readonly void Add(int query, int rows)
        {
            for (var row = 0; row < rows; row += GemmTiles<T, R>.MaxRows)
            {
                var count = Math.Min(GemmTiles<T, R>.MaxRows, rows - row);
                var seen = x.Seen(query + row + count, key, keys);
                if (seen > 0)
                    Add(query + row, count, seen, scores + (row * BlockKeys));
            }
        }

        // One row of tiles: scores, their exponentials, and these times the values.
        readonly void Add(int query, int rows, int seen, T* s)
        {
            var t = new TileArguments<T>
            {
                K = x.Size, A = q + (query * x.Q.Row), ARow = x.Q.Row, ACol = 1, B = keyColumns, BRow = GemmTiles<T, R>.Columns, C = s, CRow = BlockKeys,
            };
            HeadProduct<T, R>.ByPanels(&t, rows, seen);
            for (var row = 0; row < rows; row++)
                Weigh(s + (row * BlockKeys), query + row, seen);
            t = new TileArguments<T>
            {
                K = seen, A = s, ARow = BlockKeys, ACol = 1, B = values, BRow = x.Size, C = y + (query * x.Y.Row), CRow = x.Y.Row, Accumulate = key > 0,
            };
            HeadProduct<T, R>.ByRows(&t, rows, x.Size);
        }

        // m' = max(m, scale · max s), sum' = sum e^(m − m') + Σ e^(scale · s − m'), and Y likewise.
        readonly void Weigh(T* s, int query, int seen)
        {
            var visible = x.Seen(query + 1, key, seen);
            new Span<T>(s + visible, seen - visible).Clear();
            ref T peak = ref peaks[query - first], sum = ref sums[query - first];
            if (visible == 0)
                return;
            var highest = ScoreRow.Peak(s, visible) * x.Scale;
            if (key == 0)
            {
                peak = highest;
                sum = ScoreRow.Exponentials(s, visible, x.Scale, peak);
                return;
            }

            if (highest > peak)
            {
                var shrink = T.Exp(peak - highest);
                sum *= shrink;
                ScoreRow.Scale(y + (query * x.Y.Row), x.Size, shrink);
                peak = highest;
            }

            sum += ScoreRow.Exponentials(s, visible, x.Scale, peak);
        }

        public readonly void Finish(int end, T* logSums)
        {
            for (var query = first; query < end; query++)
            {
                var sum = sums[query - first];
                ScoreRow.Scale(y + (query * x.Y.Row), x.Size, T.One / sum);
                logSums[query] = peaks[query - first] + T.Log(sum);
            }
        }
    }
}
