using System.Text;
using Nabla.Nn;

namespace Nabla.Vision.Tests.Models;

/// <summary>Numbers that eng/golden/torchvision_models.py computes as well, so that no weights need to be stored.</summary>
static class Hashed
{
    /// <summary>FNV-1a.</summary>
    public static uint Of(string text) => Encoding.UTF8.GetBytes(text).Aggregate(2166136261u, (h, c) => (h ^ c) * 16777619u);

    /// <summary>Numbers in [−1, 1) by a hash of the name and the place.</summary>
    public static Tensor Fill(string name, Shape shape) => Fill(name, shape, 0, 1);

    static Tensor Fill(string name, Shape shape, double mean, double scale)
    {
        var (seed, values) = (Of(name), new double[shape.Length]);
        for (var i = 0; i < values.Length; i++)
        {
            var x = seed + (uint)i;
            x = (x ^ (x >> 16)) * 0x7feb352du;
            x = (x ^ (x >> 15)) * 0x846ca68bu;
            values[i] = mean + scale * ((x ^ (x >> 16)) / 2147483648.0 - 1);
        }

        return Tensor.From<double>(values, shape);
    }

    /// <summary>Images (N, H, W, C) that are filled as (N, C, H, W).</summary>
    public static Tensor Images(Shape shape) => Fill("input", [shape[0], shape[3], shape[1], shape[2]]).Permute(0, 2, 3, 1).Contiguous();

    /// <summary>Sets all parameters and buffers.</summary>
    public static void Load(Module model, DType dtype)
    {
        model.To(dtype);
        foreach (var (path, parameter) in model.Parameters())
        {
            var values = Weights(path, parameter.Disk?.Stored ?? parameter.Shape);
            parameter.Load(parameter.Disk?.FromDisk(values, parameter.Shape) ?? values);
        }

        foreach (var (path, buffer) in model.Buffers())
            buffer.Load(buffer.Value.DType.IsFloating() ? Weights(path, buffer.Shape) : Tensor.Zeros(buffer.Shape, DType.Float64));
    }

    static Tensor Weights(string path, Shape shape) => shape.Rank > 1 ? Fill(path, shape, 0, Math.Sqrt(6.0 / (shape.Length / shape[0])))
        : path.EndsWith("running_var", StringComparison.Ordinal) ? Fill(path, shape, 1, 0.5)
        : Fill(path, shape, path.EndsWith("weight", StringComparison.Ordinal) ? 1 : 0, 0.2);
}
