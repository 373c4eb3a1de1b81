namespace Nabla;

/// <summary>One axis in another place.</summary>
public static class MoveAxisOp
{
    extension(Tensor x)
    {
        /// <summary>Axis <paramref name="from"/> at place <paramref name="to"/>, the others in their order: a view.</summary>
        /// <shape>(N, C, H, W) → (N, H, W, C) for from = 1, to = −1</shape>
        /// <exception cref="ShapeException">An axis does not exist.</exception>
        public Tensor MoveAxis(int from, int to)
        {
            var (source, target) = (x.Shape.Axis(from), x.Shape.Axis(to));
            Span<int> axes = stackalloc int[x.Rank];
            for (var i = 0; i < axes.Length; i++)
                axes[i] = i == target ? source : i - (i > target ? 1 : 0) + ((i > target ? i - 1 : i) >= source ? 1 : 0);
            return x.Permute(axes);
        }
    }
}
