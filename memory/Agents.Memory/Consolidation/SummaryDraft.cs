namespace Agents.Memory.Consolidation;

/// <summary>A summary that is owed, and the sentences that it may be made of.</summary>
/// <param name="Id">The id that it will have: it tells what texts it is made of.</param>
/// <param name="Sentences">The sentences, in the order of the conversation.</param>
public sealed record SummaryDraft(string Id, IReadOnlyList<DraftSentence> Sentences);

/// <summary>A sentence that a summary may be made of.</summary>
/// <param name="Turn">The episode's frame.</param>
/// <param name="Start">The first of its code units.</param>
/// <param name="End">The first after it.</param>
/// <param name="Author">Who said it.</param>
/// <param name="Role">The role of the message.</param>
/// <param name="Text">The sentence.</param>
public sealed record DraftSentence(long Turn, int Start, int End, string Author, string Role, string Text);

/// <summary>Which sentences of a draft somebody chose.</summary>
/// <param name="Id">The id of the draft.</param>
/// <param name="Sentences">The sentences; those that the texts no longer have are passed over.</param>
/// <param name="Extractor">Who chose, with a version.</param>
public sealed record SummaryChoice(string Id, IReadOnlyList<DraftSentence> Sentences, string Extractor);
