#:project ../src/Nabla/Nabla.csproj
#:property PublishAot=false

// An op of one's own, with a derivative of any order. Run it: dotnet run samples/custom-op.cs
using Nabla;

var x = Tensor.Of(-2.0, 0.0, 1.0).Track();
var y = x.SinhArc();
Console.WriteLine($"asinh(x)    {y.Detach()}");

var first = y.Sum().Backward(keepGraph: true)[x];
Console.WriteLine($"first       {first.Detach()}      1 / sqrt(1 + x²)");

var second = first.Sum().Backward()[x];
Console.WriteLine($"second      {second}      -x / (1 + x²)^1.5");

static class SinhArcOp
{
    extension(Tensor x)
    {
        /// <summary>Inverse hyperbolic sine y = ln(x + √(1 + x²)), element by element.</summary>
        /// <shape>(…) → (…)</shape>
        public Tensor SinhArc()
        {
            var values = x.Detach();
            var y = (values + (values.Square() + 1).Sqrt()).Log();
            return Autograd.Record(y, new Back(x), x);
        }
    }

    // dx = g / √(1 + x²), written in ops, so that it can be differentiated again
    sealed class Back(Tensor x) : Node
    {
        protected override void Backward(Tensor g, Gradients to) => to[0] = g / (x.Square() + 1).Sqrt();
    }
}
