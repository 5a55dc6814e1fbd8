using Agents.Memory.Recall.Text;

namespace Agents.Memory.Recall;

/// <summary>The passages of a text, each short enough for a sentence model to read.</summary>
public static class Passages
{
    /// <summary>The most passages of one text that are embedded; what follows is found by its words.</summary>
    public const int CountMax = 16;

    // Sentence models read some 250 word pieces, about 4 characters each; they read what is shorter as one.
    private const int WholeMax = 1_200;
    private const int PassageMax = 900;

    /// <summary>Splits a text at the ends of sentences, and a sentence that is too long between two words.</summary>
    /// <remarks>Full-width letters and digits and unseen marks are brought to what a model can read.</remarks>
    public static IReadOnlyList<string> Of(string text)
    {
        text = TextNormalization.ForModel(text);
        if (text.Length <= WholeMax)
        {
            return [text];
        }

        var passages = new List<string>();
        for (var start = 0; start < text.Length && passages.Count < CountMax;)
        {
            var end = EndOf(text, start);
            var passage = text[start..end].Trim();
            if (passage.Length > 0)
            {
                passages.Add(passage);
            }

            start = end;
        }

        return passages.Count == 0 ? [text] : passages;
    }

    private static int EndOf(string text, int start)
    {
        var limit = Math.Min(text.Length, start + PassageMax);
        var end = start;
        while (end < limit)
        {
            var next = Sentences.EndOf(text, end, out _);
            if (next > limit)
            {
                break;
            }

            end = next;
        }

        if (end > start)
        {
            return end;
        }

        var space = text.LastIndexOf(' ', limit - 1, limit - start - 1);
        end = space > start ? space + 1 : limit;
        return end < text.Length && char.IsLowSurrogate(text[end]) ? end + 1 : end;
    }
}
