namespace Nabla.Benchmarks.Jobs;

/// <summary>The ops of the benchmark as plain loops in float64.</summary>
static class References
{
    /// <summary>a (n, n) times b (n, n).</summary>
    public static double[] MatMul(Tensor a, Tensor b, int n)
    {
        double[] x = Doubles(a), z = Doubles(b), y = new double[n * n];
        for (var i = 0; i < n; i++)
            for (var k = 0; k < n; k++)
                for (var j = 0; j < n; j++)
                    y[i * n + j] += x[i * n + k] * z[k * n + j];
        return y;
    }

    /// <summary>x (N, H, W, C) with weight (O, 3, 3, C), padded by 1.</summary>
    public static double[] Conv3x3(Tensor x, Tensor weight)
    {
        var (images, height, width, channels, filters) = (x.Shape[0], x.Shape[1], x.Shape[2], x.Shape[3], weight.Shape[0]);
        double[] from = Doubles(x), w = Doubles(weight), y = new double[images * height * width * filters];
        for (var pixel = 0; pixel < images * height * width; pixel++)
        {
            var (row, column) = (pixel / width % height, pixel % width);
            for (var o = 0; o < filters; o++)
            {
                double sum = 0;
                for (var window = 0; window < 9; window++)
                {
                    var (down, right) = (window / 3 - 1, window % 3 - 1);
                    if (row + down < 0 || row + down >= height || column + right < 0 || column + right >= width)
                        continue;
                    var at = (pixel + down * width + right) * channels;
                    for (var c = 0; c < channels; c++)
                        sum += from[at + c] * w[(o * 9 + window) * channels + c];
                }

                y[pixel * filters + o] = sum;
            }
        }

        return y;
    }

    /// <summary>eˣ / Σ eˣ in each row.</summary>
    public static double[] Softmax(Tensor x) => ByRow(x, row =>
    {
        var powers = Array.ConvertAll(row, Math.Exp);
        var sum = powers.Sum();
        return Array.ConvertAll(powers, p => p / sum);
    });

    /// <summary>(x − mean) / √(variance + ε) in each row, with weight 1, bias 0 and the ε of the layer.</summary>
    public static double[] LayerNorm(Tensor x, double epsilon = 1e-5) => ByRow(x, row =>
    {
        var mean = row.Average();
        var scale = 1 / Math.Sqrt(row.Average(v => (v - mean) * (v - mean)) + epsilon);
        return Array.ConvertAll(row, v => (v - mean) * scale);
    });

    /// <summary>2 GELU(u v + u) − v.</summary>
    public static double[] GeluChain(Tensor u, Tensor v) =>
        [.. Doubles(u).Zip(Doubles(v), (a, b) => 2 * Gelu(a * b + a) - b)];

    /// <summary>Σ over the rows.</summary>
    public static double[] SumOfRows(Tensor x)
    {
        var columns = x.Shape[1];
        var sums = new double[columns];
        foreach (var (i, value) in Doubles(x).Index())
            sums[i % columns] += value;
        return sums;
    }

    static double Gelu(double x) => x * (1 + Erf(x / Math.Sqrt(2))) / 2;

    // erf x = 2/√π e^(−x²) Σ 2ⁿ x²ⁿ⁺¹ / (1 · 3 · … · (2n + 1)), whose terms do not cancel; beyond 6 it is ±1 in float64.
    static double Erf(double x)
    {
        if (Math.Abs(x) > 6)
            return Math.Sign(x);
        double term = x, sum = x;
        for (var n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
            sum += term *= 2 * x * x / (2 * n + 1);
        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    static double[] ByRow(Tensor x, Func<double[], double[]> f) => [.. Doubles(x).Chunk(x.Shape[1]).SelectMany(f)];

    static double[] Doubles(Tensor x) => Array.ConvertAll(x.ToArray<float>(), v => (double)v);
}
