using System.Numerics;

namespace Nabla.Kernels;

/// <summary>
/// dV = Pᵀ G, dS = scale · P ⊙ (G Vᵀ − rows of Σ G ⊙ Y), dQ = dS K, dK = dSᵀ Q, with P computed again block by block. A chunk is
/// a head of the keys, with all heads of the queries that use it.
/// </summary>
readonly unsafe struct AttentionGradient<T, V, S>(AttentionWork<T> x) : IAttentionPass
    where T : unmanaged, IBinaryFloatingPointIeee754<T> where V : struct where S : ISimd<T, V>
{
    const int BlockRows = 48;
    const int BlockKeys = 64;

    public int Chunks => x.Samples * (x.Heads / x.Sharing);

    public void Run(int chunk)
    {
        using var room = new Scratch<T>(Block.Room(x));
        var b = new Block(x, chunk, room.Pointer);
        for (var key = 0; key < x.Keys; key += BlockKeys)
        {
            b.Take(key, Math.Min(BlockKeys, x.Keys - key));
            for (var member = 0; member < x.Sharing; member++)
            {
                b.Turn(member);
                for (var query = 0; query < x.Queries; query += BlockRows)
                    b.Add(query, Math.Min(BlockRows, x.Queries - query));
            }

            b.ClearUnseen();
        }
    }

    /// <summary>The keys and values at work.</summary>
    struct Block
    {
        readonly AttentionWork<T> x;
        readonly T* k;
        readonly T* v;
        readonly T* dk;
        readonly T* dv;
        readonly T* allMeans;
        readonly T* keyColumns;
        readonly T* valueColumns;
        readonly T* keyRows;
        readonly T* queryRows;
        readonly T* gRows;
        readonly T* weights;
        readonly T* slopes;
        readonly int sample;
        readonly int firstHead;
        T* q;
        T* g;
        T* dq;
        T* logSums;
        T* means;
        int key;
        int keys;
        bool any;

        public static nint Room(in AttentionWork<T> x) =>
            (nint)x.Sharing * x.Queries + (2 * (nint)HeadProduct<T, V, S>.Padded(BlockKeys) + BlockKeys + 2 * BlockRows) * x.Size + 2 * BlockRows * BlockKeys;

        public Block(in AttentionWork<T> x, int chunk, T* room)
        {
            this.x = x;
            int keyHeads = x.Heads / x.Sharing, keyHead = chunk % keyHeads;
            (sample, firstHead) = (chunk / keyHeads, keyHead * x.Sharing);
            k = x.K.Of(sample, keyHead);
            v = x.V.Of(sample, keyHead);
            dk = x.DK.Of(sample, keyHead);
            dv = x.DV.Of(sample, keyHead);
            weights = room;
            slopes = weights + BlockRows * BlockKeys;
            keyColumns = slopes + BlockRows * BlockKeys;
            valueColumns = keyColumns + (nint)HeadProduct<T, V, S>.Padded(BlockKeys) * x.Size;
            keyRows = valueColumns + (nint)HeadProduct<T, V, S>.Padded(BlockKeys) * x.Size;
            queryRows = keyRows + (nint)BlockKeys * x.Size;
            gRows = queryRows + (nint)BlockRows * x.Size;
            allMeans = gRows + (nint)BlockRows * x.Size;
            for (var member = 0; member < x.Sharing; member++)
            {
                Turn(member);
                var y = x.Y.Of(sample, firstHead + member);
                for (var query = 0; query < x.Queries; query++)
                    means[query] = ScoreRow.Dot(g + (query * x.G.Row), y + (query * x.Y.Row), x.Size);
            }
        }

        // To the queries of one of the heads that use these keys.
        public void Turn(int member)
        {
            var head = firstHead + member;
            q = x.Q.Of(sample, head);
            g = x.G.Of(sample, head);
            dq = x.DQ.Of(sample, head);
            logSums = x.LogSums + (((long)sample * x.Heads + head) * x.Queries);
            means = allMeans + ((nint)member * x.Queries);
        }

        public void Take(int from, int count)
        {
            (key, keys, any) = (from, count, false);
            HeadProduct<T, V, S>.Transpose(k + (key * x.K.Row), x.K.Row, keys, x.Size, keyColumns);
            HeadProduct<T, V, S>.Transpose(v + (key * x.V.Row), x.V.Row, keys, x.Size, valueColumns);
            HeadProduct<T, V, S>.Gather(k + (key * x.K.Row), x.K.Row, keys, x.Size, keyRows);
        }

        public void Add(int query, int rows)
        {
            if (x.Seen(query + rows, key, keys) == 0)
                return;
            HeadProduct<T, V, S>.Gather(q + (query * x.Q.Row), x.Q.Row, rows, x.Size, queryRows);
            HeadProduct<T, V, S>.Gather(g + (query * x.G.Row), x.G.Row, rows, x.Size, gRows);
            for (var row = 0; row < rows; row += S.MaxRows)
                ByQueries(query, row, Math.Min(S.MaxRows, rows - row));
            for (var column = 0; column < keys; column += S.MaxRows)
                ByKeys(query, rows, column, Math.Min(S.MaxRows, keys - column));
            any = true;
        }

        // P, dS and dQ for one row of tiles. Keys that none of its queries sees are left out; their weights are 0.
        readonly void ByQueries(int query, int row, int rows)
        {
            var seen = x.Seen(query + row + rows, key, keys);
            if (seen == 0)
                return;
            T* p = weights + (row * BlockKeys), ds = slopes + (row * BlockKeys);
            Multiply(queryRows + (row * x.Size), keyColumns, p, rows, seen);
            Multiply(gRows + (row * x.Size), valueColumns, ds, rows, seen);
            for (var i = 0; i < rows; i++)
            {
                var visible = x.Seen(query + row + i + 1, key, seen);
                ScoreRow.Gradient(p + (i * BlockKeys), ds + (i * BlockKeys), visible, x.Scale, logSums[query + row + i], means[query + row + i]);
                new Span<T>(p + (i * BlockKeys) + visible, keys - visible).Clear();
                new Span<T>(ds + (i * BlockKeys) + visible, keys - visible).Clear();
            }

            var t = new TileArguments<T>
            {
                K = seen, A = ds, ARow = BlockKeys, ACol = 1, B = keyRows, BRow = x.Size,
                C = dq + ((query + row) * x.DQ.Row), CRow = x.DQ.Row, Accumulate = key > 0,
            };
            HeadProduct<T, V, S>.ByRows(&t, rows, x.Size);
        }

        // dV and dK for one row of tiles, from the first row of tiles on in which a query sees one of its keys.
        readonly void ByKeys(int query, int rows, int column, int columns)
        {
            var from = x.Causal ? Math.Clamp(key + column - x.First - query, 0, rows) / S.MaxRows * S.MaxRows : 0;
            SumRows(weights + (from * BlockKeys) + column, gRows, from, rows, columns, dv + ((key + column) * x.DV.Row), x.DV.Row);
            SumRows(slopes + (from * BlockKeys) + column, queryRows, from, rows, columns, dk + ((key + column) * x.DK.Row), x.DK.Row);
        }

        // c[i, j] = Σ_d a[i, d] columns[d, j]
        readonly void Multiply(T* a, T* columns, T* c, int rows, int seen)
        {
            var t = new TileArguments<T>
            {
                K = x.Size, A = a, ARow = x.Size, ACol = 1, B = columns, BRow = GemmTiles<T, V, S>.Columns, C = c, CRow = BlockKeys,
            };
            HeadProduct<T, V, S>.ByPanels(&t, rows, seen);
        }

        // c[j, d] += Σ_i a[i, j] b[i, d] over the rows i from `from` on
        readonly void SumRows(T* a, T* b, int from, int rows, int columns, T* c, nint cRow)
        {
            var t = new TileArguments<T>
            {
                K = rows - from, A = a, ARow = 1, ACol = BlockKeys, B = b + (from * x.Size), BRow = x.Size, C = c, CRow = cRow, Accumulate = any,
            };
            HeadProduct<T, V, S>.ByRows(&t, columns, x.Size);
        }

        // Keys that no query sees.
        public readonly void ClearUnseen()
        {
            for (var row = key; !any && row < key + keys; row++)
            {
                new Span<T>(dk + (row * x.DK.Row), x.Size).Clear();
                new Span<T>(dv + (row * x.DV.Row), x.Size).Clear();
            }
        }
    }
}
