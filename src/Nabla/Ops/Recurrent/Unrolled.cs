using Nabla.Kernels;

namespace Nabla;

/// <summary>A recurrent layer step by step in ops: for derivatives of higher order, and for forms that have no kernel.</summary>
static class Unrolled
{
    /// <summary>
    /// All h (N, T, P) and the last c of each sequence (N, H), from the step's formula.
    /// </summary>
    public static (Tensor Y, Tensor Cell) Run<TCell>(RecurrentInputs inputs) where TCell : struct, ICell
    {
        var (x, weightIh, weightHh, biasIh, biasHh, first, firstCell, lengths, projection, peepholes) = inputs;
        int batch = x.Shape[0], hidden = weightHh.Shape[0] / TCell.Gates;
        var sums = x.Linear(weightIh, biasIh);
        return Steps(x.Shape[1], Start(first, x, batch, weightHh.Shape[1]), Start(firstCell, x, batch, hidden), lengths, (step, h, c) =>
        {
            var byX = sums.Select(1, step);
            var byH = h.Linear(weightHh, biasHh);
            Graph Of(Tensor all, int gate) => gate < TCell.Gates ? new(all.Slice(1, gate * hidden, hidden)) : default;
            Graph Peephole(int number) => peepholes is null ? default : new(peepholes.Select(0, number));
            Graph k0 = Of(byX, 0), k1 = Of(byX, 1), k2 = Of(byX, 2), k3 = Of(byX, 3), newH = new(h), newC = new(c);
            TCell.Forward(
                ref k0, ref k1, ref k2, ref k3, Of(byH, 0), Of(byH, 1), Of(byH, 2), Of(byH, 3), Peephole(0), Peephole(1), Peephole(2),
                ref newH, ref newC);
            return (projection is null ? newH.Tensor : newH.Tensor.Linear(projection), newC.Tensor);
        });
    }

    /// <summary>Takes h and c through the steps. A sequence that has ended keeps its states, and its outputs are 0.</summary>
    public static (Tensor Y, Tensor Cell) Steps(int steps, Tensor h, Tensor c, Tensor? lengths, Func<int, Tensor, Tensor, (Tensor H, Tensor C)> next)
    {
        var outputs = new Tensor[steps];
        for (var step = 0; step < steps; step++)
        {
            var (newH, newC) = next(step, h, c);
            if (lengths is null)
            {
                (outputs[step], h, c) = (newH, newH, newC);
                continue;
            }

            var runs = lengths.Greater(step).Unsqueeze(1);
            (h, c) = (runs.Where(newH, h), runs.Where(newC, c));
            outputs[step] = runs.Where(newH, Tensor.Scalar(0, newH.DType, newH.Device));
        }

        return (Tensor.Stack(outputs, 1), c);
    }

    /// <summary>A first state, or zeros.</summary>
    public static Tensor Start(Tensor? state, Tensor x, int batch, int size) => state ?? Tensor.Zeros([batch, size], x.DType, x.Device);
}
