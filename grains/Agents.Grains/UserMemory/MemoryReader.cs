using System.Globalization;
using Agents.Contracts;
using Agents.Grains.Abstractions;
using Agents.Memory.Log;
using Agents.Memory.Records;

namespace Agents.Grains.UserMemory;

/// <summary>Reads memories and their histories.</summary>
internal sealed class MemoryReader(MemoryView view, UserMemoryServices services)
{
    /// <summary>Finds a memory; the error says whether it never was or is gone.</summary>
    public MemoryError? Find(string id, out int ordinal)
    {
        if (view.Projection.TryFind(id, out ordinal))
        {
            return null;
        }

        return view.Projection.IsErased(id)
            ? new MemoryError(ErrorCodes.Erased, $"The memory '{id}' was erased.", "id")
            : new MemoryError(ErrorCodes.NotFound, $"The user has no memory '{id}'.", "id");
    }

    public async Task<MemoryResult<MemoryItem>> GetAsync(string id, CancellationToken cancellationToken)
    {
        if (Find(id, out var ordinal) is { } missing)
        {
            return missing;
        }

        var found = await ItemAsync(ordinal, cancellationToken);
        return found.Value is { Statement: not null } item
            && view.Projection.Items.Find(view.Projection[ordinal].Sequence) is { } known
            ? item with { Statement = Statements.WithRelated(view.Projection, known) }
            : found;
    }

    /// <summary>Builds the item at an ordinal; <c>erased</c> when it went while its text was read.</summary>
    public async Task<MemoryResult<MemoryItem>> ItemAsync(int ordinal, CancellationToken cancellationToken)
    {
        var frame = await view.Texts.ReadFrameAsync(ordinal, cancellationToken);
        var text = await view.Texts.ReadAsync(ordinal, cancellationToken);
        if (frame is not { } recorded || text is null)
        {
            return new MemoryError(ErrorCodes.Erased, "The memory was erased while it was read.", "id");
        }

        var item = view.Projection[ordinal];
        var entry = view.Projection.Index[ordinal];
        var now = view.Now(services.Clock);
        var state = view.Projection.StateOf(ordinal, now);
        var memory = new MemoryItem
        {
            Id = entry.Id,
            Kind = entry.Kind,
            Text = text,
            Author = entry.Author,
            Role = entry.Role,
            Conversation = entry.Conversation,
            Agent = entry.Agent,
            Time = entry.Time,
            RecordedAt = entry.RecordedAt,
            State = state,
            Pinned = item.Pinned,
            Held = item.Held,
            Activation = state == MemoryState.Active ? view.Projection.ActivationOf(ordinal, now) : null,
            Expires = item.ExpiresTicks == 0 ? null : new DateTimeOffset(item.ExpiresTicks, TimeSpan.Zero),
            Evidence = entry.Evidence,
            Position = item.Sequence,
        };
        return view.Projection.Items.Find(item.Sequence) is { } known
            ? memory with { Statement = Statements.Of(view.Projection, known) }
            : WithWhatCameWithIt(memory, RecordJson.DecodeEpisode(recorded.Payload.Span));
    }

    private static MemoryItem WithWhatCameWithIt(MemoryItem memory, EpisodeRecord episode) => memory with
    {
        Metadata = episode.Metadata?.ToDictionary(),
        Recalled = episode.Recalled,
    };

    public async Task<MemoryResult<ListResponse>> ListAsync(ListRequest request, CancellationToken cancellationToken)
    {
        var next = 0;
        if (request.Cursor is { } cursor
            && !int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out next))
        {
            return new MemoryError(
                ErrorCodes.InvalidRequest, "cursor is not the next of a list; start without one.", "cursor");
        }

        var limit = request.Limit ?? MemoryLimits.ListLimitDefault;
        var items = new List<MemoryItem>();
        var room = MemoryLimits.AnswerTextBytesMax;
        for (; next < view.Projection.Count && items.Count < limit && room > 0; next++)
        {
            if (Matches(next, request) && (await ItemAsync(next, cancellationToken)).Value is { } item)
            {
                items.Add(item);
                room -= item.Text.Length * sizeof(char);
            }
        }

        while (next < view.Projection.Count && !Matches(next, request))
        {
            next++;
        }

