using Nabla.Testing;

namespace Nabla.Nn.Tests.Layers;

/// <summary>Recurrent layers and cells against PyTorch with the same weights: outputs, states, gradients, packed sequences.</summary>
public class RecurrentGoldenTests
{
    static readonly Dictionary<string, Func<Module<Tensor, Tensor>>> Layers = new()
    {
        ["lstm"] = () => new Lstm(3, 5),
        ["lstm deep"] = () => new Lstm(3, 5, 2),
        ["lstm both"] = () => new Lstm(3, 5, 2, bidirectional: true),
        ["lstm no bias"] = () => new Lstm(3, 5, bias: false),
        ["lstm lengths"] = () => new Lstm(3, 5),
        ["lstm both lengths"] = () => new Lstm(3, 5, 2, bidirectional: true),
        ["lstm projected"] = () => new Lstm(3, 5, projection: 2),
        ["lstm both projected"] = () => new Lstm(3, 5, 2, bidirectional: true, projection: 2),
        ["lstm projected lengths"] = () => new Lstm(3, 5, 2, bidirectional: true, projection: 2),
        ["gru"] = () => new Gru(3, 5),
        ["gru deep"] = () => new Gru(3, 5, 2),
        ["gru both"] = () => new Gru(3, 5, 2, bidirectional: true),
        ["gru no bias"] = () => new Gru(3, 5, bias: false),
        ["gru lengths"] = () => new Gru(3, 5),
        ["gru both lengths"] = () => new Gru(3, 5, 2, bidirectional: true),
        ["rnn"] = () => new Rnn(3, 5),
        ["rnn deep"] = () => new Rnn(3, 5, 2),
        ["rnn both"] = () => new Rnn(3, 5, 2, bidirectional: true),
        ["rnn no bias"] = () => new Rnn(3, 5, bias: false),
        ["rnn lengths"] = () => new Rnn(3, 5),
        ["rnn both lengths"] = () => new Rnn(3, 5, 2, bidirectional: true),
        ["rnn relu"] = () => new Rnn(3, 5, relu: true),
    };

    static readonly Dictionary<string, Func<Module<Tensor, Tensor>>> Cells = new()
    {
        ["lstmcell"] = () => new LstmCell(3, 5),
        ["lstmcell no bias"] = () => new LstmCell(3, 5, bias: false),
        ["grucell"] = () => new GruCell(3, 5),
        ["rnncell"] = () => new RnnCell(3, 5),
        ["rnncell relu"] = () => new RnnCell(3, 5, relu: true),
    };

    public static TheoryData<string, DType> LayerRows => GoldenFile.Cases(Layers.Keys);

    public static TheoryData<string, DType> CellRows => GoldenFile.Cases(Cells.Keys);

    // Sums of up to 40 products through 12 steps: some 10 units in the last place of float32 (6e-8) and float64 (1e-16).
    static double Tolerance(DType dtype) => dtype == DType.Float64 ? 1e-13 : 1e-5;

    [Theory, MemberData(nameof(LayerRows))]
    public void OutputAndGradientsEqualPyTorch(string name, DType dtype)
    {
        using var golden = new GoldenFile("recurrent");
        var layer = Load(golden, name, Layers[name], dtype);
        var x = golden[$"{name}/x"].To(dtype).Track();
        var lengths = Lengths(golden, name);
        var y = lengths is null ? layer.Call(x) : Call(layer, x, null, null, lengths).Y;
        GoldenFile.AssertClose(golden[$"{name}/y"], y, Tolerance(dtype), $"{name}: output");
        var gradients = y.Backward(golden[$"{name}/g"].To(dtype));
        GoldenFile.AssertClose(golden[$"{name}/dx"], gradients[x], Tolerance(dtype), $"{name}: gradient by the input");
        foreach (var (path, p) in layer.Parameters())
            GoldenFile.AssertClose(golden[$"{name}/grad.{path}"], gradients[p], Tolerance(dtype), $"{name}: gradient by {path}");
    }

