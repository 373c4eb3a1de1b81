using Nabla.Testing;

namespace Nabla.Nn.Tests.Layers;

/// <summary>Every layer, with the settings that change what it does. The rows stand in the other files of this class, by family.</summary>
static partial class LayerCases
{
    public static readonly IReadOnlyList<LayerCase> All = Rows.Of<LayerCase>(typeof(LayerCases));
}
