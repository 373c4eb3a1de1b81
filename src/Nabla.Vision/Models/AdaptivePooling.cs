namespace Nabla.Vision.Models;

/// <summary>Averages that give images of one size, whatever size they had.</summary>
static class AdaptivePooling
{
    extension(Tensor x)
    {
        /// <summary>The mean over rows ⌊i H / height⌋ … ⌈(i + 1) H / height⌉ − 1 for each i, and over columns likewise.</summary>
        /// <shape>(N, H, W, C) → (N, height, width, C)</shape>
        public Tensor AveragePoolTo(int height, int width) => Along(Along(x, 1, height), 2, width);
    }

    static Tensor Along(Tensor x, int axis, int count)
    {
        var size = x.Shape[axis];
        if (size == count)
            return x;
        return Tensor.Concat([.. Enumerable.Range(0, count).Select(i => x.Slice(axis, (i * size / count)..(((i + 1) * size + count - 1) / count)).Mean([axis], keepAxes: true))], axis);
    }
}
