using Nabla.Kernels;

namespace Nabla;

/// <summary>Runs a cell over sequences, with gradients of any order.</summary>
static class Recurrence
{
    /// <summary>All h (N, T, H), and the last c (N, H) if it is asked for.</summary>
    public static Tensor Run<TCell>(string name, RecurrentInputs inputs, bool wantCell, out Tensor? lastCell) where TCell : struct, ICell
    {
        Infer<TCell>(name, inputs);
        return Checked<TCell>(inputs, wantCell, out lastCell);
    }

    /// <summary>The same of operands that are known to fit.</summary>
    public static Tensor Checked<TCell>(RecurrentInputs inputs, bool wantCell, out Tensor? lastCell) where TCell : struct, ICell
    {
        inputs = inputs with { X = SequenceEndsOp.Filled(inputs.X, inputs.Lengths) };
        var sources = Sources(inputs);
        var x = inputs.X;
        int batch = x.Shape[0], steps = x.Shape[1], hidden = inputs.WeightHh.Shape[0] / TCell.Gates, numbers = inputs.WeightHh.Shape[1];
        var tracked = Autograd.Recording && sources.Any(s => s is { IsTracked: true });
        Tensor Room(int width) => Tensor.Empty([batch, steps, width], x.DType, x.Device);

        // A node has one output: y and the last c are parts of one piece of memory.
        int length = batch * steps * numbers, cell = wantCell ? batch * hidden : 0;
        var all = Tensor.Empty([length + cell], x.DType, x.Device);
        var outputs = new RecurrentOutputs(
            all.View(new Layout([batch, steps, numbers])), Room(TCell.Kept * hidden), tracked ? Room(numbers) : null,
            TCell.HasCell ? Room(hidden) : null, tracked && inputs.Projection is not null ? Room(hidden) : null);
        x.Backend.Recur<TCell>(inputs, outputs);
        if (!wantCell)
        {
            lastCell = null;
            return Autograd.Record(outputs.Y, new Back<TCell>(inputs, outputs, length), sources);
        }

        var last = outputs.Cells!.View(SliceOp.Part(outputs.Cells.Layout, 1, steps - 1, 1));
        x.Backend.CopyInto(last, all, new Layout(last.Shape, [hidden, hidden, 1], length));
        Autograd.Record(all, new Back<TCell>(inputs, outputs, length), sources);
        lastCell = all.Slice(0, length, cell).Reshape(batch, hidden);
        return all.Slice(0, 0, length).Reshape(batch, steps, numbers);
    }

    static Tensor?[] Sources(RecurrentInputs inputs) =>
    [
        inputs.X, inputs.WeightIh, inputs.WeightHh, inputs.BiasIh, inputs.BiasHh, inputs.Hidden, inputs.Cell, inputs.Projection, inputs.Peepholes,
    ];

    static void Infer<TCell>(string name, RecurrentInputs inputs) where TCell : struct, ICell
    {
        var (x, weightIh, weightHh, biasIh, biasHh, first, firstCell, lengths, _, _) = inputs;
        var gates = TCell.Gates;
        var hidden = weightHh.Rank == 2 ? weightHh.Shape[1] : 0;
        if (weightHh.Rank != 2 || weightHh.Shape[0] != gates * hidden || hidden == 0)
            throw new ShapeException($"{name}: the weight of the state must be ({gates} H, H), got {weightHh.Shape}.");
        if (weightIh.Rank != 2 || weightIh.Shape[0] != gates * hidden)
            throw new ShapeException($"{name}: the weight of the input must be ({gates * hidden}, C), got {weightIh.Shape}.");
        name = $"{name}({weightIh.Shape[1]} → {hidden})";
        if (x.Rank != 3 || x.Shape[2] != weightIh.Shape[1])
            throw new ShapeException($"{name}: the input must be (N, T, {weightIh.Shape[1]}), got {x.Shape}.");
        if (!x.DType.IsFloating())
            throw new ShapeException($"{name}: the input must be floating-point, got {x.DType.Name()}; convert with To(DType.Float32).");
        if (x.Shape[1] == 0)
            throw new ShapeException($"{name}: axis 1 of the input, time, must not be empty, got {x.Shape}.");
        Shape state = [x.Shape[0], hidden];
        Require(name, "the bias of the input", biasIh, [gates * hidden], x.DType);
        Require(name, "the bias of the state", biasHh, [gates * hidden], x.DType);
        Require(name, "the first hidden state", first, state, x.DType);
        Require(name, "the first cell state", firstCell, state, x.DType);
        if (lengths is not null)
            RequireLengths(name, lengths, x.Shape[0]);
        Require(name, "the weight of the input", weightIh, weightIh.Shape, x.DType);
        Require(name, "the weight of the state", weightHh, weightHh.Shape, x.DType);
    }

