using System.Globalization;

namespace Nabla.Files;

/// <summary>Reads the few Python literals an .npy header is made of: strings, True and False, tuples of whole numbers.</summary>
sealed class PythonLiteral(string text, string file)
{
    int at;

    public void Expect(char c)
    {
        if (!TryTake(c))
            throw Bad($"'{c}'");
    }

    public bool TryTake(char c)
    {
        SkipSpace();
        if (at == text.Length || text[at] != c)
            return false;
        at++;
        return true;
    }

    public string String()
    {
        SkipSpace();
        if (at < text.Length && text[at] == '[')
            throw new DataFormatException(file, "the header, descr", "one type of numbers", "a structured type with fields");
        if (at == text.Length || text[at] is not ('\'' or '"'))
            throw Bad("a string in quotes");
        var end = text.IndexOf(text[at], at + 1);
        if (end < 0)
            throw Bad("a string that ends");
        var value = text[(at + 1)..end];
        at = end + 1;
        return value;
    }

    public bool Bool()
    {
        SkipSpace();
        foreach (var (word, value) in new[] { ("True", true), ("False", false) })
            if (string.CompareOrdinal(text, at, word, 0, word.Length) == 0)
            {
                at += word.Length;
                return value;
            }

        throw Bad("True or False");
    }

    public long[] Tuple()
    {
        var values = new List<long>();
        Expect('(');
        while (!TryTake(')'))
        {
            values.Add(Number());
            if (!TryTake(','))
            {
                Expect(')');
                break;
            }
        }

        return [.. values];
    }

    public void End()
    {
        SkipSpace();
        if (at != text.Length)
            throw Bad("nothing more");
    }

    long Number()
    {
        SkipSpace();
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        if (!long.TryParse(text.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
            throw Bad("a whole number from 0 to 2^63 - 1");
        if (at < text.Length && text[at] == 'L')        // Python 2 wrote long integers so
            at++;
        return value;
    }

    void SkipSpace()
    {
        while (at < text.Length && text[at] is ' ' or '\n' or '\t' or '\r')
            at++;
    }

    DataFormatException Bad(string expected) =>
        new(file, $"character {at} of the header", expected, at < text.Length ? DataFormatException.Quote(text[at..]) : "its end");
}
