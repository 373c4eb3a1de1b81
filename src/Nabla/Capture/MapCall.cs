using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla;

/// <summary>An element-wise call of a recording: two of them that follow each other can become one.</summary>
abstract class MapCall(Type formula, Action<Backend> run, Tensor?[] tensors)
    : KernelCall(nameof(Backend.Map), formula, run, tensors)
{
    /// <summary>The output.</summary>
    public Tensor Output => Tensors[0]!;

    /// <summary>The inputs, as many as the formula has.</summary>
    public abstract ReadOnlySpan<Tensor?> Inputs { get; }

    /// <summary>The formula's value for numbers; inputs beyond those it has are not read.</summary>
    public abstract double Value(double a, double b = 0, double c = 0, double d = 0);

    /// <summary>This call and <paramref name="next"/> as one, if next reads this output once, in the same shape; else null.</summary>
    public abstract MapCall? FuseWith(MapCall next);

    /// <summary>The call of a formula before this one, fused with it at input number <paramref name="slot"/>.</summary>
    protected abstract MapCall? FuseAfter<TFirst>(TFirst first, ReadOnlySpan<Tensor?> firstInputs, int slot) where TFirst : struct, IMap;

    /// <summary>The call of a formula.</summary>
    public static MapCall Of<TMap>(TMap map, Tensor y, params ReadOnlySpan<Tensor?> inputs) where TMap : struct, IMap
    {
        Tensor a = inputs[0]!;
        var (b, c, d) = (At(inputs, 1), At(inputs, 2), At(inputs, 3));
        return new Typed<TMap>(map, k => k.Map(map, y, a, b, c, d), [y, a, b, c, d]);
    }

    static Tensor? At(ReadOnlySpan<Tensor?> inputs, int index) => index < inputs.Length ? inputs[index] : null;

    sealed class Typed<TMap>(TMap map, Action<Backend> run, Tensor?[] tensors) : MapCall(typeof(TMap), run, tensors)
        where TMap : struct, IMap
    {
        public override string Name => typeof(TMap).IsGenericType ? typeof(TMap).GetGenericArguments()[0].Name : typeof(TMap).Name;

        public override ReadOnlySpan<Tensor?> Inputs => Tensors.AsSpan(1, TMap.Inputs);

        public override double Value(double a, double b, double c, double d) =>
            map.Value(new Number(a), new Number(b), new Number(c), new Number(d)).Value;

        public override MapCall? FuseWith(MapCall next)
        {
            if (!RuntimeFeature.IsDynamicCodeSupported || next.Output.Shape != Output.Shape || next.Output.DType != Output.DType)
                return null;
            var slot = -1;
            for (var i = 0; i < next.Inputs.Length; i++)
                if (next.Inputs[i]!.Storage == Output.Storage)
                {
                    if (slot >= 0 || next.Inputs[i]!.Shape != Output.Shape || !next.Inputs[i]!.Layout.IsContiguous)
                        return null;
                    slot = i;
                }

            return slot < 0 ? null : next.FuseAfter(map, Inputs, slot);
        }

        protected override MapCall? FuseAfter<TFirst>(TFirst first, ReadOnlySpan<Tensor?> firstInputs, int slot)
        {
            if (firstInputs.Length + Inputs.Length - 1 > 4)
                return null;
            Tensor?[] inputs = [.. firstInputs, .. Inputs[..slot], .. Inputs[(slot + 1)..]];
            return slot switch
            {
                0 => Of(new Fused<TFirst, TMap, Slot0>(first, map), Output, inputs),
                1 => Of(new Fused<TFirst, TMap, Slot1>(first, map), Output, inputs),
                2 => Of(new Fused<TFirst, TMap, Slot2>(first, map), Output, inputs),
                _ => Of(new Fused<TFirst, TMap, Slot3>(first, map), Output, inputs),
            };
        }
    }
}
