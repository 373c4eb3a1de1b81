namespace Nabla.Kernels;

/// <summary>What a row of a tile contributes to its lanes.</summary>
interface IRead
{
    static abstract bool PerLane { get; }
}

/// <summary>One number for all lanes: channels are mixed, as in a matrix product.</summary>
readonly struct Mixed : IRead
{
    public static bool PerLane => false;
}

/// <summary>A number for each lane: channels keep apart, as in a depthwise convolution.</summary>
readonly struct Apart : IRead
{
    public static bool PerLane => true;
}
