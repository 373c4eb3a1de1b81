using System.Globalization;
using Nabla.Benchmarks;

Workload[] workloads = [.. TrainingWorkloads.All, .. RecurrentWorkloads.All, .. TransformerWorkloads.All, .. OpWorkloads.All];
var options = new Dictionary<string, string>();
for (var i = 0; i + 1 < args.Length; i += 2)
    options[args[i]] = args[i + 1];
if (options.Keys.Except(["--only", "--seconds"]).Any() || args.Length % 2 != 0)
{
    Console.Error.WriteLine("usage: Nabla.Benchmarks [--only NAME,…] [--seconds S]; without arguments it lists the names");
    return 2;
}

if (args.Length == 0)
{
    foreach (var workload in workloads)
        Console.WriteLine(workload.Name);
    return 0;
}

var names = options.TryGetValue("--only", out var only) ? only.Split(',') : [.. workloads.Select(w => w.Name)];
var seconds = options.TryGetValue("--seconds", out var text) ? double.Parse(text, CultureInfo.InvariantCulture) : 2;
foreach (var name in names)
{
    if (workloads.FirstOrDefault(w => w.Name == name) is not { } workload)
    {
        Console.Error.WriteLine($"unknown workload '{name}'; without arguments the names are listed");
        return 2;
    }

    workload.Measure(seconds);
}

return 0;
