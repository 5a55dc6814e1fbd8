using Agents.Contracts;
using Agents.Grains.Abstractions;
using Agents.Memory.Consolidation;
using Agents.Memory.Projection;
using Agents.Memory.Records;

namespace Agents.Grains.UserMemory;

/// <summary>Edits, pins, holds, forgets, restores and erases. Each is durable when it answers.</summary>
internal sealed class MemoryDecider(UserMemorySession session, UserMemoryServices services, MemoryReader reader)
{
    public Task<MemoryResult<MemoryItem>> EditAsync(
        string id, EditRequest request, CancellationToken cancellationToken) =>
        DecideAsync(id, (item, text) => Changes(item, text, request), cancellationToken);

    public Task<MemoryResult<MemoryItem>> ForgetAsync(string id, CancellationToken cancellationToken) =>
        DecideAsync(
            id,
            (item, _) => item.Forgotten ? [] : [Decision(DecisionKind.Forget, item)],
            cancellationToken,
            takes: true);

    public Task<MemoryResult<MemoryItem>> RestoreAsync(string id, CancellationToken cancellationToken) =>
        DecideAsync(
            id,
            (item, _) => item.Forgotten || item.Archived ? [Decision(DecisionKind.Restore, item)] : [],
            cancellationToken);

    /// <summary>Refuses what would take a memory that is held.</summary>
    /// <param name="projection">The projection.</param>
    /// <param name="ordinals">What would go.</param>
    public static MemoryError? RefuseHeld(MemoryProjection projection, IEnumerable<int> ordinals)
    {
        int[] held = [.. ordinals.Where(ordinal => projection[ordinal].Held)];
        return held.Length == 0 ? null : HeldError(projection.Index[held[0]].Id, held.Length);
    }

    public async Task<MemoryResult<EraseResponse>> EraseAsync(string id, CancellationToken cancellationToken)
    {
        await session.Decisions.WaitAsync(cancellationToken);
        try
        {
            if (reader.Find(id, out var ordinal) is { } missing)
            {
                return missing;
            }

            return await EraseAsync([ordinal], cancellationToken);
        }
        finally
        {
            session.Decisions.Release();
        }
    }

    public async Task<MemoryResult<EraseResponse>> EraseConversationAsync(
        string conversation, CancellationToken cancellationToken)
    {
        await session.Decisions.WaitAsync(cancellationToken);
        try
        {
            int[] ordinals = [.. Enumerable.Range(0, session.Projection.Count).Where(ordinal =>
                !session.Projection[ordinal].Erased && session.Projection.Index[ordinal].Conversation == conversation)];
            return ordinals.Length == 0 ? new EraseResponse(0) : await EraseAsync(ordinals, cancellationToken);
        }
        finally
        {
            session.Decisions.Release();
        }
    }

    /// <remarks>The decision is durable before a byte is removed, so a crash in between is finished by the next
    /// activation.</remarks>
    private async Task<MemoryResult<EraseResponse>> EraseAsync(int[] ordinals, CancellationToken cancellationToken)
    {
        var erasure = new Erasure(session.Projection, ordinals);
        var answers = await new EchoingAnswers(session).OfAsync(erasure.Ordinals, cancellationToken);
        if (answers.Count > 0)
        {
            erasure = new Erasure(session.Projection, [.. ordinals, .. answers]);
        }

        if (RefuseHeld(session.Projection, erasure.Ordinals) is { } held)
        {
            return held;
        }

        await session.Commits.AppendAsync(
            [.. erasure.Decisions(services.Clock.GetUtcNow()).Select(DecisionFrames.Of)]);
        await session.EraseFramesAsync(session.Projection.OwedErasures);
        session.TellOfRest();
        return new EraseResponse(erasure.Ordinals.Count);
    }

    private static MemoryError HeldError(string id, int count = 1) => new(
        ErrorCodes.Held,
        (count == 1 ? $"The memory '{id}' is held" : $"{count} memories are held, '{id}' first")
        + "; set held to false before it is forgotten or erased.",
        "id");

    private async Task<MemoryResult<MemoryItem>> DecideAsync(
        string id,
        Func<ItemHeader, string, DecisionRecord[]> decide,
        CancellationToken cancellationToken,
        bool takes = false)
    {
        await session.Decisions.WaitAsync(cancellationToken);
        try
        {
            if (reader.Find(id, out var ordinal) is { } missing)
            {
                return missing;
            }

            var text = await session.Texts.ReadAsync(ordinal, cancellationToken) ?? "";
            var item = session.Projection[ordinal];
            var decisions = decide(item, text);
            if (takes && item.Held && decisions.Length > 0)
            {
                return HeldError(id);
            }

            if (decisions.Length > 0)
            {
                await session.Commits.AppendAsync(Array.ConvertAll(decisions, DecisionFrames.Of));
                session.TellOfRest();
            }

            return await reader.ItemAsync(ordinal, cancellationToken);
        }
        finally
        {
            session.Decisions.Release();
        }
    }

    /// <summary>Returns only what the request changes, so that a repeated edit leaves no second entry in the
    /// history.</summary>
    private DecisionRecord[] Changes(ItemHeader item, string was, EditRequest request)
    {
        var changes = new List<DecisionRecord>();
        if (request.Content is { } text && text != was)
        {
            changes.Add(Decision(DecisionKind.Edit, item) with { Text = text });
        }

        if (request.Pinned is { } pinned && pinned != item.Pinned)
        {
            changes.Add(Decision(pinned ? DecisionKind.Pin : DecisionKind.Unpin, item));
        }

        if (request.Held is { } held && held != item.Held)
        {
            changes.Add(Decision(held ? DecisionKind.Hold : DecisionKind.Unhold, item));
        }

        // 0 stands for none, as it does in the projection, and a decision without a time takes the expiry away.
        var expires = request.Expires?.UtcTicks ?? (request.NeverExpires ? 0 : item.ExpiresTicks);
        if (expires != item.ExpiresTicks)
        {
            changes.Add(Decision(DecisionKind.Expire, item) with { Expires = request.Expires });
        }

        return [.. changes];
    }

    private DecisionRecord Decision(DecisionKind kind, ItemHeader item) =>
        new() { Kind = kind, At = services.Clock.GetUtcNow(), Subject = item.Sequence };
}
