using Agents.Contracts;
using Agents.Grains.Abstractions;

namespace Agents.Gateway.Tests.Harness;

/// <summary>
/// A user's memory in a list, found by words: faithful where the gateway depends on it, simple elsewhere.
/// </summary>
internal sealed partial class FakeUserMemoryGrain(FakeMemory memory) : IUserMemoryGrain
{
    private readonly Lock _gate = new();
    private readonly List<MemoryItem> _items = [];
    private readonly HashSet<string> _erased = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<HistoryEntry>> _history = new(StringComparer.Ordinal);

    public IReadOnlyList<MemoryItem> Items
    {
        get
        {
            lock (_gate)
            {
                return [.. _items];
            }
        }
    }

    public async Task<MemoryResult<AppendReceipt>> AppendAsync(
        MemoryScope scope, AppendRequest request, CancellationToken cancellationToken)
    {
        await memory.BeforeCallAsync("append", cancellationToken);
        if (memory.MovedCount > 0)
        {
            memory.MovedCount--;
            return new MemoryResult<AppendReceipt>
            {
                Error = new MemoryError(ErrorCodes.StorageUnavailable, "It is elsewhere; send it again."),
                Moved = true,
            };
        }

        if (memory.Error is { } error)
        {
            return error;
        }

        lock (_gate)
        {
            return Append(request);
        }
    }

    public async Task<MemoryResult<SearchResponse>> SearchAsync(
        MemoryScope scope, SearchRequest request, CancellationToken cancellationToken)
    {
        await memory.BeforeCallAsync("search", cancellationToken);
        return memory.Error is { } error ? error : new SearchResponse(Find(request, []), 0, []);
    }

    public async Task<MemoryResult<RecallResponse>> RecallAsync(
        MemoryScope scope, RecallRequest request, RecallExclusions exclusions, CancellationToken cancellationToken)
    {
        await memory.BeforeCallAsync("recall", cancellationToken);
        return memory.Error is { } error ? error : Recall(request, exclusions.ExcludedIds);
    }

    public Task<MemoryResult<ExplainResponse>> ExplainAsync(
        MemoryScope scope, ExplainRequest request, CancellationToken cancellationToken) =>
        Task.FromResult<MemoryResult<ExplainResponse>>(new ExplainResponse
        {
            Recall = Recall(request, []),
            Weights = new Dictionary<string, double> { ["words"] = 1 },
            Switches = new Dictionary<string, string> { ["words"] = "on" },
            BudgetTokens = request.BudgetTokens ?? MemoryLimits.BudgetTokensDefault,
            StageMs = new Dictionary<string, double> { ["words"] = 0.1 },
            Memory = request.Id is null
                ? null
                : new ExplainedMemory(request.Id, null, 0, new Dictionary<string, double>(), "a shared word"),
        });

    public Task<MemoryResult<RecalledResponse>> RecalledAsync(
        MemoryScope scope, string id, CancellationToken cancellationToken) =>
        Task.FromResult<MemoryResult<RecalledResponse>>(
            new MemoryError(ErrorCodes.NotFound, $"Nothing was recalled for '{id}'.", "id"));

    public Task<MemoryResult<ListResponse>> ListAsync(
        MemoryScope scope, ListRequest request, CancellationToken cancellationToken)
    {
        var after = request.Cursor is null
            ? 0 : int.Parse(request.Cursor, System.Globalization.CultureInfo.InvariantCulture);
        var limit = request.Limit ?? MemoryLimits.ListLimitDefault;
        var wanted = Items.Where(item => item.Position > after
            && (request.Conversation is null || item.Conversation == request.Conversation)
            && (request.State is null || item.State == request.State)
            && (request.Kinds is null || request.Kinds.Contains(item.Kind))).ToArray();
        var page = wanted.Take(limit).ToArray();
        var next = wanted.Length > page.Length ? $"{page[^1].Position}" : null;
        return Task.FromResult<MemoryResult<ListResponse>>(new ListResponse(page, next));
    }

    public Task<MemoryResult<MemoryItem>> GetAsync(MemoryScope scope, string id, CancellationToken cancellationToken) =>
        Task.FromResult(Change(id, item => item, null));

    public Task<MemoryResult<HistoryResponse>> HistoryAsync(
        MemoryScope scope, string id, CancellationToken cancellationToken) =>
        Task.FromResult<MemoryResult<HistoryResponse>>(
            _history.TryGetValue(id, out var entries) ? new HistoryResponse(id, [.. entries]) : Missing(id));

    public Task<MemoryResult<SourcesResponse>> SourcesAsync(
        MemoryScope scope, string id, CancellationToken cancellationToken)
    {
        var found = Change(id, item => item, null);
        return Task.FromResult<MemoryResult<SourcesResponse>>(
            found.TryGetValue(out var item, out var error) ? new SourcesResponse(id, [item], [null]) : error);
    }

    public Task<MemoryResult<MemoryItem>> EditAsync(
        MemoryScope scope, string id, EditRequest request, CancellationToken cancellationToken) =>
        Task.FromResult(Change(id, item => item with
        {
            Text = request.Content ?? item.Text,
            Pinned = request.Pinned ?? item.Pinned,
            Held = request.Held ?? item.Held,
            Expires = request.Expires ?? (request.NeverExpires ? null : item.Expires),
        }, "edited"));

    public Task<MemoryResult<MemoryItem>> ForgetAsync(
        MemoryScope scope, string id, CancellationToken cancellationToken) =>
        Task.FromResult(IsHeld(id)
            ? HoldOf(id) : Change(id, item => item with { State = MemoryState.Forgotten }, "forgotten"));