        var end = next >= view.Projection.Count;
        return new ListResponse(items, end ? null : next.ToString(CultureInfo.InvariantCulture));
    }

    public async Task<MemoryResult<HistoryResponse>> HistoryAsync(string id, CancellationToken cancellationToken)
    {
        if (Find(id, out var ordinal) is { } missing)
        {
            return missing;
        }

        var entries = new List<HistoryEntry>();
        foreach (var sequence in view.Projection.FramesOf(ordinal))
        {
            var frame = await view.ReadFrameAsync(sequence, cancellationToken);
            if (frame.Erased)
            {
                return new MemoryError(ErrorCodes.Erased, $"The memory '{id}' was erased.", "id");
            }

            if (Entry(frame) is { } entry)
            {
                entries.Add(entry);
            }
        }

        // What ended it stands in the frame of another.
        if (view.Projection.Items.Find(view.Projection[ordinal].Sequence) is { RetiredAt: not 0 } item
            && entries.TrueForAll(entry => entry.Change != "retired"))
        {
            var change = item.Standing == ItemStanding.Superseded ? "superseded" : "retired";
            entries.Add(new HistoryEntry(Statements.TimeOf(item.RetiredAt)!.Value, change, null, item.RetiredBy));
        }

        return new HistoryResponse(id, entries);
    }

    public async Task<MemoryResult<SourcesResponse>> SourcesAsync(string id, CancellationToken cancellationToken)
    {
        if (Find(id, out var ordinal) is { } missing)
        {
            return missing;
        }

        var sequence = view.Projection[ordinal].Sequence;
        IReadOnlyList<EpisodeSpan> sources = view.Projection.Items.Find(sequence)?.Sources
            ?? [new EpisodeSpan(sequence, 0, 0, 0)];
        var episodes = new List<MemoryItem>();
        var spans = new List<SourceSpan?>();
        foreach (var source in sources)
        {
            if (view.Projection.TryFindRecord(source.Sequence, out var episode)
                && (await ItemAsync(episode, cancellationToken)).Value is { } found)
            {
                episodes.Add(found);
                spans.Add(source.End == 0 ? null : new SourceSpan(source.Start, source.End));
            }
        }

        return new SourcesResponse(id, episodes, spans);
    }

    private bool Matches(int ordinal, ListRequest request)
    {
        if (view.Projection[ordinal].Erased || (view.OnlyValid && !view.Projection.Index.IsVisible(ordinal)))
        {
            return false;
        }

        var entry = view.Projection.Index[ordinal];
        return (request.Kinds is not { Count: > 0 } kinds || kinds.Contains(entry.Kind))
            && (request.Conversation is null || request.Conversation == entry.Conversation)
            && (request.Agent is null || request.Agent == entry.Agent)
            && (request.State is null
                || request.State == view.Projection.StateOf(ordinal, view.Now(services.Clock)));
    }

    private static HistoryEntry? Entry(LogFrame frame)
    {
        switch (frame.Type)
        {
            case FrameType.Episode:
                var episode = RecordJson.DecodeEpisode(frame.Payload.Span);
                return new HistoryEntry(episode.RecordedAt, "recorded", episode.Text, frame.Sequence);
            case FrameType.Item:
                var item = RecordJson.DecodeItem(frame.Payload.Span);
                return new HistoryEntry(item.RecordedAt, "extracted", item.Text, frame.Sequence);
            case FrameType.Decision:
                var decision = RecordJson.DecodeDecision(frame.Payload.Span);
                return new HistoryEntry(
                    decision.At, Change(decision.Kind), decision.Text, frame.Sequence, decision.Why);
            default:
                return null;
        }
    }

    private static string Change(DecisionKind kind) => kind switch
    {
        DecisionKind.Edit => "edited",
        DecisionKind.Pin => "pinned",
        DecisionKind.Unpin => "unpinned",
        DecisionKind.Expire => "expires",
        DecisionKind.Forget => "forgotten",
        DecisionKind.Restore => "restored",
        DecisionKind.Archive => "archived",
        DecisionKind.Hold => "held",
        DecisionKind.Unhold => "released",
        DecisionKind.Retire => "retired",
        DecisionKind.Reinstate => "reinstated",
        DecisionKind.Withdraw => "source_withdrawn",
        _ => throw new System.Diagnostics.UnreachableException($"A decision {kind} is about no single memory."),
    };
}
