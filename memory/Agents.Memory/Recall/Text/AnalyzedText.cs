namespace Agents.Memory.Recall.Text;

/// <summary>What analysis finds in a text.</summary>
/// <param name="Terms">Each distinct term and how often it stands there, by ascending key.</param>
/// <param name="Words">The number of words that are no stop words.</param>
/// <param name="Grams">The number of characters of scripts that are read as n-grams.</param>
internal readonly record struct AnalyzedText((ulong Key, int Count)[] Terms, int Words, int Grams);
