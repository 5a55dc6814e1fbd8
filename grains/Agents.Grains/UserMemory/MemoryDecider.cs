using Agents.Contracts;
using Agents.Grains.Abstractions;
using Agents.Memory.Consolidation;
using Agents.Memory.Records;

namespace Agents.Grains.UserMemory;

/// <summary>Edits, pins, forgets, restores and erases. Each is durable when it answers.</summary>
internal sealed class MemoryDecider(UserMemorySession session, UserMemoryServices services, MemoryReader reader)
{
    public Task<MemoryResult<MemoryItem>> EditAsync(
        string id, EditRequest request, CancellationToken cancellationToken) =>
        DecideAsync(id, item => Changes(item, request), cancellationToken);

    public Task<MemoryResult<MemoryItem>> ForgetAsync(string id, CancellationToken cancellationToken) =>
        DecideAsync(id, item => item.Forgotten ? [] : [Decision(DecisionKind.Forget, item)], cancellationToken);

    public Task<MemoryResult<MemoryItem>> RestoreAsync(string id, CancellationToken cancellationToken) =>
        DecideAsync(id, item => item.Forgotten ? [Decision(DecisionKind.Restore, item)] : [], cancellationToken);

    public async Task<MemoryResult<EraseResponse>> EraseAsync(string id, CancellationToken cancellationToken)
    {
        await session.Decisions.WaitAsync(cancellationToken);
        try
        {
            if (reader.Find(id, out var ordinal) is { } missing)
            {
                return missing;
            }

            return new EraseResponse(await EraseAsync([ordinal]));
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
            return new EraseResponse(ordinals.Length == 0 ? 0 : await EraseAsync(ordinals));
        }
        finally
        {
            session.Decisions.Release();
        }
    }

    /// <remarks>The decision is durable before a byte is removed, so a crash in between is finished by the next
    /// activation.</remarks>
    private async Task<int> EraseAsync(int[] ordinals)
    {
        var erasure = new Erasure(session.Projection, ordinals);
        await session.Commits.AppendAsync(
            [.. erasure.Decisions(services.Clock.GetUtcNow()).Select(DecisionFrames.Of)]);
        await session.EraseFramesAsync(session.Projection.OwedErasures);
        session.TellOfRest();
        return erasure.Count;
    }

    private async Task<MemoryResult<MemoryItem>> DecideAsync(
        string id, Func<ItemState, DecisionRecord[]> decide, CancellationToken cancellationToken)
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
            var decisions = decide(new ItemState(item.Sequence, item.Forgotten, item.Pinned, item.ExpiresTicks, text));
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
    private DecisionRecord[] Changes(ItemState item, EditRequest request)
    {
        var changes = new List<DecisionRecord>();
        if (request.Content is { } text && text != item.Text)
        {
            changes.Add(Decision(DecisionKind.Edit, item) with { Text = text });
        }

        if (request.Pinned is { } pinned && pinned != item.Pinned)
        {
            changes.Add(Decision(pinned ? DecisionKind.Pin : DecisionKind.Unpin, item));
        }

        // 0 stands for none, as it does in the projection, and a decision without a time takes the expiry away.
        var expires = request.Expires?.UtcTicks ?? (request.NeverExpires ? 0 : item.ExpiresTicks);
        if (expires != item.ExpiresTicks)
        {
            changes.Add(Decision(DecisionKind.Expire, item) with { Expires = request.Expires });
        }

        return [.. changes];
    }

    private DecisionRecord Decision(DecisionKind kind, ItemState item) =>
        new() { Kind = kind, At = services.Clock.GetUtcNow(), Subject = item.Sequence };

    private sealed record ItemState(long Sequence, bool Forgotten, bool Pinned, long ExpiresTicks, string Text);
}
