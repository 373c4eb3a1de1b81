namespace Nabla;

/// <summary>
/// A formula of <see cref="EinsumOp"/> for given operands: one letter for each axis, the axes of "..." as digits from the last.
/// </summary>
sealed class EinsumFormula
{
    readonly Dictionary<char, int> sizes = [];

    EinsumFormula(string[] operands, string result) => (Operands, Result) = (operands, result);

    /// <summary>The names of each operand's axes.</summary>
    public string[] Operands { get; }

    /// <summary>The names of the result's axes.</summary>
    public string Result { get; }

    /// <summary>The size of all axes of this name; 1 gives way to any other.</summary>
    public int Size(char label) => sizes[label];

    /// <summary>What the result or an operand after number <paramref name="operand"/> needs.</summary>
    public string NeededAfter(int operand) => string.Concat(Operands.Skip(operand + 1).SelectMany(o => o).Concat(Result).Distinct());

    /// <summary>All checks of the op.</summary>
    public static EinsumFormula Parse(string formula, ReadOnlySpan<Tensor> operands)
    {
        var text = formula.Replace(" ", "", StringComparison.Ordinal);
        var arrow = text.IndexOf("->", StringComparison.Ordinal);
        var parts = (arrow < 0 ? text : text[..arrow]).Split(',');
        if (operands.Length == 0 || parts.Length != operands.Length)
            throw Wrong(formula, $"has {parts.Length} operands, got {operands.Length} tensors");

        var labels = new string[parts.Length];
        for (var i = 0; i < parts.Length; i++)
            labels[i] = Expand(formula, parts[i], operands[i].Shape, i);
        var result = arrow < 0 ? Implicit(labels) : Explicit(formula, text[(arrow + 2)..], labels);
        var parsed = new EinsumFormula(labels, result);
        for (var i = 0; i < parts.Length; i++)
            parsed.TakeSizes(formula, i, operands[i]);
        return parsed;
    }

    void TakeSizes(string formula, int operand, Tensor x)
    {
        for (var axis = 0; axis < x.Rank; axis++)
        {
            var (label, size) = (Operands[operand][axis], x.Shape[axis]);
            var known = sizes.GetValueOrDefault(label, 1);
            if (known != 1 && size != 1 && known != size)
                throw Wrong(formula, $"'{Text(label)}' is {known}, but axis {axis} of operand {operand} {x.Shape} is {size}");
            sizes[label] = size == 1 ? known : size;
        }
    }

    static string Expand(string formula, string part, Shape shape, int operand)
    {
        var points = part.IndexOf("...", StringComparison.Ordinal);
        var letters = points < 0 ? part : part.Remove(points, 3);
        RequireLetters(formula, letters);
        var covered = shape.Rank - letters.Length;
        if (covered < 0 || (points < 0 && covered > 0))
            throw Wrong(formula, $"operand {operand} '{part}' names {letters.Length} axes, got {shape}");
        return points < 0 ? letters : letters.Insert(points, Leading(covered));
    }

    // Aligned at the last, as axes that broadcast are: 210 for three axes.
    static string Leading(int count) => string.Concat(Enumerable.Range(0, count).Reverse().Select(i => (char)('0' + i)));

    static string Implicit(string[] operands)
    {
        var all = string.Concat(operands);
        var once = all.Where(label => char.IsLetter(label) && all.Count(other => other == label) == 1).Order();
        return Leading(Covered(operands)) + string.Concat(once);
    }

    static string Explicit(string formula, string text, string[] operands)
    {
        var points = text.IndexOf("...", StringComparison.Ordinal);
        var letters = points < 0 ? text : text.Remove(points, 3);
        RequireLetters(formula, letters);
        foreach (var letter in letters)
        {
            if (letters.Count(other => other == letter) > 1)
                throw Wrong(formula, $"the result names '{letter}' more than once");
            if (!operands.Any(o => o.Contains(letter)))
                throw Wrong(formula, $"the result has '{letter}', which no operand has");
        }

        return points < 0 ? letters : letters.Insert(points, Leading(Covered(operands)));
    }

    static int Covered(string[] operands) => operands.Max(o => o.Count(char.IsDigit));

    static void RequireLetters(string formula, string letters)
    {
        foreach (var letter in letters)
            if (!char.IsAsciiLetter(letter))
                throw Wrong(formula, $"'{letter}' is no letter a–z or A–Z");
    }

    static string Text(char label) => char.IsDigit(label) ? "..." : label.ToString();

    static ShapeException Wrong(string formula, string why) => new($"Einsum(\"{formula}\"): {why}.");
}
