namespace Agents.Memory.Recall;

/// <summary>What is known of a document's text, for who weighs it without a question.</summary>
/// <param name="Rarity">How rare its words are, added up; unit and size mean nothing by themselves.</param>
/// <param name="Asks">The share of its sentences that ask, 0 to 1.</param>
/// <param name="Answers">The share of what was said before it in its conversation that asks; 0 where it is the
/// first.</param>
/// <param name="FirstPerson">Whether its author speaks of themselves.</param>
/// <param name="SaysWhen">Whether it holds a time.</param>
/// <param name="Role">Who says it.</param>
public readonly record struct RecallContent(
    double Rarity, double Asks, double Answers, bool FirstPerson, bool SaysWhen, string? Role);
