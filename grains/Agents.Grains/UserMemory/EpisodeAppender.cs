using Agents.Contracts;
using Agents.Grains.Abstractions;
using Agents.Memory.Records;

namespace Agents.Grains.UserMemory;

/// <summary>Appends turns once: an id that is known, or in flight, gives the first receipt.</summary>
internal sealed class EpisodeAppender(UserMemorySession session, UserMemoryServices services)
{
    public async Task<MemoryResult<AppendReceipt>> AppendAsync(AppendRequest request)
    {
        var plan = new Plan(request);
        if (Classify(plan) is { } refused)
        {
            return refused;
        }

        if (plan.New.Count > 0)
        {
            Enqueue(plan);
        }

        await (plan.Waits.Count == 1 ? plan.Waits[0] : Task.WhenAll(plan.Waits));
        services.Telemetry.Appended.Add(plan.New.Count);
        var receipts = new EpisodeReceipt[request.Episodes.Count];
        for (var i = 0; i < receipts.Length; i++)
        {
            var id = request.Episodes[i].Id;
            if (!session.Projection.TryFind(id, out var ordinal))
            {
                return Erased(id, i);
            }

            receipts[i] = new EpisodeReceipt(id, session.Projection[ordinal].Sequence);
        }

        return new AppendReceipt(receipts, plan.New.Count == 0);
    }

    /// <summary>Sorts the episodes into known, in flight and new; the whole call is refused when one of them
    /// is.</summary>
    private MemoryError? Classify(Plan plan)
    {
        var body = plan.Body;
        if (plan.Key is { } key && session.Projection.TryFindCall(key, out var known) && known != body)
        {
            return new MemoryError(
                ErrorCodes.IdReused,
                "The Idempotency-Key was used with another body; send a new key for a new call.",
                AgentsHeaders.IdempotencyKey);
        }

        var inCall = new Dictionary<string, ulong>(StringComparer.Ordinal);
        for (var i = 0; i < plan.Request.Episodes.Count; i++)
        {
            var episode = plan.Request.Episodes[i];
            var hash = plan.Hashes[i];
            if (session.Projection.IsErased(episode.Id))
            {
                return Erased(episode.Id, i);
            }

            if (session.Projection.TryFind(episode.Id, out var ordinal))
            {
                inCall[episode.Id] = session.Projection[ordinal].ContentHash;
            }
            else if (session.InFlight.TryGetValue(episode.Id, out var pending))
            {
                inCall[episode.Id] = pending.ContentHash;
                plan.Waits.Add(pending.Done);
            }
            else if (inCall.TryAdd(episode.Id, hash))
            {
                plan.New.Add(i);
            }

            if (inCall[episode.Id] != hash)
            {
                return new MemoryError(
                    ErrorCodes.IdReused,
                    $"messages[{i}].id '{episode.Id}' was used with other content; send a new id for a new message.",
                    $"messages[{i}].id");
            }
        }

        return Capacity(plan);
    }

    private MemoryError? Capacity(Plan plan)
    {
        if (plan.New.Count == 0)
        {
            return null;
        }

        if (session.Projection.Live + session.InFlight.Count + plan.New.Count > services.Options.MemoriesMax)
        {
            return new MemoryError(
                ErrorCodes.QuotaExceeded,
                $"The user has {session.Projection.Live} memories and may have "
                + $"{services.Options.MemoriesMax}; erase some first.");
        }

        return session.Commits.Full
            ? new MemoryError(
                ErrorCodes.RateLimitExceeded,
                $"{services.Options.WaitingWritesMax} writes of this user wait already; send fewer at once and retry.")
            : null;
    }

    private void Enqueue(Plan plan)
    {
        var episodes = new EpisodeRecord[plan.New.Count];
        var now = services.Clock.GetUtcNow();
        for (var i = 0; i < episodes.Length; i++)
        {
            episodes[i] = plan.Record(plan.New[i], now, first: i == 0);
        }

        // The loop never commits before its caller returns, so the ids are in flight before they are settled.
        var done = session.Commits.AppendAsync(episodes, () => Settle(plan));
        plan.Waits.Add(done);
        foreach (var index in done.IsFaulted ? [] : plan.New)
        {
            session.InFlight.Add(plan.Request.Episodes[index].Id, (plan.Hashes[index], done));
        }
    }

    private void Settle(Plan plan)
    {
        foreach (var index in plan.New)
        {
            session.InFlight.Remove(plan.Request.Episodes[index].Id);
        }
    }

    private static MemoryError Erased(string id, int index) => new(
        ErrorCodes.Erased,
        $"The memory '{id}' was erased, and its id cannot be used again; send a new id.",
        $"messages[{index}].id");

    /// <summary>One call on its way: what of it is new, and what it waits for.</summary>
    private sealed class Plan
    {
        public Plan(AppendRequest request)
        {
            Request = request;
            Hashes = [.. request.Episodes.Select(HashOf)];
            Key = request.IdempotencyKey is { } key ? Fingerprint.Of(key) : null;
            Body = Key is null
                ? 0
                : Fingerprint.Of([.. request.Episodes.Select((episode, i) => $"{episode.Id} {Hashes[i]}")]);
        }

        public AppendRequest Request { get; }

        public ulong[] Hashes { get; }

        public ulong? Key { get; }

        public ulong Body { get; }

        public List<int> New { get; } = [];

        public List<Task> Waits { get; } = [];

        public EpisodeRecord Record(int index, DateTimeOffset now, bool first)
        {
            var episode = Request.Episodes[index];
            return new EpisodeRecord
            {
                Id = episode.Id,
                Role = episode.Role,
                Author = episode.Author,
                Text = episode.Text,
                Time = episode.Time ?? now,
                RecordedAt = now,
                Conversation = Request.Conversation,
                Agent = Request.Agent,
                Evidence = episode.Evidence,
                Metadata = Request.Metadata,
                Recalled = episode.Recalled,
                ContentHash = Hashes[index],
                Idempotency = first && Key is { } key ? new IdempotencyMark(key, Body) : null,
            };
        }

        private ulong HashOf(EpisodeInput episode) => Fingerprint.Of(
            episode.Role,
            episode.Author,
            episode.Text,
            Request.Conversation,
            Request.Agent);
    }
}
