using Nabla.Nn;

namespace Nabla.Train;

/// <summary>What the buffers of a model held, such as running statistics, so that a forward pass can be undone.</summary>
sealed class BufferValues(Module model)
{
    readonly Nn.Buffer[] buffers = [.. model.Buffers().Select(b => b.Buffer)];
    Tensor[] saved = [];

    /// <summary>Remembers what they hold.</summary>
    public void Save()
    {
        if (saved.Length < buffers.Length)
            saved = Array.ConvertAll(buffers, b => Tensor.EmptyLasting(b.Shape, b.Value.DType, b.Value.Device));
        for (var i = 0; i < buffers.Length; i++)
        {
            if (saved[i].DType != buffers[i].Value.DType)
                saved[i] = Tensor.EmptyLasting(buffers[i].Shape, buffers[i].Value.DType, buffers[i].Value.Device);
            saved[i].Backend.Copy(buffers[i].Value, saved[i]);
        }
    }

    /// <summary>Puts back what <see cref="Save"/> remembered.</summary>
    public void Restore()
    {
        for (var i = 0; i < buffers.Length; i++)
            buffers[i].Load(saved[i]);
    }
}
