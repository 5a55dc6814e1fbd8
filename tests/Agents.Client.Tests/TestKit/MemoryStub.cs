using System.Text.Json;
using Agents.Contracts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace Agents.Client.Tests.TestKit;

/// <summary>The memory interface over dictionaries: enough of it for the commands, ranked by shared words.</summary>
internal sealed class MemoryStub : IAsyncDisposable
{
    private readonly Dictionary<string, List<MemoryItem>> _users = [];
    private readonly Dictionary<(string User, string Id), MessageInput> _sent = [];
    private readonly Lock _lock = new();
    private StubServer? _server;

    /// <summary>Gets ids that were erased: their messages are refused.</summary>
    public HashSet<string> Erased { get; } = [];

    /// <summary>Gets or sets how many answers of stats say that vectors are still to come.</summary>
    public int PendingAnswers { get; set; }

    public Uri Address => _server!.Address;

    public IReadOnlyCollection<StubRequest> Requests => _server!.Requests;

    public static async Task<MemoryStub> StartAsync()
    {
        var stub = new MemoryStub();
        stub._server = await StubServer.StartAsync(stub.AnswerAsync);
        return stub;
    }

    public IReadOnlyList<MemoryItem> Of(string user) => _users.GetValueOrDefault(user) ?? [];

    public async ValueTask DisposeAsync() => await _server!.DisposeAsync();

    private Task AnswerAsync(HttpContext context, StubRequest request)
    {
        lock (_lock)
        {
            var answer = (request.Method, context.Request.Path.Value) switch
            {
                ("GET", "/health/ready") => Reply.Text(200, "ready"),
                ("POST", "/v1/memories") => Add(Body<AddMemoriesRequest>(request)),
                ("POST", "/v1/memories/search") => Search(Body<SearchRequest>(request)),
                ("GET", "/v1/memories/stats") => Stats(Query(context, "user")),
                ("GET", "/v1/memories") => List(context),
                ("GET" or "PUT" or "DELETE", "/v1/retention" or "/v1/retention/tenant") =>
                    Retention(request, context.Request.Path.Value.EndsWith("tenant", StringComparison.Ordinal)),
                ("PATCH", { } path) => Edit(path["/v1/memories/".Length..], Body<EditRequest>(request)),
                ("GET", { } path) => Get(path["/v1/memories/".Length..], Query(context, "user")),
                ("DELETE", _) => Reply.Json(new EraseResponse(1)),
                _ => Reply.Error(404, ErrorCodes.NotFound),
            };
            return answer(context);
        }
    }

    private Func<HttpContext, Task> Add(AddMemoriesRequest request)
    {
        var items = _users.TryGetValue(request.User!, out var known) ? known : _users[request.User!] = [];
        for (var i = 0; i < request.Messages.Count; i++)
        {
            var message = request.Messages[i];
            if (Erased.Contains(message.Id!))
            {
                return Reply.Error(410, ErrorCodes.Erased, "id");
            }

            if (_sent.TryGetValue((request.User!, message.Id!), out var sent)
                && (sent.Content, sent.Time) != (message.Content, message.Time))
            {
                return Reply.Error(422, ErrorCodes.IdReused, $"messages[{i}].id");
            }
        }

        var fresh = request.Messages.Where(message => !items.Exists(item => item.Id == message.Id)).ToList();
        foreach (var message in fresh)
        {
            items.Add(Item(request, message, items.Count));
            _sent.Add((request.User!, message.Id!), message);
        }

        var receipts = request.Messages.Select(message => new EpisodeReceipt(message.Id!, 1)).ToArray();
        return Reply.Json(new AddMemoriesResponse(receipts), fresh.Count > 0 ? 201 : 200);
    }

