namespace Nabla.Text.Embeddings;

/// <summary>
/// How often words stand near each other: the statistics that count-based word vectors are made of (Lund, Burgess 1996; Pennington, Socher,
/// Manning 2014).
/// </summary>
public static class Cooccurrence
{
    /// <summary>
    /// Xᵢⱼ: how often word j stands at most <paramref name="window"/> places before or after word i. Windows do not cross the ends of
    /// sentences. Words outside the vocabulary keep their places but are not counted.
    /// </summary>
    /// <param name="sentences">The words of each sentence, as <see cref="Words.Sentences"/> gives them.</param>
    /// <param name="vocabulary">The words of rows and columns, each once.</param>
    /// <param name="window">Largest distance, at least 1.</param>
    /// <param name="byDistance">Whether a pair at distance d counts 1/d instead of 1, as GloVe has it.</param>
    /// <shape>→ (V, V), symmetric, float64</shape>
    /// <exception cref="ArgumentException">The window is below 1, or the vocabulary has a word twice.</exception>
    public static Tensor Count(IEnumerable<IReadOnlyList<string>> sentences, IReadOnlyList<string> vocabulary, int window, bool byDistance = false)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        ArgumentNullException.ThrowIfNull(vocabulary);
        if (window < 1)
            throw new ArgumentException($"Cooccurrence.Count: the window must be at least 1, got {window}.");
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (i, word) in vocabulary.Index())
            if (!index.TryAdd(word, i))
                throw new ArgumentException($"Cooccurrence.Count: the vocabulary has '{word}' at {index[word]} and again at {i}.");
        var counts = new double[vocabulary.Count * vocabulary.Count];
        foreach (var sentence in sentences)
        {
            var ids = sentence.Select(word => index.GetValueOrDefault(word, -1)).ToArray();
            for (var i = 0; i < ids.Length; i++)
                for (var j = i + 1; j < ids.Length && j <= i + window; j++)
                {
                    if (ids[i] < 0 || ids[j] < 0)
                        continue;
                    var weight = byDistance ? 1.0 / (j - i) : 1;
                    counts[ids[i] * vocabulary.Count + ids[j]] += weight;
                    counts[ids[j] * vocabulary.Count + ids[i]] += weight;
                }
        }

        return Tensor.From<double>(counts, [vocabulary.Count, vocabulary.Count]);
    }
}
