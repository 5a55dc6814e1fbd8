using Agents.Contracts;
using Agents.Grains.Abstractions;
using Agents.Memory.Consolidation;
using Agents.Memory.Records;

namespace Agents.Grains.UserMemory;

/// <summary>A user's memory as its consolidation sees it: texts are taken, read elsewhere, and what they say is merged
/// by their ids with the state as it is by then.</summary>
[Alias("agents.consolidated-memory")]
internal interface IConsolidatedMemoryGrain : IGrainWithStringKey
{
    /// <summary>Gives texts that are owed, oldest first.</summary>
    [Alias("take")]
    Task<MemoryResult<TakenTexts>> TakeAsync(
        MemoryScope scope, TakeRequest request, CancellationToken cancellationToken);

    /// <summary>Writes one step of a run; durable when it answers.</summary>
    [Alias("merge"), ResponseTimeout("00:02:00")]
    Task<MemoryResult<MergedStep>> MergeAsync(
        MemoryScope scope, MergeRequest request, CancellationToken cancellationToken);

    /// <summary>Gives the summaries that are owed and what they may be made of, as many as one step makes.</summary>
    [Alias("drafts")]
    Task<MemoryResult<SummaryDrafts>> DraftsAsync(MemoryScope scope, CancellationToken cancellationToken);

    /// <summary>Makes summaries and habits that are owed, as one step of a run; durable when it answers.</summary>
    [Alias("digest"), ResponseTimeout("00:02:00")]
    Task<MemoryResult<MergedStep>> DigestAsync(
        MemoryScope scope, DigestRequest request, CancellationToken cancellationToken);

    /// <summary>Says what a step would do, and writes nothing.</summary>
    [Alias("diff"), ResponseTimeout("00:02:00")]
    Task<MemoryResult<ConsolidationRun>> DiffAsync(
        MemoryScope scope, MergeRequest request, CancellationToken cancellationToken);

    /// <summary>Gives the newest runs without their changes.</summary>
    [Alias("runs")]
    Task<MemoryResult<ConsolidationList>> RunsAsync(MemoryScope scope, int limit, CancellationToken cancellationToken);

    /// <summary>Gives the report of a run. Errors: <c>not_found</c>.</summary>
    [Alias("report")]
    Task<MemoryResult<ConsolidationRun>> ReportAsync(MemoryScope scope, string id, CancellationToken cancellationToken);

    /// <summary>Takes back what a run did. Errors: <c>not_found</c>.</summary>
    [Alias("undo")]
    Task<MemoryResult<ConsolidationRun>> UndoAsync(MemoryScope scope, string id, CancellationToken cancellationToken);
}

/// <summary>Asks for texts.</summary>
/// <param name="Max">How many at most.</param>
/// <param name="WhenQuiet">Whether to wait until the user is quiet.</param>
/// <param name="Unindexed">Whether those too that have no vector yet.</param>
[GenerateSerializer, Immutable, Alias("agents.take-request")]
internal sealed record TakeRequest(
    [property: Id(0)] int Max, [property: Id(1)] bool WhenQuiet, [property: Id(2)] bool Unindexed);

/// <summary>Texts to be read.</summary>
/// <param name="Texts">The texts.</param>
/// <param name="Owed">How many are owed in all, those without a vector included.</param>
/// <param name="Wait">How long the user has still to be quiet; zero where they are.</param>
/// <param name="Unfinished">A run that a caller asked for and a crash has ended; 0 where there is none.</param>
/// <param name="Digests">How many summaries and habits can be made, once no text is owed.</param>
/// <param name="Rest">How long until more conversations have rested; zero where none waits.</param>
[GenerateSerializer, Immutable, Alias("agents.taken-texts")]
internal sealed record TakenTexts(
    [property: Id(0)] IReadOnlyList<SourceText> Texts,
    [property: Id(1)] int Owed,
    [property: Id(2)] TimeSpan Wait,
    [property: Id(3)] long Unfinished,
    [property: Id(4)] int Digests = 0,
    [property: Id(5)] TimeSpan Rest = default);

/// <summary>One step of a run.</summary>
/// <param name="First">The frame of the run's first step; 0 where this is it.</param>
/// <param name="Trigger">What started the run.</param>
/// <param name="Texts">What was read.</param>
/// <param name="Cost">What that cost; null where no model was asked.</param>
/// <param name="End">How the run ends with it; null where it goes on.</param>
[GenerateSerializer, Immutable, Alias("agents.merge-request")]
internal sealed record MergeRequest(
    [property: Id(0)] long First,
    [property: Id(1)] RunTrigger Trigger,
    [property: Id(2)] IReadOnlyList<ReadText> Texts,
    [property: Id(3)] ConsolidationCost? Cost = null,
    [property: Id(4)] RunEnd? End = null);

/// <summary>Asks for summaries and habits to be made.</summary>
/// <param name="First">The frame of the run's first step; 0 where this is it.</param>
/// <param name="Trigger">What started the run.</param>
/// <param name="Choices">What was chosen of drafts; null where no model was asked.</param>
/// <param name="Cost">What that cost; null where no model was asked.</param>
[GenerateSerializer, Immutable, Alias("agents.digest-request")]
internal sealed record DigestRequest(
    [property: Id(0)] long First,
    [property: Id(1)] RunTrigger Trigger,
    [property: Id(2)] IReadOnlyList<SummaryChoice>? Choices = null,
    [property: Id(3)] ConsolidationCost? Cost = null);

/// <summary>Summaries that are owed.</summary>
/// <param name="Drafts">What each may be made of.</param>
[GenerateSerializer, Immutable, Alias("agents.summary-drafts")]
internal sealed record SummaryDrafts([property: Id(0)] IReadOnlyList<SummaryDraft> Drafts);

/// <summary>What was written.</summary>
/// <param name="First">The frame of the run's first step.</param>
/// <param name="Owed">How many texts are still owed.</param>
[GenerateSerializer, Immutable, Alias("agents.merged-step")]
internal sealed record MergedStep([property: Id(0)] long First, [property: Id(1)] int Owed);
