using Agents.Contracts;
using Agents.Grains.Abstractions;
using Agents.TestKit.Time;

namespace Agents.Grains.Tests.UserMemory;

/// <summary>One user as a test speaks to it: short calls, and an error where none is expected fails the test.</summary>
internal sealed class UserMemory(IUserMemoryGrain grain, IConsolidationGrain consolidation, MemoryScope scope)
{
    public IConsolidationGrain Consolidation { get; } = consolidation;

    public IUserMemoryGrain Grain { get; } = grain;

    public MemoryScope Scope { get; } = scope;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static EpisodeInput Turn(string id, string text, bool evidence = true) =>
        new() { Id = id, Role = MessageRoles.User, Author = "user", Text = text, Evidence = evidence };

    public Task<MemoryResult<AppendReceipt>> TryAppendAsync(AppendRequest request) =>
        Grain.AppendAsync(Scope, request, Token);

    public Task<MemoryResult<AppendReceipt>> TryAppendAsync(params EpisodeInput[] turns) =>
        TryAppendAsync(new AppendRequest { Episodes = turns, Conversation = "c1" });

    public async Task<AppendReceipt> AppendAsync(string id, string text) => Value(await TryAppendAsync(Turn(id, text)));

    public async Task<SearchResponse> SearchAsync(string query, int limit = 10) =>
        Value(await Grain.SearchAsync(Scope, new SearchRequest { Query = query, Limit = limit }, Token));

    public async Task<string[]> FindAsync(string query) => [.. (await SearchAsync(query)).Hits.Select(hit => hit.Id)];

    public async Task<MemoryItem> GetAsync(string id) => Value(await Grain.GetAsync(Scope, id, Token));

    public async Task<ListResponse> ListAsync(ListRequest? request = null) =>
        Value(await Grain.ListAsync(Scope, request ?? new ListRequest(), Token));

    public async Task<StatsResponse> StatsAsync() => Value(await Grain.StatsAsync(Scope, Token));

    public async Task<MemoryItem> EditAsync(string id, EditRequest request) =>
        Value(await Grain.EditAsync(Scope, id, request, Token));

    public async Task<long> EraseAsync(string id) => Value(await Grain.EraseAsync(Scope, id, Token)).Erased;

    public async Task<long> EraseAllAsync(string? conversation = null) =>
        Value(await Grain.EraseAllAsync(Scope, conversation, Token)).Erased;

    /// <summary>Waits until every turn has its vector.</summary>
    public Task IndexedAsync() => Until.IsSoAsync(async () => (await StatsAsync()).Pending == 0);

    /// <summary>Waits until every turn that is durable was read for items.</summary>
    public Task ReadAsync() => Until.GivesAsync(
        StatsAsync, stats => stats.Positions.Consolidated >= stats.Positions.Durable);

    /// <summary>Starts a run, waits until it has ended, and gives its report.</summary>
    public async Task<ConsolidationRun> RunAsync(int? limit = null)
    {
        var request = new StartConsolidationRequest { Limit = limit };
        var run = Value(await Consolidation.StartAsync(Scope, request, Token));
        return await EndedAsync(run.Id!);
    }

    /// <summary>Waits until a run has ended, and gives its report.</summary>
    public Task<ConsolidationRun> EndedAsync(string id) => Until.GivesAsync(
        async () => Value(await Consolidation.GetAsync(Scope, id, Token)),
        run => run.State is not (ConsolidationState.Running or ConsolidationState.Interrupted));

    public static T Value<T>(MemoryResult<T> result)
        where T : class
    {
        Assert.Null(result.Error);
        return result.Value!;
    }

    public static string Code<T>(MemoryResult<T> result)
        where T : class
    {
        Assert.NotNull(result.Error);
        return result.Error.Code;
    }
}
