namespace Nabla.Train.Data;

/// <summary>
/// Samples that can be read by number, in any order. Each has the same fields, such as an image and its label; the loader stacks
/// the fields of several samples along a new first axis.
/// </summary>
public interface IDataset
{
    /// <summary>Number of samples.</summary>
    int Count { get; }

    /// <summary>What each sample consists of.</summary>
    IReadOnlyList<Field> Fields { get; }

    /// <summary>
    /// Writes every element of every field of sample number <paramref name="index"/>. Called on the loader's thread, so it must not
    /// change what other calls read.
    /// </summary>
    void Read(int index, Sample to);
}

/// <summary>One part of a sample, such as its image.</summary>
/// <param name="Name">For messages: <c>image</c>.</param>
/// <param name="Shape">Sizes of the axes of one sample, without the batch axis.</param>
/// <param name="DType">Type of the elements.</param>
public readonly record struct Field(string Name, Shape Shape, DType DType);
