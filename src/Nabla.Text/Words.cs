using System.Globalization;
using System.Text;

namespace Nabla.Text;

/// <summary>Splits a text into sentences and words, the plainest way: what counting and word vectors begin with.</summary>
public static class Words
{
    /// <summary>
    /// The words of each sentence in lower case. A word is a run of letters, marks and digits, with apostrophes inside it (don't); a
    /// sentence ends at <c>. ! ?</c> or an ellipsis, unless a letter or digit follows at once (3.14, e.g).
    /// </summary>
    public static IReadOnlyList<string[]> Sentences(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var sentences = new List<string[]>();
        var words = new List<string>();
        var word = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (IsPart(text[i]) || word.Length > 0 && text[i] is '\'' or '’' && i + 1 < text.Length && IsPart(text[i + 1]))
            {
                word.Append(char.ToLowerInvariant(text[i]));
                continue;
            }

            EndWord();
            if (text[i] is '.' or '!' or '?' or '…' && !(i + 1 < text.Length && IsPart(text[i + 1])))
                EndSentence();
        }

        EndWord();
        EndSentence();
        return sentences;

        void EndWord()
        {
            if (word.Length > 0)
                words.Add(word.ToString());
            word.Clear();
        }

        void EndSentence()
        {
            if (words.Count > 0)
                sentences.Add([.. words]);
            words.Clear();
        }
    }

    // Surrogates are taken as parts of words: letters beyond the first plane stay whole.
    static bool IsPart(char c) => char.IsLetterOrDigit(c) || char.IsSurrogate(c)
        || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
