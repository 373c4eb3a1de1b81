namespace Nabla;

/// <summary>Products of vectors.</summary>
public static class DotOp
{
    extension(Tensor a)
    {
        /// <summary>y = Σᵢ aᵢ bᵢ along the last axis; leading axes broadcast.</summary>
        /// <shape>(…, N) · (…, N) → (…)</shape>
        /// <exception cref="ShapeException">The last axes differ, or leading axes do not broadcast.</exception>
        public Tensor Dot(Tensor b)
        {
            RequireSameLength("Dot", a, b);
            return (a * b).Sum(-1);
        }

        /// <summary>Every vector of a with every vector of b: y = Σᵢ a[…, i] b[…, i], the axes of a before those of b.</summary>
        /// <shape>(A…, N) · (B…, N) → (A…, B…)</shape>
        /// <exception cref="ShapeException">The last axes differ.</exception>
        public Tensor Inner(Tensor b)
        {
            RequireSameLength("Inner", a, b);
            return a.TensorDot(b, [-1], [-1]);
        }

        /// <summary>y[…, i, j] = a[…, i] b[…, j]; leading axes broadcast.</summary>
        /// <shape>(…, N), (…, M) → (…, N, M)</shape>
        /// <exception cref="ShapeException">A tensor without axes, or leading axes that do not broadcast.</exception>
        public Tensor Outer(Tensor b)
        {
            RequireVectors("Outer", a, b);
            return a.Unsqueeze(-1) * b.Unsqueeze(-2);
        }
    }

    static void RequireSameLength(string who, Tensor a, Tensor b)
    {
        RequireVectors(who, a, b);
        if (a.Shape[-1] != b.Shape[-1])
            throw new ShapeException(
                $"{who}: axis {b.Rank - 1} of the second must be {a.Shape[-1]} like the last of the first, got {a.Shape} and {b.Shape}.");
    }

    static void RequireVectors(string who, Tensor a, Tensor b)
    {
        if (a.Rank == 0 || b.Rank == 0)
            throw new ShapeException($"{who}: both must have an axis, got {a.Shape} and {b.Shape}; use * for a scalar.");
    }
}
