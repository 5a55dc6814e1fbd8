namespace Agents.Memory.Recall.Names;

/// <summary>A participant's name in a question.</summary>
/// <param name="Author">Whose name it is.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">The first index after it and its possessive.</param>
/// <param name="Possessive">Whether it says whose something is.</param>
internal readonly record struct NameMention(int Author, int Start, int End, bool Possessive);
