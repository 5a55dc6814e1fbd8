namespace Agents.Memory.Extraction.English.Clauses;

/// <summary>What a clause says, before it is a claim.</summary>
/// <param name="Clause">The clause, in the sentence.</param>
/// <param name="Subject">Whom it is about.</param>
/// <param name="Slot">What of them.</param>
/// <param name="Value">The words that say it.</param>
/// <param name="Polarity">Whether it holds.</param>
/// <param name="Dated">Whether a time of the clause is when it became so.</param>
internal readonly record struct Finding(
    Stretch Clause, string Subject, string Slot, Stretch Value, Polarity Polarity, bool Dated);
