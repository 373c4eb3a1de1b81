namespace Nabla;

/// <summary>All combinations of the elements of vectors.</summary>
public static class MeshGridOp
{
    extension(Tensor)
    {
        /// <summary>
        /// Coordinates of a grid: tensor k repeats vector k along all axes but k, as views. (PyTorch's indexing "ij".)
        /// </summary>
        /// <shape>(N₁), (N₂), … → as many × (N₁, N₂, …)</shape>
        /// <exception cref="ShapeException">An input is no vector.</exception>
        public static Tensor[] MeshGrid(params ReadOnlySpan<Tensor> vectors)
        {
            var sizes = new int[vectors.Length];
            for (var i = 0; i < sizes.Length; i++)
                sizes[i] = vectors[i].Rank == 1
                    ? vectors[i].Shape[0]
                    : throw new ShapeException($"MeshGrid: input {i} must be a vector, got {vectors[i].Shape}.");
            var grids = new Tensor[sizes.Length];
            for (var i = 0; i < sizes.Length; i++)
            {
                var own = new int[sizes.Length];
                Array.Fill(own, 1);
                own[i] = sizes[i];
                grids[i] = vectors[i].Reshape(own).BroadcastTo(sizes);
            }

            return grids;
        }

        /// <summary>All rows with one element of each vector, the last changing fastest.</summary>
        /// <shape>(N₁), …, (Nₖ) → (N₁ · … · Nₖ, k)</shape>
        /// <exception cref="ShapeException">An input is no vector.</exception>
        public static Tensor CartesianProduct(params ReadOnlySpan<Tensor> vectors)
        {
            var columns = Tensor.MeshGrid(vectors);
            for (var i = 0; i < columns.Length; i++)
                columns[i] = columns[i].Reshape(-1);
            return Tensor.Stack(columns, 1);
        }
    }

    extension(Tensor x)
    {
        /// <summary>
        /// All rows of <paramref name="size"/> elements in their order, each element at most once, or as often as wanted if repeated.
        /// </summary>
        /// <shape>(N) → (number of combinations, size)</shape>
        /// <exception cref="ShapeException">x is no vector, or the size is below 1.</exception>
        public Tensor Combinations(int size = 2, bool repeated = false)
        {
            if (x.Rank != 1 || size < 1)
                throw new ShapeException($"Combinations: x must be a vector and the size at least 1, got {x.Shape} and {size}.");
            var rows = new List<long>();
            var row = new int[size];
            void Extend(int place, int first)
            {
                for (var i = first; i < x.Shape[0]; i++)
                {
                    row[place] = i;
                    if (place + 1 < size)
                        Extend(place + 1, repeated ? i : i + 1);
                    else
                        rows.AddRange(row.Select(at => (long)at));
                }
            }

            Extend(0, 0);
            return x.IndexSelect(0, Tensor.Constant<long>([.. rows])).Reshape(rows.Count / size, size);
        }
    }
}
