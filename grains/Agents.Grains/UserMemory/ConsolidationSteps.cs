using Agents.Contracts;
using Agents.Grains.Abstractions;
using Agents.Memory.Consolidation;
using Agents.Memory.Log;
using Agents.Memory.Projection;
using Agents.Memory.Records;

namespace Agents.Grains.UserMemory;

/// <summary>Gives texts to be read and merges what they say.</summary>
/// <remarks>Claims are held against the state as it is when they are written, never as it was when they were read. What
/// was read stands in the log with what it gave, so a crash loses and doubles nothing.</remarks>
internal sealed class ConsolidationSteps(UserMemorySession session, UserMemoryServices services)
{
    private MemoryProjection Projection => session.Projection;

    public async Task<MemoryResult<TakenTexts>> TakeAsync(TakeRequest request, CancellationToken cancellationToken)
    {
        var unfinished = Projection.Runs.Unfinished?.First ?? 0;
        var wait = request.WhenQuiet && unfinished == 0 ? session.UntilQuiet : TimeSpan.Zero;
        if (Projection.Owed == 0 || wait > TimeSpan.Zero)
        {
            session.Told = Projection.Owed > 0;
            var digests = wait > TimeSpan.Zero ? null : new DigestSteps(session, services).Owed();
            return new TakenTexts(
                [], Projection.Owed, wait, unfinished, digests?.Now.Count ?? 0, digests?.Rest ?? TimeSpan.Zero);
        }

        var ordinals = Projection.OwedOldest(request.Max, request.Unindexed);
        var read = await session.Texts.ReadAsync(ordinals, cancellationToken);
        var texts = new List<SourceText>(ordinals.Length);
        for (var i = 0; i < ordinals.Length; i++)
        {
            if (read[i] is { } text)
            {
                texts.Add(Source(ordinals[i], text));
            }
        }

        // Those that wait for their vectors are told of again when these come.
        session.Told = texts.Count > 0;
        var left = Projection.Owed - texts.Count;
        return new TakenTexts(
            texts, Projection.Owed, TimeSpan.Zero, unfinished,
            left > 0 ? 0 : new DigestSteps(session, services).Owed().Now.Count);
    }

    public async Task<MemoryResult<MergedStep>> MergeAsync(MergeRequest request, CancellationToken cancellationToken)
    {
        await session.Decisions.WaitAsync(cancellationToken);
        try
        {
            session.Merging = true;
            return await MergeAsync(request);
        }
        finally
        {
            session.Merging = false;
            session.Decisions.Release();
        }
    }

    /// <remarks>The projection is folded anew beside the grain, so that no state is shared and no turn waits.</remarks>
    public async Task<MemoryResult<ConsolidationRun>> DiffAsync(
        MergeRequest request, CancellationToken cancellationToken)
    {
        var now = services.Clock.GetUtcNow();
        var scratch = (await session.Past.AtAsync(Projection.Position, now, cancellationToken)).Projection;
        var written = new Dictionary<long, LogFrame>();
        var batch = new ConsolidationBatch(scratch, () => scratch.Position + 1);
        foreach (var group in batch.Groups(request.Texts, StepOf(request)))
        {
            Apply(scratch, group, written);
        }

        var steps = new List<ConsolidationRecord> { batch.Step! };
        var (frames, digested) = await new DigestSteps(session, services).MakeAsync(
            scratch, StepOf(request with { Texts = [] }), cancellationToken);
        if (digested.Added is not null || digested.Again is not null)
        {
            Apply(scratch, frames, written);
            steps.Add(digested);
        }

        var report = new RunReport(scratch, sequence => written.TryGetValue(sequence, out var frame)
            ? ValueTask.FromResult(frame)
            : session.ReadFrameAsync(sequence, cancellationToken));
        return await report.OfStepsAsync(null, ConsolidationState.DryRun, request.Trigger, steps);
    }

    private static void Apply(
        MemoryProjection scratch, IReadOnlyList<NewFrame> group, Dictionary<long, LogFrame> written)
    {
        foreach (var frame in group)
        {
            var applied = new LogFrame(scratch.Position + 1, frame.Type, frame.Payload, Erased: false);
            scratch.Apply(applied);
            written.Add(applied.Sequence, applied);
        }
    }

    public async Task<MemoryResult<ConsolidationRun>> UndoAsync(string id, CancellationToken cancellationToken)
    {
        await session.Decisions.WaitAsync(cancellationToken);
        try
        {
            var runs = new RunReader(session);
            if (runs.Find(id, out var run) is { } missing)
            {
                return missing;
            }

            if (run.End != RunEnd.Undone)
            {
                var now = services.Clock.GetUtcNow();
                var decisions = RunUndo.Decisions(Projection, await runs.StepsAsync(run, cancellationToken), now);
                var undone = new ConsolidationRecord { At = now, First = run.First, Done = [], End = RunEnd.Undone };
                await session.Commits.AppendAsync([.. decisions.Select(DecisionFrames.Of), FrameOf(undone)]);
            }

            return await runs.GetAsync(id, cancellationToken);
        }
        finally
        {
            session.Decisions.Release();
        }
    }

    private async Task<MergedStep> MergeAsync(MergeRequest request)
    {
        var batch = new ConsolidationBatch(Projection, () => session.Commits.Accepted + 1);
        var last = 0L;
        foreach (var group in batch.Groups(request.Texts, StepOf(request)))
        {
            last = session.Commits.Accepted + group.Count;
            await session.Commits.AppendAsync(group);
        }

        services.Telemetry.Ran(batch.Step!);
        session.Told = Projection.Owed > 0;
        return new MergedStep(request.First == 0 ? last : request.First, Projection.Owed);
    }

    private ConsolidationRecord StepOf(MergeRequest request) => new()
    {
        At = services.Clock.GetUtcNow(),
        First = request.First,
        Trigger = request.Trigger,
        Extractor = ExtractorsOf(request.Texts),
        Done = [],
        Cost = request.Cost,
        End = request.End,
    };

    private static string? ExtractorsOf(IReadOnlyList<ReadText> texts) =>
        texts.Count == 0 ? null : string.Join(", ", texts.Select(read => read.Extractor).Distinct());

    private static NewFrame FrameOf(ConsolidationRecord record) =>
        new(FrameType.Consolidation, RecordJson.Encode(record));

    private SourceText Source(int ordinal, string text) => DigestSteps.SourceOf(Projection, ordinal, text);
}