    public Task<MemoryResult<MemoryItem>> RestoreAsync(
        MemoryScope scope, string id, CancellationToken cancellationToken) =>
        Task.FromResult(Change(id, item => item with { State = MemoryState.Active }, "restored"));

    public Task<MemoryResult<EraseResponse>> EraseAsync(
        MemoryScope scope, string id, CancellationToken cancellationToken)
    {
        if (IsHeld(id))
        {
            return Task.FromResult<MemoryResult<EraseResponse>>(HoldOf(id));
        }

        lock (_gate)
        {
            var count = _items.RemoveAll(item => item.Id == id);
            _erased.Add(id);
            return Task.FromResult<MemoryResult<EraseResponse>>(count == 0 ? Missing(id) : new EraseResponse(count));
        }
    }

    public async Task<MemoryResult<EraseResponse>> EraseAllAsync(
        MemoryScope scope, string? conversation, CancellationToken cancellationToken)
    {
        await memory.BeforeCallAsync("erase-all", cancellationToken);
        lock (_gate)
        {
            return new EraseResponse(
                _items.RemoveAll(item => conversation is null || item.Conversation == conversation));
        }
    }

    public Task<MemoryResult<StatsResponse>> StatsAsync(MemoryScope scope, CancellationToken cancellationToken) =>
        Task.FromResult<MemoryResult<StatsResponse>>(new StatsResponse
        {
            Kinds = new Dictionary<string, long> { ["episode"] = Items.Count },
            States = new Dictionary<string, long> { ["active"] = Items.Count },
            Bytes = Items.Sum(item => item.Text.Length),
            Positions = new LogPositions(Items.Count, Items.Count, Items.Count, 0),
            Pending = 0,
        });

    private static MemoryError Missing(string id) => new(ErrorCodes.NotFound, $"There is no memory '{id}'.", "id");

    private MemoryResult<AppendReceipt> Append(AppendRequest request)
    {
        foreach (var episode in request.Episodes)
        {
            if (_erased.Contains(episode.Id))
            {
                return new MemoryError(ErrorCodes.Erased, $"The memory '{episode.Id}' was erased.", "id");
            }

            if (_items.Find(item => item.Id == episode.Id) is { } known && known.Text != episode.Text)
            {
                return new MemoryError(ErrorCodes.IdReused, $"The id '{episode.Id}' has other content.", "id");
            }
        }

        var repeated = true;
        List<EpisodeReceipt> receipts = [];
        foreach (var episode in request.Episodes)
        {
            var known = _items.Find(item => item.Id == episode.Id);
            if (known is null)
            {
                repeated = false;
                known = ItemOf(episode, request);
                _items.Add(known);
                _history[known.Id] = [new(known.RecordedAt, "recorded", known.Text, known.Position)];
            }

            receipts.Add(new EpisodeReceipt(known.Id, known.Position));
        }

        return new AppendReceipt(receipts, repeated);
    }

    private MemoryItem ItemOf(EpisodeInput episode, AppendRequest request) => new()
    {
        Id = episode.Id,
        Kind = MemoryKind.Episode,
        Text = episode.Text,
        Author = episode.Author,
        Role = episode.Role,
        Conversation = request.Conversation,
        Agent = request.Agent,
        Time = episode.Time ?? DateTimeOffset.UnixEpoch,
        RecordedAt = DateTimeOffset.UnixEpoch,
        State = MemoryState.Active,
        Pinned = false,
        Evidence = episode.Evidence,
        Recalled = episode.Recalled,
        Position = _items.Count + 1,
        Metadata = request.Metadata,
    };

    private RecallResponse Recall(SearchRequest request, IReadOnlyList<string> excluded)
    {
        var hits = Find(request, excluded);
        var context = string.Join('\n', hits.Select(hit => $"[{hit.Time:yyyy-MM-dd}] {hit.Author}: {hit.Text}"));
        return new RecallResponse
        {
            Context = context,
            Tokens = context.Length / 4,
            Answerable = hits.Length > 0,
            Hits = hits,
            LeftOut = [],
            Pending = 0,
            Skipped = [],
            Position = Items.Count,
            Hash = "hash",
        };
    }

    private MemoryHit[] Find(SearchRequest request, IReadOnlyList<string> excluded)
    {
        var words = request.Query.Split([' ', '?', '.', ','], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.Length > 3).ToArray();
        return [.. Items
            .Where(item => item.State == MemoryState.Active && item.Evidence && !excluded.Contains(item.Id))
            .Select(item =>
                (Item: item, Score: words.Count(word => item.Text.Contains(word, StringComparison.OrdinalIgnoreCase))))
            .Where(found => found.Score > 0)
            .OrderByDescending(found => found.Score).ThenBy(found => found.Item.Id, StringComparer.Ordinal)
            .Take(request.Limit ?? MemoryLimits.SearchLimitDefault)
            .Select(found => new MemoryHit
            {
                Id = found.Item.Id,
                Kind = found.Item.Kind,
                Text = found.Item.Text,
                Author = found.Item.Author,
                Role = found.Item.Role,
                Conversation = found.Item.Conversation,
                Time = found.Item.Time,
                Score = found.Score,
                Confidence = 0.9,
                Signals = new Dictionary<string, double> { ["words"] = found.Score },
                Source = new MemorySource([found.Item.Id]),
            })];
    }

    private MemoryResult<MemoryItem> Change(string id, Func<MemoryItem, MemoryItem> change, string? name)
    {
        lock (_gate)
        {
            var index = _items.FindIndex(item => item.Id == id);
            if (index < 0)
            {
                return Missing(id);
            }

            _items[index] = change(_items[index]);
            if (name is not null)
            {
                _history[id].Add(new(DateTimeOffset.UnixEpoch, name, null, _items[index].Position));
            }

            return _items[index];
        }
    }
}
