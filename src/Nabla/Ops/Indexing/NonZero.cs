namespace Nabla;

/// <summary>Where elements are not 0.</summary>
public static class NonZeroOp
{
    extension(Tensor x)
    {
        /// <summary>The coordinates of the elements that are true (or not 0; NaN is not), in row-major order, a row for each.</summary>
        /// <shape>(…), rank R → (K, R) int64</shape>
        /// <exception cref="InvalidOperationException">Inside a captured step: K depends on the data.</exception>
        public Tensor NonZero()
        {
            RequireEager("NonZero");
            var places = x.Detach().To(DType.Bool);
            var y = Tensor.Empty([(int)places.Count().Item(), x.Rank], DType.Int64, x.Device);
            x.Backend.NonZero(places, y);
            return y;
        }
    }

    /// <summary>Ops whose result has a shape that only the data tell cannot be replayed.</summary>
    internal static void RequireEager(string who)
    {
        if (Device.Recording)
            throw new InvalidOperationException(
                $"{who}: the shape of the result depends on the data, so it cannot be part of a captured step.");
    }
}