    private Func<HttpContext, Task> Search(SearchRequest request)
    {
        var wanted = WordsOf(request.Query);
        var hits = Of(request.User!)
            .Select(item => (item, Score: WordsOf(item.Text).Count(wanted.Contains)))
            .Where(found => found.Score > 0)
            .OrderByDescending(found => found.Score).ThenBy(found => found.item.Position)
            .Take(request.Limit ?? MemoryLimits.SearchLimitDefault)
            .Select(found => new MemoryHit
            {
                Id = found.item.Id,
                Kind = MemoryKind.Episode,
                Text = found.item.Text,
                Author = found.item.Author,
                Role = found.item.Role,
                Time = found.item.Time,
                Score = found.Score,
                Confidence = Math.Min(1, found.Score / 10.0),
                Signals = new Dictionary<string, double> { ["words"] = found.Score },
                Source = new MemorySource([found.item.Id]),
            });
        return Reply.Json(new SearchResponse([.. hits], 0, []));
    }

    private Func<HttpContext, Task> Get(string id, string user) =>
        Erased.Contains(id) ? Reply.Error(410, ErrorCodes.Erased, "id")
        : Of(user).FirstOrDefault(item => item.Id == id) is { } item ? Reply.Json(item)
        : Reply.Error(404, ErrorCodes.NotFound);

    private Func<HttpContext, Task> Edit(string id, EditRequest request)
    {
        var items = _users[request.User!];
        var index = items.FindIndex(item => item.Id == id);
        return index < 0
            ? Reply.Error(404, ErrorCodes.NotFound)
            : Reply.Json(items[index] = items[index] with { Held = request.Held ?? items[index].Held });
    }

    private static Func<HttpContext, Task> Retention(StubRequest request, bool tenant)
    {
        var policy = request.Method == "PUT" ? Body<RetentionPolicy>(request) : null;
        return Reply.Json(tenant
            ? new RetentionResponse { Tenant = policy, Effective = policy ?? new RetentionPolicy() }
            : new RetentionResponse
            {
                Policy = policy,
                Effective = policy ?? new RetentionPolicy(),
                Usage = new RetentionUsage { Memories = 1_200, Bytes = 34_000, Exempt = 3, Archived = 7 },
                Plan = new RetentionPlan
                {
                    Archive = 2,
                    Expire = 1,
                    Keep = 1_197,
                    First = [new RetentionCandidate("m1", -1.234, "beyond memories_max")],
                },
            });
    }

    private Func<HttpContext, Task> Stats(string user)
    {
        var count = Of(user).Count;
        return Reply.Json(new StatsResponse
        {
            Kinds = new Dictionary<string, long> { ["episode"] = count },
            States = new Dictionary<string, long> { ["active"] = count },
            Bytes = 0,
            Positions = new LogPositions(count, count, count, count),
            Pending = PendingAnswers-- > 0 ? 3 : 0,
        });
    }

    private Func<HttpContext, Task> List(HttpContext context)
    {
        var items = Of(Query(context, "user"));
        var from = int.TryParse(Query(context, "cursor"), out var cursor) ? cursor : 0;

        // Small pages, whatever was asked, so that every caller has to turn them.
        const int Page = 2;
        var next = from + Page < items.Count ? $"{from + Page}" : null;
        return Reply.Json(new ListResponse([.. items.Skip(from).Take(Page)], next));
    }

    private static MemoryItem Item(AddMemoriesRequest request, MessageInput message, int position) => new()
    {
        Id = message.Id!,
        Kind = MemoryKind.Episode,
        Text = message.Content,
        Author = message.Author ?? message.Role,
        Role = message.Role,
        Conversation = request.Conversation,
        Agent = request.Agent,
        Time = message.Time ?? DateTimeOffset.UnixEpoch,
        RecordedAt = DateTimeOffset.UnixEpoch,
        State = MemoryState.Active,
        Pinned = false,
        Evidence = true,
        Position = position,
        Metadata = request.Metadata,
    };

    // Words of Latin script, and single characters of any other.
    private static HashSet<string> WordsOf(string text) =>
    [
        .. text.ToLowerInvariant().Split([' ', '.', ',', '?', '!'], StringSplitOptions.RemoveEmptyEntries),
        .. text.Where(c => c > 'ÿ').Select(c => c.ToString()),
    ];

    private static T Body<T>(StubRequest request) => JsonSerializer.Deserialize<T>(request.Body, AgentsJson.Options)!;

    private static string Query(HttpContext context, string name) =>
        QueryHelpers.ParseQuery(context.Request.QueryString.Value).TryGetValue(name, out var value)
            ? value.ToString()
            : string.Empty;
}
