using Agents.Memory.Recall.Text;

namespace Agents.Memory.Recall.Lexical;

/// <summary>The terms of a question that are looked up.</summary>
/// <param name="Keys">The distinct terms by ascending key.</param>
/// <param name="Pairs">The distinct pairs of words that follow each other.</param>
internal sealed record LexicalQuery(ulong[] Keys, (ulong First, ulong Second)[] Pairs)
{
    public static LexicalQuery Read(string text)
    {
        var analyzed = TextAnalysis.Analyze(text);
        return new LexicalQuery(Array.ConvertAll(analyzed.Terms, term => term.Key), [.. analyzed.Pairs.Distinct()]);
    }
}
