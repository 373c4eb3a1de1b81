using System.Globalization;

namespace Nabla.Nn;

/// <summary>The weights of one recurrent layer in one direction; those it was made without are null.</summary>
readonly record struct RecurrentWeights(Parameter WeightIh, Parameter WeightHh, Parameter? InputBias, Parameter? HiddenBias, Parameter? Projection)
{
    public Tensor? BiasIh => Parameter.Optional(InputBias);

    public Tensor? BiasHh => Parameter.Optional(HiddenBias);

    public Tensor? WeightHr => Parameter.Optional(Projection);
}

/// <summary>
/// What recurrent layers have in common: layers on top of each other, each in one or two directions, with dropout between.
/// </summary>
sealed class RecurrentStack
{
    readonly string name, form;
    readonly int inputs, hidden, layers, directions, outputs;
    readonly double dropout;
    readonly bool bias;
    readonly RecurrentWeights[] weights;

    public RecurrentStack(
        string name, int gates, int inputs, int hidden, int layers, bool bidirectional, double dropout, bool bias, int? projection = null, string form = "")
    {
        (this.name, this.inputs, this.hidden, this.layers, this.dropout, this.bias, this.form) = (name, inputs, hidden, layers, dropout, bias, form);
        (directions, outputs) = (bidirectional ? 2 : 1, projection ?? hidden);
        if (inputs < 1 || hidden < 1 || layers < 1)
            throw new ArgumentException($"{name}: inputs, hidden and layers must be at least 1, got {inputs}, {hidden} and {layers}.");
        if (dropout is not (>= 0 and < 1))
            throw new ArgumentException($"{name}: dropout must be in [0, 1), got {dropout}.");
        if (outputs < 1 || (projection is not null && outputs >= hidden))
            throw new ArgumentException($"{name}: the projection must be at least 1 and below hidden = {hidden}, got {projection}.");
        weights = new RecurrentWeights[layers * directions];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = Make(i / directions, i % directions == 1, gates);
    }

    /// <summary>The parameters under PyTorch's names, weight_ih_l0 and so on.</summary>
    public Dictionary<string, Parameter> Parameters { get; } = [];

    /// <summary>
    /// Runs all layers; <paramref name="run"/> takes a sequence through number layer · directions + direction, forward in time.
    /// </summary>
    public Tensor Run(Tensor x, Rng? random, Tensor? lengths, Func<int, RecurrentWeights, Tensor, Tensor> run)
    {
        Tensor Reversed(Tensor sequence) => lengths is null ? sequence.Flip(1) : sequence.ReverseSequences(lengths);
        for (var layer = 0; layer < layers; layer++)
        {
            if (layer > 0 && dropout > 0 && random is not null)
                x = x.Dropout(dropout, random);
            var first = layer * directions;
            var y = run(first, weights[first], x);
            x = directions == 1 ? y : Tensor.Concat([y, Reversed(run(first + 1, weights[first + 1], Reversed(x)))], -1);
        }

        return x;
    }

    /// <summary>
    /// Part <paramref name="index"/> of states h (layers · directions, N, H) or, if projected, (layers · directions, N, P), if they were
    /// given.
    /// </summary>
    public Tensor? Hidden(Tensor? states, Tensor input, int index) => State(states, input, index, outputs);

    /// <summary>Part <paramref name="index"/> of states c (layers · directions, N, H), if they were given.</summary>
    public Tensor? Cell(Tensor? states, Tensor input, int index) => State(states, input, index, hidden);

    /// <summary>The last step of each sequence.</summary>
    public static Tensor Last(Tensor y, Tensor? lengths) => lengths is null ? y.Select(1, y.Shape[1] - 1) : y.SequenceEnds(lengths);

    public override string ToString()
    {
        var depth = layers > 1 ? $", {layers} layers" : "";
        var zeros = dropout > 0 ? string.Create(CultureInfo.InvariantCulture, $", dropout {dropout}") : "";
        var less = outputs < hidden ? $", projected to {outputs}" : "";
        return $"{name}({inputs} → {hidden}{less}{form}{depth}{(directions > 1 ? ", bidirectional" : "")}{zeros}{(bias ? "" : ", no bias")})";
    }

    Tensor? State(Tensor? states, Tensor input, int index, int size)
    {
        if (states is null)
            return null;
        if (input.Rank == 3 && states.Shape != [layers * directions, input.Shape[0], size])
            throw new ShapeException($"{this}: states must be ({layers * directions}, {input.Shape[0]}, {size}), got {states.Shape}.");
        return states.Select(0, index);
    }

    RecurrentWeights Make(int layer, bool reverse, int gates)
    {
        Parameter Add(string kind, Shape shape) =>
            Parameters[$"{kind}_l{layer}{(reverse ? "_reverse" : "")}"] = new Parameter(shape, Init.Uniform(1 / Math.Sqrt(hidden)));

        return new(
            Add("weight_ih", [gates * hidden, layer == 0 ? inputs : outputs * directions]), Add("weight_hh", [gates * hidden, outputs]),
            bias ? Add("bias_ih", [gates * hidden]) : null, bias ? Add("bias_hh", [gates * hidden]) : null,
            outputs < hidden ? Add("weight_hr", [outputs, hidden]) : null);
    }
}