    /// <summary>The operands that all kinds of long short-term memory have: units is H, outputs the numbers of h.</summary>
    internal static void Infer(
        string name, Tensor x, Tensor weightIh, Tensor weightHh, int units, int outputs, Tensor? hidden, Tensor? cell, Tensor? lengths)
    {
        if (x.Rank != 3 || x.Shape[1] == 0)
            throw new ShapeException($"{name}: the input must be (N, T, C) with T at least 1, got {x.Shape}.");
        Require(name, "the weight of the input", weightIh, [4 * units, x.Shape[2]], x.DType);
        Require(name, "the weight of the state", weightHh, [4 * units, outputs], x.DType);
        Require(name, "the first hidden state", hidden, [x.Shape[0], outputs], x.DType);
        Require(name, "the first cell state", cell, [x.Shape[0], units], x.DType);
        if (lengths is not null)
            RequireLengths(name, lengths, x.Shape[0]);
    }

    internal static void RequireLengths(string name, Tensor lengths, int batch)
    {
        if (lengths.Rank != 1 || lengths.Shape[0] != batch || lengths.DType != DType.Int64)
            throw new ShapeException($"{name}: the lengths must be ({batch}) int64, got {lengths.Shape} {lengths.DType.Name()}.");
    }

    internal static void Require(string name, string what, Tensor? tensor, Shape shape, DType dtype)
    {
        if (tensor is not null && tensor.Shape != shape)
            throw new ShapeException($"{name}: {what} must be {shape}, got {tensor.Shape}.");
        if (tensor is not null && tensor.DType != dtype)
            throw new ShapeException($"{name}: {what} must be {dtype.Name()} like the input, got {tensor.DType.Name()}.");
    }

    sealed class Back<TCell>(RecurrentInputs inputs, RecurrentOutputs outputs, int length) : Node where TCell : struct, ICell
    {
        protected internal override void Backward(Tensor g, Gradients to)
        {
            if (to.KeepGraph)
                Recorded(g, to);
            else
                Fused(g, to);
        }

        void Fused(Tensor g, Gradients to)
        {
            var (x, y) = (inputs.X, outputs.Y);
            int batch = y.Shape[0], hidden = inputs.WeightHh.Shape[0] / TCell.Gates, numbers = y.Shape[2];
            var lastCell = g.Rank == 1 ? g.Slice(0, length, batch * hidden).Reshape(batch, hidden) : null;
            if (g.Rank == 1)
                g = g.Slice(0, 0, length).Reshape(y.Shape.ToArray());
            Tensor Room(Shape shape) => Tensor.Empty(shape, x.DType, x.Device);
            var steps = new RecurrentGradients(
                Room(outputs.Kept.Shape), to.Needs(5) ? Room([batch, numbers]) : null, to.Needs(6) ? Room([batch, hidden]) : null,
                inputs.Projection is null ? null : Room(y.Shape));
            x.Backend.RecurGradient<TCell>(inputs, outputs, g, lastCell, steps);
            if (steps.Hidden is not null) to[5] = steps.Hidden;
            if (steps.Cell is not null) to[6] = steps.Cell;
            if (to.Needs(7)) to[7] = Rows(steps.ByH!).T.MatMul(Rows(outputs.Inner!));
            if (to.Needs(8)) to[8] = OfPeepholes(steps.Sums, hidden);
            OfWeights(Rows(steps.Sums), hidden, to);
        }

