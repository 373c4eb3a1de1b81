namespace Nabla;

/// <summary>How an image is read between its pixels.</summary>
public enum SampleMode
{
    /// <summary>The nearest pixel; halves go to the even one.</summary>
    Nearest,

    /// <summary>Linear, bilinear or trilinear between the neighbours.</summary>
    Linear,

    /// <summary>Cubic convolution of four neighbours along each axis with a = −0.75 (Keys 1981).</summary>
    Cubic,
}

/// <summary>What is read outside of an image.</summary>
public enum SamplePadding
{
    /// <summary>0.</summary>
    Zeros,

    /// <summary>The nearest pixel of the border.</summary>
    Border,

    /// <summary>The image mirrored at its borders.</summary>
    Reflection,
}