    [Theory, MemberData(nameof(LayerRows))]
    public void StatesEqualPyTorch(string name, DType dtype)
    {
        using var golden = new GoldenFile("recurrent");
        var layer = Load(golden, name, Layers[name], dtype);
        var (h0, c0) = States(golden, name, dtype);
        var (y, h, c) = Call(layer, golden[$"{name}/x"].To(dtype), h0, c0, Lengths(golden, name));
        GoldenFile.AssertClose(golden[$"{name}/y2"], y, Tolerance(dtype), $"{name}: output");
        GoldenFile.AssertClose(golden[$"{name}/h"], h, Tolerance(dtype), $"{name}: last h");
        if (c is not null)
            GoldenFile.AssertClose(golden[$"{name}/c"], c, Tolerance(dtype), $"{name}: last c");
        CompareByStates(golden, name, (c is null ? y.Sum() + h.Sum() : y.Sum() + h.Sum() + c.Sum()).Backward(), h0, c0, dtype);
    }

    [Theory, MemberData(nameof(CellRows))]
    public void CellsEqualPyTorch(string name, DType dtype)
    {
        using var golden = new GoldenFile("recurrent");
        var cell = Load(golden, name, Cells[name], dtype);
        var x = golden[$"{name}/x"].To(dtype).Track();
        var (h0, c0) = States(golden, name, dtype);
        var (h, c) = cell switch
        {
            LstmCell lstm => lstm.Next(x, h0, c0),
            GruCell gru => (gru.Next(x, h0), null),
            _ => (((RnnCell)cell).Next(x, h0), (Tensor?)null),
        };
        GoldenFile.AssertClose(golden[$"{name}/h"], h, Tolerance(dtype), $"{name}: h");
        if (c is not null)
            GoldenFile.AssertClose(golden[$"{name}/c"], c, Tolerance(dtype), $"{name}: c");
        var gradients = (c is null ? h.Square().Sum() : h.Square().Sum() + c.Sum()).Backward();
        GoldenFile.AssertClose(golden[$"{name}/dx"], gradients[x], Tolerance(dtype), $"{name}: gradient by the input");
        foreach (var (path, p) in cell.Parameters())
            GoldenFile.AssertClose(golden[$"{name}/grad.{path}"], gradients[p], Tolerance(dtype), $"{name}: gradient by {path}");
        CompareByStates(golden, name, gradients, h0, c0, dtype);
    }

    static void CompareByStates(GoldenFile golden, string name, Gradients gradients, Tensor h0, Tensor? c0, DType dtype)
    {
        GoldenFile.AssertClose(golden[$"{name}/dh0"], gradients[h0], Tolerance(dtype), $"{name}: gradient by the first h");
        if (c0 is not null)
            GoldenFile.AssertClose(golden[$"{name}/dc0"], gradients[c0], Tolerance(dtype), $"{name}: gradient by the first c");
    }

    static (Tensor Y, Tensor H, Tensor? C) Call(Module layer, Tensor x, Tensor? h0, Tensor? c0, Tensor? lengths)
    {
        static (Tensor, Tensor, Tensor?) Pair((Tensor Output, Tensor Hidden) result) => (result.Output, result.Hidden, null);
        return layer switch
        {
            Lstm lstm => lstm.CallWithState(x, h0, c0, lengths),
            Gru gru => Pair(gru.CallWithState(x, h0, lengths)),
            _ => Pair(((Rnn)layer).CallWithState(x, h0, lengths)),
        };
    }

    static (Tensor H, Tensor? C) States(GoldenFile golden, string name, DType dtype) => (
        golden[$"{name}/h0"].To(dtype).Track(), golden.Has($"{name}/c0") ? golden[$"{name}/c0"].To(dtype).Track() : null);

    static Tensor? Lengths(GoldenFile golden, string name) => golden.Has($"{name}/lengths") ? golden[$"{name}/lengths"] : null;

    static Module<Tensor, Tensor> Load(GoldenFile golden, string name, Func<Module<Tensor, Tensor>> create, DType dtype)
    {
        var layer = create();
        layer.To(dtype);
        layer.LoadTensors(golden.Under($"{name}/weight."));
        return layer;
    }
}
