using Agents.Grains.Abstractions;
using Agents.Memory.Consolidation;
using Agents.Memory.Log;
using Agents.Memory.Projection;
using Agents.Memory.Records;

namespace Agents.Grains.UserMemory;

/// <summary>Makes the summaries and habits that are owed.</summary>
internal sealed class DigestSteps(UserMemorySession session, UserMemoryServices services)
{
    // Each may read as many texts as its conversation has.
    private const int DigestsMax = 8;

    /// <summary>Finds what is owed.</summary>
    public DigestsOwed Owed() => OwedOf(session.Projection);

    /// <summary>Gives what the summaries of the next step may be made of.</summary>
    public async Task<MemoryResult<SummaryDrafts>> DraftsAsync(CancellationToken cancellationToken)
    {
        var drafts = new List<SummaryDraft>();
        foreach (var digest in OwedOf(session.Projection).Now.Take(DigestsMax))
        {
            if (digest.Turns.Count > 0
                && digest.Draft(await ReadAsync(session.Projection, digest.Turns, cancellationToken)) is { } draft)
            {
                drafts.Add(draft);
            }
        }

        return new SummaryDrafts(drafts);
    }

    /// <summary>Writes one step of a run, one atomic group.</summary>
    /// <remarks>What the texts say and what is known cannot change meanwhile: all that does waits for the gate of
    /// decisions.</remarks>
    public async Task<MemoryResult<MergedStep>> WriteAsync(DigestRequest request, CancellationToken cancellationToken)
    {
        await session.Decisions.WaitAsync(cancellationToken);
        try
        {
            session.Merging = true;
            var step = new ConsolidationRecord
            {
                At = services.Clock.GetUtcNow(),
                First = request.First,
                Trigger = request.Trigger,
                Done = [],
                Cost = request.Cost,
            };
            var (made, again, left) = await MakeAsync(
                session.Projection, DigestsMax, request.Choices ?? [], cancellationToken);
            var none = made.Length + again.Length == 0;
            if (none && left > 0)
            {
                throw new System.Diagnostics.UnreachableException("What is owed can be made of the texts as they are.");
            }

            if (none && request.First == 0)
            {
                return new MergedStep(0, session.Projection.Owed);
            }

            var (frames, written) = Digests.Frames(
                made, again, step with { End = left > 0 ? null : RunEnd.Completed }, session.Commits.Accepted + 1);
            var last = session.Commits.Accepted + frames.Count;
            await session.Commits.AppendAsync(frames);
            services.Telemetry.Ran(written);
            return new MergedStep(request.First == 0 ? last : request.First, session.Projection.Owed);
        }
        finally
        {
            session.Merging = false;
            session.Decisions.Release();
        }
    }

    /// <summary>Makes what is owed by a projection that is not shared.</summary>
    public async Task<(IReadOnlyList<NewFrame> Frames, ConsolidationRecord Step)> MakeAsync(
        MemoryProjection known, ConsolidationRecord step, CancellationToken cancellationToken)
    {
        var (made, again, _) = await MakeAsync(known, int.MaxValue, [], cancellationToken);
        return Digests.Frames(made, again, step, known.Position + 1);
    }

    /// <summary>Gives a turn with its text.</summary>
    public static SourceText SourceOf(MemoryProjection known, int ordinal, string text)
    {
        var header = known[ordinal];
        var entry = known.Index[ordinal];
        return new SourceText(
            header.Sequence, header.TextSequence, text, entry.Time, entry.Author, entry.Role, entry.Conversation,
            entry.Agent);
    }

    private async Task<(ItemRecord[] Made, SaidAgain[] Again, int Left)> MakeAsync(
        MemoryProjection known,
        int max,
        IReadOnlyList<SummaryChoice> choices,
        CancellationToken cancellationToken)
    {
        var choiceOf = choices.DistinctBy(choice => choice.Id).ToDictionary(choice => choice.Id);
        var owed = OwedOf(known).Now;
        var chosen = new List<(OwedDigest Digest, IReadOnlyList<SourceText> Texts)>();
        foreach (var digest in owed.Take(max))
        {
            chosen.Add((digest, await ReadAsync(known, digest.Turns, cancellationToken)));
        }

        var now = services.Clock.GetUtcNow();
        var made = await Task.Run(
            () => chosen.Select(one => one.Digest.Make(one.Texts, now, choiceOf)).OfType<ItemRecord>().ToArray(),
            cancellationToken);
        SaidAgain[] again = [.. chosen.SelectMany(one => one.Digest.Again)];
        return (made, again, owed.Count - (made.Length + chosen.Count(one => one.Digest.Again.Count > 0)));
    }

    private async Task<IReadOnlyList<SourceText>> ReadAsync(
        MemoryProjection known, IReadOnlyList<int> turns, CancellationToken cancellationToken)
    {
        var texts = await session.Texts.ReadAsync(turns, cancellationToken);
        return [.. turns.Zip(texts).Where(turn => turn.Second is not null)
            .Select(turn => SourceOf(known, turn.First, turn.Second!))];
    }

    private DigestsOwed OwedOf(MemoryProjection known) =>
        new Digests(known, TimeSpan.FromMinutes(services.Options.SummaryQuietMinutes))
            .Owed(services.Clock.GetUtcNow());
}
