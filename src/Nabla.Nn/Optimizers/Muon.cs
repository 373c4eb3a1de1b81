using System.Runtime.CompilerServices;
using Nabla.Kernels;

namespace Nabla.Nn;

/// <summary>
/// Muon (Jordan et al. 2024): with m ← μ m + (1 − μ) g, the matrix μ m + (1 − μ) g (or m, if it does not look ahead) is made nearly
/// orthogonal: every singular value becomes about 1, so that no direction of a layer learns slower than another. Its result O gives
/// p ← (1 − rate · decay) p − rate · √max(1, rows / columns) · O. What is no matrix takes AdamW's step.
/// </summary>
/// <remarks>
/// A weight of more than two axes counts as the matrix of its first axis and all others. Embeddings and the last layer do better with
/// AdamW: name them in the rest. As PyTorch's since 2.9, except that its products are in bfloat16 and it takes no parameters but matrices.
/// </remarks>
/// <example><code>
/// var optimizer = new Muon(model, rest: Muon.Rest with { Holds = p => p.Shape.Rank &lt; 2 || p.Path.StartsWith("embedding") });
/// </code></example>
public sealed class Muon : GradientOptimizer
{
    // Five times x ← a x + b x xᵀ x + c x xᵀ x xᵀ x brings singular values from (0, 1] to about 1: the coefficients rise as steeply as
    // can be at 0 and stay within [0.7, 1.2] after (Jordan 2024).
    const double A = 3.4445, B = -4.7750, C = 2.0315, Epsilon = 1e-7;
    const int Iterations = 5;

    readonly AdamSettings adam;
    readonly ShapedRule direction;
    readonly double momentum;
    AdamRule rule;

    /// <summary>Muon for the matrices of a model, AdamW for the rest.</summary>
    /// <param name="model">Whose parameters are trained.</param>
    /// <param name="learningRate">Length of a step in each direction of a matrix.</param>
    /// <param name="momentum">μ: memory of the mean, in [0, 1).</param>
    /// <param name="nesterov">Whether to look ahead.</param>
    /// <param name="weightDecay">Share of a parameter that a step at rate 1 takes away, at least 0.</param>
    /// <param name="rest">What takes AdamW's step, and its rate over <paramref name="learningRate"/>; <see cref="Rest"/> if null.</param>
    /// <param name="beta1">AdamW's memory of the mean, in [0, 1).</param>
    /// <param name="beta2">AdamW's memory of the mean square, in [0, 1).</param>
    /// <param name="epsilon">Keeps AdamW's quotient finite, at least 0.</param>
    /// <exception cref="ArgumentException">A setting is out of its range, or what is no matrix does not belong to the rest.</exception>
    public Muon(
        Module model, double learningRate = 0.02, double momentum = 0.95, bool nesterov = true, double weightDecay = 0,
        ParameterGroup? rest = null, double beta1 = 0.9, double beta2 = 0.95, double epsilon = 1e-10)
        : base(model, learningRate, weightDecay, rest ?? Rest)
    {
        Require(momentum is >= 0 and < 1, "the momentum must be in [0, 1)", momentum);
        adam = new AdamSettings(RequireMoments(beta1, beta2, epsilon), Amsgrad: false);
        this.momentum = momentum;
        var ahead = nesterov ? momentum : 1;
        direction = new ShapedRule(inputs => [Orthogonal(inputs[0] + ahead * (inputs[1] - inputs[0]))]);
        foreach (var (path, parameter) in model.Parameters())
            if (parameter.Shape.Rank < 2 && !(rest ?? Rest).Holds(parameter))
                throw new ArgumentException($"Muon: {path} must be a matrix or belong to the rest, got shape {parameter.Shape}.");
    }

    /// <summary>What is no matrix, at 3 · 10⁻⁴ where matrices have 0.02.</summary>
    public static ParameterGroup Rest { get; } = new(p => p.Shape.Rank < 2, RateFactor: 0.015);

    /// <inheritdoc/>
    protected override Shape[] StateShapes(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        return IsRest(parameter) ? [parameter.Shape, parameter.Shape] : [parameter.Shape];
    }

    /// <inheritdoc/>
    protected override void Begin(long step) => rule = adam.At(step, Rate, penalty: 0, decay: Decay);

    /// <inheritdoc/>
    protected override void Update(Tensor parameter, Tensor gradient, Tensor[] state)
    {
        if (state.Length == 2)
        {
            AdamSettings.Update(rule, parameter, gradient, state);
            return;
        }

        var backend = parameter.Device.Backend;
        backend.Update(new Momentum(momentum), state[0], gradient);
        var rows = parameter.Shape[0];
        var stretch = Math.Sqrt(Math.Max(1, (double)rows * rows / parameter.Length));
        backend.Update(new Blend(1 - Rate * Decay, -Rate * stretch), parameter, direction.Run(gradient, state[0])[0]);
    }

    /// <summary>
    /// U Vᵀ of a matrix U S Vᵀ, nearly: with the same singular vectors, and singular values of about 1, by five rounds of a polynomial in x
    /// that needs nothing but products.
    /// </summary>
    /// <shape>(N, …) → (N, …)</shape>
    /// <exception cref="ShapeException">The tensor has fewer than two axes.</exception>
    public static Tensor Orthogonal(Tensor matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        if (matrix.Rank < 2)
            throw new ShapeException($"Muon.Orthogonal: the tensor must have at least 2 axes, got {matrix.Shape}.");
        var x = matrix.Reshape(matrix.Shape[0], -1);
        x *= (x.Norm() + Epsilon).Reciprocal();
        var tall = x.Shape[0] > x.Shape[1];
        x = tall ? x.T : x;      // so that the square is the smaller one
        var first = A * Tensor.Identity(x.Shape[0], x.DType, x.Device);
        for (var i = 0; i < Iterations; i++)
        {
            var square = x.MatMul(x.T);
            x = (first + B * square + C * square.MatMul(square)).MatMul(x);
        }

        return (tall ? x.T : x).Reshape(matrix.Shape.ToArray()).Contiguous();
    }

    // m ← μ m + (1 − μ) g
    readonly struct Momentum(double momentum) : IUpdate
    {
        public static int States => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Step<N>(ref N m, ref N unused0, ref N unused1, ref N unused2, N g) where N : struct, IFormula<N> =>
            m = Subnormal.Flush(N.Of(momentum) * m + N.Of(1 - momentum) * g);
    }
}
