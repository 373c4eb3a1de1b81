namespace Nabla.LinearAlgebra;

/// <summary>Checks and forms that all ops of matrices share.</summary>
static class Matrices
{
    public static void Require(string who, Tensor a)
    {
        if (a.Rank < 2 || a.Shape[-1] == 0 || a.Shape[-2] == 0)
            throw new ShapeException($"{who}: the input must be (…, N, M) with N and M at least 1, got {a.Shape}.");
        if (!a.DType.IsFloating())
            throw new ShapeException($"{who}: elements must be floating-point, got {a.DType.Name()}; convert with To(DType.Float32).");
    }

    public static void RequireSquare(string who, Tensor a)
    {
        if (a.Rank < 2 || a.Shape[-1] != a.Shape[-2] || a.Shape[-1] == 0)
            throw new ShapeException($"{who}: the input must be (…, N, N) with N at least 1, got {a.Shape}.");
        Require(who, a);
    }

    /// <summary>a (…, N, N) and b (…, N, K) with the leading axes of both broadcast.</summary>
    public static (Tensor A, Tensor B) System(string who, Tensor a, Tensor b)
    {
        RequireSquare(who, a);
        Require(who, b);
        if (a.DType != b.DType)
            throw new ShapeException($"{who}: both dtypes must be equal, got {a.DType.Name()} and {b.DType.Name()}; convert one with To.");
        if (b.Shape[-2] != a.Shape[-1])
            throw new ShapeException(
                $"{who}: axis {b.Rank - 2} of the right side must be {a.Shape[-1]} like the matrix, got {a.Shape} and {b.Shape}.");
        int[] leadA = a.Shape.ToArray()[..^2], leadB = b.Shape.ToArray()[..^2];
        var lead = Shape.Broadcast(leadA, leadB)
            ?? throw new ShapeException($"{who}: leading axes of {a.Shape} and {b.Shape} do not broadcast: sizes must be equal or 1.");
        return (a.BroadcastTo([.. lead, a.Shape[-2], a.Shape[-1]]), b.BroadcastTo([.. lead, b.Shape[-2], b.Shape[-1]]));
    }

    /// <summary>(A + Aᵀ) / 2: what ops of symmetric matrices read, so that their gradient is symmetric too.</summary>
    public static Tensor Symmetric(Tensor a) => (a + a.T) * 0.5;

    /// <summary>Tensors that one step gives together: parts of the last axis, each with its own shape.</summary>
    public static Tensor[] Split(Tensor packed, params Shape[] shapes)
    {
        int[] lead = packed.Shape.ToArray()[..^1];
        var (parts, at) = (new Tensor[shapes.Length], 0);
        for (var i = 0; i < parts.Length; i++)
        {
            var size = (int)shapes[i].Length;
            parts[i] = packed.Slice(-1, at, size).Reshape([.. lead, .. shapes[i]]);
            at += size;
        }

        return parts;
    }

    /// <summary>p / gaps, but 0 where both are 0: what no gradient reaches is not spoiled by equal values.</summary>
    public static Tensor Quotient(Tensor p, Tensor gaps)
    {
        var nothing = gaps.EqualTo(0).To(p.DType) * p.EqualTo(0).To(p.DType);
        return p / (gaps + nothing);
    }
}
