using Nabla.Benchmarks.Jobs;

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
            return new OpJob(() => x.Conv(weight, padding: 1), () => References.Conv3x3(x, weight));
        }),
        new("op-softmax", 4096 * 1024, () =>
        {
            var s = Normal([4096, 1024], 1);
            return new OpJob(() => s.Softmax(), () => References.Softmax(s));
        }),
        new("op-layernorm", 4096 * 1024, () =>
        {
            Tensor s = Normal([4096, 1024], 1), weight = Tensor.Ones([1024]), bias = Tensor.Zeros([1024]);
            return new OpJob(() => s.LayerNorm(weight, bias), () => References.LayerNorm(s));
        }),
        new("op-gelu-chain", 4_000_000, () =>
        {
            Tensor u = Normal([4_000_000], 1), v = Normal([4_000_000], 2);
            return new FunctionJob(x => (x[0] * x[1] + x[0]).Gelu() * 2 - x[1], () => References.GeluChain(u, v), u, v);
        }),
        new("op-sum", 4096 * 1024, () =>
        {
            var s = Normal([4096, 1024], 1);
            return new OpJob(() => s.Sum(0), () => References.SumOfRows(s));
        }),
    ];

    static Workload MatMul(int n) => new($"op-matmul-{n}", 2L * n * n * n, () =>
    {
        Tensor x = Normal([n, n], 1), y = Normal([n, n], 2);
        return new OpJob(() => x.MatMul(y), () => References.MatMul(x, y, n));
    });

    static Tensor Normal(Shape shape, ulong seed) => new Rng(seed).Normal(shape);
}
