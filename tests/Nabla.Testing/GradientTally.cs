using System.Collections.Concurrent;
using System.Globalization;

namespace Nabla.Testing;

/// <summary>
/// What the gradient checks of the tables of ops found. With NABLA_GRADIENTS=FOLDER in the environment each test project leaves its figures
/// there when it ends, one line for each op: rows, highest order checked, largest relative error of the first and the second order, kind of result.
/// </summary>
static class GradientTally
{
    static readonly ConcurrentBag<(OpCase Row, IReadOnlyList<double> Errors)> Checked = [];

    static GradientTally() => TallyFile.OnExit("NABLA_GRADIENTS", () => Checked
        .SelectMany(check => OpMethods.CalledBy(check.Row.Call)
            .Where(op => op.EndsWith($".{check.Row.Method}", StringComparison.Ordinal)).Select(op => (Op: op, check.Row, check.Errors)))
        .GroupBy(check => check.Op).OrderBy(op => op.Key, StringComparer.Ordinal)
        .Select(op => string.Create(CultureInfo.InvariantCulture,
            $"{op.Key}\t{op.Count()}\t{op.Max(c => c.Errors.Count)}\t{Largest(op.Select(c => c.Errors), 0)}\t{Largest(op.Select(c => c.Errors), 1)}\t{Kind(op.First().Row)}")));

    /// <summary>Notes the relative errors of the orders that a row was checked for.</summary>
    public static void Count(OpCase row, IReadOnlyList<double> errors) => Checked.Add((row, errors));

    static string Largest(IEnumerable<IReadOnlyList<double>> rows, int order) =>
        rows.Where(errors => errors.Count > order).Select(errors => errors[order]).DefaultIfEmpty(double.NaN).Max().ToString("E1", CultureInfo.InvariantCulture);

    static string Kind(OpCase row) => row.Call(row.Draw()).DType.Name();
}
