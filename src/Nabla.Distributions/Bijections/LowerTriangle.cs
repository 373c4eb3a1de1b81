namespace Nabla.Distributions;

/// <summary>The numbers below the diagonal of a matrix as a vector, row by row.</summary>
static class LowerTriangle
{
    extension(Tensor x)
    {
        /// <summary>The vector below the diagonal, 0 elsewhere.</summary>
        /// <shape>(…, N (N − 1) / 2) → (…, N, N)</shape>
        public Tensor PutInto(int n)
        {
            var none = Tensor.Zeros([.. x.Shape.ToArray()[..^1], n], x.DType);
            return Tensor.Stack([none, .. Enumerable.Range(1, n - 1).Select(i => x.Slice(-1, i * (i - 1) / 2, i).Pad(-1, 0, n - i))], -2);
        }

        /// <summary>The numbers below the diagonal.</summary>
        /// <shape>(…, N, N) → (…, N (N − 1) / 2)</shape>
        public Tensor Below(int n) => Tensor.Concat([.. Enumerable.Range(1, n - 1).Select(i => x.Select(-2, i).Slice(-1, 0, i))], -1);
    }
}
