using Nabla.Files;

namespace Nabla.Nn;

/// <summary>
/// A model's parameters and buffers as named tensors. Names are paths such as layer1.0.conv1.weight, shapes are PyTorch's, so files go
/// both ways without a map.
/// </summary>
public static class ModelFiles
{
    extension(Module model)
    {
        /// <summary>A copy of all parameters and buffers, under their names and in their shapes in files; shared ones once.</summary>
        public IReadOnlyDictionary<string, Tensor> SaveTensors() =>
            Slots(model).DistinctBy(s => s.Owner).ToDictionary(s => s.Name, s => Copy(s.Read()), StringComparer.Ordinal);

        /// <summary>Loads all parameters and buffers from tensors under their names and in their shapes in files.</summary>
        /// <exception cref="ShapeException">
        /// Tensors are missing, too many, of another shape or of integers in place of fractions: all of them are named, and nothing is
        /// changed.
        /// </exception>
        public void LoadTensors(IReadOnlyDictionary<string, Tensor> tensors)
        {
            ArgumentNullException.ThrowIfNull(tensors);
            Slot[] slots = [.. Slots(model)];
            Require(slots, tensors.ToDictionary(t => t.Key, t => (t.Value.Shape, t.Value.DType), StringComparer.Ordinal), "The tensors");
            foreach (var slot in slots)
                if (tensors.TryGetValue(slot.Name, out var values))
                    slot.Write(values);
        }

        /// <summary>Writes all parameters and buffers to a safetensors file, whole or not at all.</summary>
        public void Save(string path, IReadOnlyDictionary<string, string>? metadata = null) =>
            Safetensors.Save(path, Slots(model).DistinctBy(s => s.Owner).Select(s => (s.Name, s.Read())), metadata);

        /// <summary>Loads all parameters and buffers from a safetensors file, of Nabla or of PyTorch.</summary>
        /// <exception cref="ShapeException">
        /// Tensors are missing, too many, of another shape or of integers in place of fractions: all of them are named, and nothing is
        /// changed.
        /// </exception>
        /// <exception cref="DataFormatException">The file is no safetensors file or damaged; nothing is changed.</exception>
        public void Load(string path)
        {
            using var file = SafetensorsFile.Open(path);
            Require([.. Slots(model)], file.Entries.ToDictionary(e => e.Name, file.FormOf, StringComparer.Ordinal), $"The tensors of {path}");
            model.LoadTensors(file.Entries.ToDictionary(e => e.Name, file.ReadTensor, StringComparer.Ordinal));
        }
    }

    static void Require(Slot[] slots, Dictionary<string, (Shape Shape, DType DType)> found, string source)
    {
        var problems = new List<string>();
        foreach (var names in slots.GroupBy(s => s.Owner))
            if (!names.Any(s => found.ContainsKey(s.Name)))
                problems.Add($"{names.First().Name} {names.First().Shape} is missing");
        foreach (var slot in slots)
            if (found.TryGetValue(slot.Name, out var form))
            {
                if (form.Shape != slot.Shape)
                    problems.Add($"{slot.Name} must be {slot.Shape}, got {form.Shape}");
                if (form.DType.IsFloating() != slot.IsFloating)
                    problems.Add($"{slot.Name} must hold {(slot.IsFloating ? "floating-point" : "whole")} numbers, got {form.DType.Name()}");
            }

        foreach (var name in found.Keys.Except(slots.Select(s => s.Name), StringComparer.Ordinal))
            problems.Add($"{name} {found[name].Shape} is not in the model");
        if (problems.Count > 0)
            throw new ShapeException($"{source} do not fit the model: {string.Join("; ", problems)}.");
    }

    // One that is used in several places has a slot for each of its names: files may have any or all of them.
    static IEnumerable<Slot> Slots(Module model) =>
        [.. model.Members<Parameter>().Select(p => new Slot(
                p.Path, p.Member, p.Member.Disk?.Stored ?? p.Member.Shape, true,
                () => p.Member.Disk?.ToDisk(p.Member.Value.Detach()) ?? p.Member.Value.Detach(),
                values => p.Member.Load(p.Member.Disk?.FromDisk(values, p.Member.Shape) ?? values))),
            .. model.Members<Buffer>().Where(b => b.Member.IsSaved)
                .Select(b => new Slot(b.Path, b.Member, b.Member.Shape, b.Member.Value.DType.IsFloating(), () => b.Member.Value, b.Member.Load))];

    static Tensor Copy(Tensor values)
    {
        var copy = Tensor.EmptyLasting(values.Shape, values.DType, values.Device);
        copy.Device.Backend.Copy(values, copy);
        return copy;
    }

    /// <summary>
    /// One name in a file: whose it is, its shape there, whether it holds floating-point numbers, and how values come and go.
    /// </summary>
    sealed record Slot(string Name, object Owner, Shape Shape, bool IsFloating, Func<Tensor> Read, Action<Tensor> Write);
}
