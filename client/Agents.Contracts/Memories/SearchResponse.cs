namespace Agents.Contracts;

/// <summary>The hits, best first.</summary>
/// <param name="Hits">What was found.</param>
/// <param name="Pending">How many memories could be found by words only, since their vectors were still to
/// come.</param>
/// <param name="Skipped">The stages that missed their deadline; <c>hits_too_large</c> when the last hits were left out,
/// since the texts of all are more than <see cref="MemoryLimits.AnswerTextBytesMax"/>.</param>
public sealed record SearchResponse(IReadOnlyList<MemoryHit> Hits, int Pending, IReadOnlyList<string> Skipped);
