namespace Nabla.Benchmarks;

/// <summary>Single ops without gradients, as the peer's op-* rows define them.</summary>
static class OpWorkloads
{
    public static Workload[] All =>
    [
        MatMul(128), MatMul(512), MatMul(1024),
        new("op-conv3x3-64", 2L * 16 * 56 * 56 * 64 * 64 * 9, () =>
        {
            Tensor x = Normal([16, 56, 56, 64], 1), weight = Normal([64, 3, 3, 64], 2);
            return Op(() => x.Conv(weight, padding: 1));
        }),
        new("op-softmax", 4096 * 1024, () =>
        {
            var s = Normal([4096, 1024], 1);
            return Op(() => s.Softmax());
        }),
        new("op-layernorm", 4096 * 1024, () =>
        {
            Tensor s = Normal([4096, 1024], 1), weight = Tensor.Ones([1024]), bias = Tensor.Zeros([1024]);
            return Op(() => s.LayerNorm(weight, bias));
        }),
        new("op-gelu-chain", 4_000_000, () =>
        {
            Tensor u = Normal([4_000_000], 1), v = Normal([4_000_000], 2);
            var chain = Captured.Function(inputs => [(inputs[0] * inputs[1] + inputs[0]).Gelu() * 2 - inputs[1]]);
            return () => chain.Run(u, v);
        }),
        new("op-sum", 4096 * 1024, () =>
        {
            var s = Normal([4096, 1024], 1);
            return Op(() => s.Sum(0));
        }),
    ];

    static Workload MatMul(int n) => new($"op-matmul-{n}", 2L * n * n * n, () =>
    {
        Tensor x = Normal([n, n], 1), y = Normal([n, n], 2);
        return Op(() => x.MatMul(y));
    });

    static Tensor Normal(Shape shape, ulong seed) => new Rng(seed).Normal(shape);

    static Action Op(Func<Tensor> compute) => () =>
    {
        using var scope = new MemoryScope();
        compute();
    };
}
