using System.Globalization;
using Nabla.Benchmarks;
using Nabla.Benchmarks.Modes;
using Nabla.Benchmarks.Ops;

const string Usage = """
    usage: Nabla.Benchmarks [MODE] [--only NAME,…] [--seconds S]
    Without arguments it lists the workloads. Modes:
      (none)        checks each workload against float64, then times it: one line of JSON
      --verify      checks only
      --roofline    time beside what the machine can do, on one thread and on all
      --kernels     the kernels of a step with their time, operations and bytes
      --first-step  from the start of the process to the end of one step
      --growth      time as data, batch, width and depth grow
      --ops         single ops by family, --only FAMILY[:OP],…; eng/peer_ops.py puts the peer's times beside them
    """;
string[] modes = ["--verify", "--roofline", "--kernels", "--first-step", "--growth", "--ops"];

if (args.Length == 0)
{
    foreach (var workload in Workload.All)
        Console.WriteLine(workload.Name);
    return 0;
}

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var mode = modes.Contains(args[0]) ? args[0] : "";
var rest = args[(mode.Length > 0 ? 1 : 0)..];
var options = rest.Chunk(2).Where(pair => pair.Length == 2).GroupBy(pair => pair[0]).ToDictionary(g => g.Key, g => g.Last()[1]);
if (rest.Length % 2 != 0 || options.Keys.Except(["--only", "--seconds"]).Any())
    return WrongUsage(Usage);
var seconds = 2.0;
if (options.TryGetValue("--seconds", out var text) && !double.TryParse(text, out seconds))
    return WrongUsage($"--seconds must be a number, got '{text}'");
if (mode == "--ops")
{
    string[] families = options.TryGetValue("--only", out var some) ? some.Split(',') : [.. OpRow.Families.Keys];
    if (families.FirstOrDefault(f => !OpRow.Families.ContainsKey(OpTimes.Parts(f).Family)) is { } missing)
        return WrongUsage($"unknown family '{missing}'; there are {string.Join(", ", OpRow.Families.Keys)}");
    OpTimes.Print(families, options.ContainsKey("--seconds") ? seconds : 0.2);
    return 0;
}

string[] names = options.TryGetValue("--only", out var only) ? only.Split(',') : [.. Workload.All.Select(w => w.Name)];
if (names.FirstOrDefault(n => Workload.All.All(w => w.Name != n)) is { } unknown)
    return WrongUsage($"unknown workload '{unknown}'; without arguments the names are listed");
Workload[] chosen = [.. names.Select(n => Workload.All.First(w => w.Name == n))];

switch (mode)
{
    case "--verify":
        return Verification.Run(chosen) ? 0 : 1;
    case "--roofline":
        Roofline.Print(chosen, seconds);
        return 0;
    case "--kernels":
        KernelTable.Print(chosen, seconds);
        return 0;
    case "--first-step":
        Startup.Print(chosen[0]);
        return 0;
    case "--growth":
        Growth.Print(seconds);
        return 0;
    default:
        foreach (var workload in chosen)
        {
            if (!Verification.RunApart(workload))
                return 1;
            Timing.Print(workload, seconds);
        }

        return 0;
}

static int WrongUsage(string sentence)
{
    Console.Error.WriteLine(sentence);
    return 2;
}
