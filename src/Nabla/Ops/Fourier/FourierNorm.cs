namespace Nabla;

/// <summary>Which of a transform and its inverse is divided by the length n.</summary>
public enum FourierNorm
{
    /// <summary>The inverse by n.</summary>
    Backward,

    /// <summary>Both by √n: lengths of vectors are kept.</summary>
    Ortho,

    /// <summary>The forward transform by n.</summary>
    Forward,
}
