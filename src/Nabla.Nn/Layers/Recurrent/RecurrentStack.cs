using System.Globalization;

namespace Nabla.Nn;

/// <summary>The weights of one recurrent layer in one direction.</summary>
readonly record struct RecurrentWeights(Parameter WeightIh, Parameter WeightHh, Parameter BiasIh, Parameter BiasHh);

/// <summary>What recurrent layers have in common: layers on top of each other, each in one or two directions, with dropout between.</summary>
sealed class RecurrentStack
{
    readonly string name;
    readonly int inputs, hidden, layers, directions;
    readonly double dropout;
    readonly RecurrentWeights[] weights;

    public RecurrentStack(string name, int gates, int inputs, int hidden, int layers, bool bidirectional, double dropout)
    {
        (this.name, this.inputs, this.hidden, this.layers, this.dropout) = (name, inputs, hidden, layers, dropout);
        directions = bidirectional ? 2 : 1;
        if (inputs < 1 || hidden < 1 || layers < 1)
            throw new ArgumentException($"{name}: inputs, hidden and layers must be at least 1, got {inputs}, {hidden} and {layers}.");
        if (dropout is not (>= 0 and < 1))
            throw new ArgumentException($"{name}: dropout must be in [0, 1), got {dropout}.");
        weights = new RecurrentWeights[layers * directions];
        for (var i = 0; i < weights.Length; i++)
            weights[i] = Make(i / directions, i % directions == 1, gates);
    }

    /// <summary>The parameters under PyTorch's names, weight_ih_l0 and so on.</summary>
    public Dictionary<string, Parameter> Parameters { get; } = [];

    /// <summary>Runs all layers; <paramref name="run"/> takes a sequence through number layer · directions + direction, forward in time.</summary>
    public Tensor Run(Tensor x, Rng? random, Func<int, RecurrentWeights, Tensor, Tensor> run)
    {
        for (var layer = 0; layer < layers; layer++)
        {
            if (layer > 0 && dropout > 0 && random is not null)
                x = x.Dropout(dropout, random);
            var first = layer * directions;
            var y = run(first, weights[first], x);
            x = directions == 1 ? y : Tensor.Concat([y, run(first + 1, weights[first + 1], x.Flip(1)).Flip(1)], -1);
        }

        return x;
    }

    /// <summary>Part <paramref name="index"/> of states (layers · directions, N, H), if they were given.</summary>
    public Tensor? State(Tensor? states, Tensor input, int index)
    {
        if (states is null)
            return null;
        if (input.Rank == 3 && states.Shape != [layers * directions, input.Shape[0], hidden])
            throw new ShapeException($"{this}: states must be ({layers * directions}, {input.Shape[0]}, {hidden}), got {states.Shape}.");
        return states.Select(0, index);
    }

    public override string ToString()
    {
        var depth = layers > 1 ? $", {layers} layers" : "";
        var zeros = dropout > 0 ? string.Create(CultureInfo.InvariantCulture, $", dropout {dropout}") : "";
        return $"{name}({inputs} → {hidden}{depth}{(directions > 1 ? ", bidirectional" : "")}{zeros})";
    }

    RecurrentWeights Make(int layer, bool reverse, int gates)
    {
        Parameter Add(string kind, Shape shape) =>
            Parameters[$"{kind}_l{layer}{(reverse ? "_reverse" : "")}"] = new Parameter(shape, Init.Uniform(1 / Math.Sqrt(hidden)));

        return new(
            Add("weight_ih", [gates * hidden, layer == 0 ? inputs : hidden * directions]), Add("weight_hh", [gates * hidden, hidden]),
            Add("bias_ih", [gates * hidden]), Add("bias_hh", [gates * hidden]));
    }
}
