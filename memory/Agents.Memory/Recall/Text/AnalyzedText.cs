namespace Agents.Memory.Recall.Text;

/// <summary>What analysis finds in a text.</summary>
/// <param name="Terms">Each distinct term and how often it stands there, by ascending key.</param>
/// <param name="Pairs">The words that follow each other, stop words and marks between them passed over.</param>
/// <param name="Words">The number of words that are no stop words.</param>
/// <param name="Grams">The number of characters of scripts that are read as n-grams.</param>
/// <param name="Tells">What sort of question it can answer.</param>
internal readonly record struct AnalyzedText(
    (ulong Key, int Count)[] Terms,
    (ulong First, ulong Second)[] Pairs,
    int Words,
    int Grams,
    AnswerTypes Tells);