        // All steps at once: dX = S W_ih, dW_ih = Sᵀ X, dW_hh = S_hᵀ (h before), db = Σ rows of S.
        void OfWeights(Tensor rows, int hidden, Gradients to)
        {
            var (x, gates) = (inputs.X, TCell.Gates);
            var byX = rows.Slice(1, 0, gates * hidden);
            if (to.Needs(0)) to[0] = byX.MatMul(inputs.WeightIh).Reshape(x.Shape.ToArray());
            if (to.Needs(1)) to[1] = byX.T.MatMul(Rows(x));
            if (to.Needs(2)) to[2] = OfHidden(rows, 1, part => part.T.MatMul(Rows(outputs.Before!)));
            if (!to.Needs(3) && !to.Needs(4))
                return;
            var biases = rows.Sum(0);
            to[3] = biases.Slice(0, 0, gates * hidden);
            to[4] = OfHidden(biases, 0, part => part);
        }

        // The gates i and f see c before the step, o that after it: Σ S_i c, Σ S_f c, Σ S_o c′.
        Tensor OfPeepholes(Tensor sums, int hidden)
        {
            var c = outputs.Cells!;
            var first = inputs.Cell ?? Tensor.Zeros([c.Shape[0], hidden], c.DType, c.Device);
            var before = Tensor.Concat([first.Unsqueeze(1), c.Slice(1, 0, c.Shape[1] - 1)], 1);
            Tensor Seen(int gate, Tensor cells) => (sums.Slice(2, gate * hidden, hidden) * cells).Sum([0, 1]);
            return Tensor.Stack([Seen(0, before), Seen(1, before), Seen(3, c)]);
        }

        static Tensor Rows(Tensor all) => all.Reshape(-1, all.Shape[2]);

        // The gradients by the sums over h: side by side, but for the last gate where it has a place of its own.
        static Tensor OfHidden(Tensor sums, int axis, Func<Tensor, Tensor> map)
        {
            var hidden = sums.Shape[axis] / TCell.Kept;
            var (last, place) = (TCell.Gates - 1, TCell.HiddenPlace(TCell.Gates - 1));
            return place == last
                ? map(sums.Slice(axis, 0, TCell.Gates * hidden))
                : Tensor.Concat([map(sums.Slice(axis, 0, last * hidden)), map(sums.Slice(axis, place * hidden, hidden))], 0);
        }

        // The steps are recorded anew op by op and differentiated, up to doors at the inputs that are opened for what comes after.
        void Recorded(Tensor g, Gradients to)
        {
            var doors = new List<Door>();
            var tracked = new List<Tensor>();
            Tensor? Closed(Tensor? source)
            {
                if (source is not { IsTracked: true })
                    return source;
                doors.Add(new Door());
                tracked.Add(Autograd.Record(source.View(source.Layout), doors[^1], source));
                return tracked[^1];
            }

            Tensor?[] sources = [.. Sources(inputs).Select(Closed)];
            var again = new RecurrentInputs(
                sources[0]!, sources[1]!, sources[2]!, sources[3], sources[4], sources[5], sources[6], inputs.Lengths, sources[7], sources[8]);
            var (y, cell) = Unrolled.Run<TCell>(again);
            var all = g.Rank == 1 ? Tensor.Concat([y.Flatten(), cell.Flatten()], 0) : y;
            var gradients = all.Backward(g, keepGraph: true, also: [.. tracked]);
            foreach (var door in doors)
                door.IsOpen = true;
            for (var i = 0; i < sources.Length; i++)
                if (to.Needs(i) && gradients.Find(sources[i]!) is { } gradient)
                    to[i] = gradient;
        }
    }

    sealed class Door : Node
    {
        public bool IsOpen { get; set; }

        protected internal override void Backward(Tensor g, Gradients to)
        {
            if (IsOpen)
                to[0] = g;
        }
    }
}
