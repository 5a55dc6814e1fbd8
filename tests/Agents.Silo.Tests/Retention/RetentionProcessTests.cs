using System.Net;
using System.Runtime.CompilerServices;
using Agents.Client;
using Agents.Contracts;
using Agents.TestKit.Processes;
using Agents.TestKit.Time;

namespace Agents.Silo.Tests.Retention;

/// <summary>A policy over HTTP and by the client, from a silo as a user runs it, across its restart.</summary>
public sealed class RetentionProcessTests : IAsyncLifetime
{
    private const int Said = 200;
    private const int Kept = 150;

    private static readonly string[] Things = ["lamp", "door", "sink", "shelf", "radio", "window", "heater"];

    private readonly string _data = Directory.CreateTempSubdirectory("agents-retention-").FullName;
    private StubEmbeddings? _stub;
    private SiloProcess? _silo;
    private AgentsClient? _client;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private AgentsClient Client => _client!;

    public async ValueTask InitializeAsync()
    {
        _stub = await StubEmbeddings.StartAsync(Token);
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _client!.Dispose();
        await _silo!.DisposeAsync();
        await _stub!.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task A_budget_is_kept_to_and_undone_one_by_one_and_stands_after_a_crash()
    {
        await Client.SetRetentionAsync(new SetRetentionRequest { MemoriesMax = Kept }, Token);
        await SayAsync(2);
        await Client.EditAsync("turn-0", new EditRequest { Pinned = true }, Token);
        await Client.EditAsync("turn-1", new EditRequest { Held = true }, Token);
        await SayAsync(Said - 2, from: 2);
        var kept = await UntilAsync(usage => usage.Memories <= Kept + (Kept / 16));
        var archived = await ArchivedAsync();

        Assert.Equal(Said, kept.Usage!.Memories + kept.Usage.Archived);
        Assert.Equal(archived.Length, kept.Usage.Archived);
        Assert.DoesNotContain("turn-0", archived);
        Assert.DoesNotContain("turn-1", archived);
        await Client.RestoreAsync(archived[0], null, Token);

        await _silo!.KillAsync();
        await StartAsync();

        var back = await Client.GetAsync(archived[0], null, Token);
        Assert.Equal(MemoryState.Active, back.State);
        Assert.NotNull(back.Activation);
        var still = await Client.GetRetentionAsync(null, Token);
        Assert.Equal(Kept, still.Policy!.MemoriesMax);
        Assert.Equal(2, still.Usage!.Exempt);
        Assert.Contains(archived[1], await ArchivedAsync());
        var put = await Client.GetAsync(archived[1], null, Token);
        Assert.Equal((MemoryState.Archived, (double?)null), (put.State, put.Activation));
        var history = (await Client.HistoryAsync(archived[0], null, Token)).Entries;
        Assert.Equal(
            [("recorded", null), ("archived", "memories_max"), ("restored", null)],
            history.Select(entry => (entry.Change, entry.Why)));
        await Client.ClearRetentionAsync(null, Token);
        Assert.Null((await Client.GetRetentionAsync(null, Token)).Policy);
    }

    [Fact]
    public async Task A_policy_that_is_set_over_what_stands_archives_what_its_dry_run_said()
    {
        await SayAsync(Said);
        var request = new SetRetentionRequest { MemoriesMax = 120 };

        var dry = await Client.SetRetentionAsync(request with { DryRun = true }, Token);
        Assert.Null((await Client.GetRetentionAsync(null, Token)).Policy);
        Assert.Empty(await ArchivedAsync());
        var set = await Client.SetRetentionAsync(request, Token);
        await UntilAsync(usage => usage.Memories == 120);

        Assert.Equal((80, 120), (dry.Plan!.Archive, dry.Plan.Keep));
        var planned = dry.Plan.First.Select(candidate => candidate.Id).ToArray();
        Assert.Equal(planned, set.Plan!.First.Select(candidate => candidate.Id));
        Assert.Equal(planned.Order(), (await ArchivedAsync()).Order());
    }

    [Fact]
    public async Task A_policy_that_would_leave_nothing_is_refused_and_what_is_held_is_not_erased()
    {
        await SayAsync(3);
        await Client.AddAsync(
            new AddMemoriesRequest
            {
                User = "big",
                Messages = [new() { Id = "big", Role = MessageRoles.User, Content = new string('x', 4_000) }],
            },
            Token);
        await Client.EditAsync("turn-1", new EditRequest { Held = true }, Token);

        await FailsAsync(
            HttpStatusCode.UnprocessableContent,
            ErrorCodes.PolicyRefused,
            () => Client.SetRetentionAsync(new SetRetentionRequest { User = "big", BytesMax = 1_024 }, Token));
        await FailsAsync(HttpStatusCode.Conflict, ErrorCodes.Held, () => Client.EraseAsync("turn-1", null, Token));
        await FailsAsync(HttpStatusCode.Conflict, ErrorCodes.Held, () => Client.ForgetAsync("turn-1", null, Token));
        await FailsAsync(HttpStatusCode.Conflict, ErrorCodes.Held, () => Client.EraseAllAsync("ann", null, Token));

        Assert.Equal(MemoryState.Active, (await Client.GetAsync("big", "big", Token)).State);
        Assert.Null((await Client.GetRetentionAsync("big", Token)).Policy);
        await Client.EditAsync("turn-1", new EditRequest { Held = false }, Token);
        Assert.Equal(3, (await Client.EraseAllAsync("ann", null, Token)).Erased);
    }

    [Fact]
    public async Task The_tenants_policy_counts_for_every_user_and_stands_after_a_crash()
    {
        await Client.SetTenantRetentionAsync(new RetentionPolicy { MemoriesMax = 10 }, Token);
        await _silo!.KillAsync();
        await StartAsync();
        await SayAsync(20);

        var answer = await UntilAsync(usage => usage.Archived > 0);
        var own = await Client.SetRetentionAsync(new SetRetentionRequest { MemoriesMax = 15 }, Token);

        Assert.Equal((null, 10), (answer.Policy, answer.Effective.MemoriesMax));
        Assert.Equal((15, 10), (own.Policy!.MemoriesMax, own.Effective.MemoriesMax));
        Assert.Null((await Client.ClearTenantRetentionAsync(Token)).Tenant);
    }

    [Fact]
    public async Task Metrics_tell_what_was_archived_and_what_stands_in_which_state()
    {
        await SayAsync(20);
        await Client.SetRetentionAsync(new SetRetentionRequest { MemoriesMax = 5 }, Token);
        await UntilAsync(usage => usage.Archived == 15);

        using var http = new HttpClient { BaseAddress = _silo!.Address };
        var lines = (await http.GetStringAsync("metrics", Token)).Split('\n');

        Assert.Equal("15", ValueOf(lines, "agents_memory_memories", "state=\"archived\""));
        Assert.Equal("5", ValueOf(lines, "agents_memory_memories", "state=\"active\""));
        Assert.Equal("20", ValueOf(lines, "agents_memory_consolidation_owed", ""));
        Assert.Equal("15", ValueOf(lines, "agents_memory_retention", "limit=\"memories_max\""));
        Assert.DoesNotContain(lines, line => line.Contains("ann", StringComparison.Ordinal)
            && line.StartsWith("agents_memory", StringComparison.Ordinal));
    }

    private static string? ValueOf(string[] lines, string name, string label) => lines
        .Where(line => line.StartsWith(name, StringComparison.Ordinal))
        .Where(line => line.Contains(label, StringComparison.Ordinal))
        .Select(line => line.Split(' ')[1]).SingleOrDefault();

    private static async Task FailsAsync(HttpStatusCode status, string code, Func<Task> call)
    {
        var error = await Assert.ThrowsAsync<AgentsException>(call);
        Assert.Equal((status, code), (error.Status, error.Code));
    }

    private async Task StartAsync()
    {
        _client?.Dispose();
        if (_silo is not null)
        {
            await _silo.DisposeAsync();
        }

        _silo = await SiloProcess.StartAsync(_data, _stub!.Arguments, Token);
        _client = new AgentsClient(_silo.Address, new AgentsClientOptions { User = "ann" });
    }

    private async Task SayAsync(int count, int from = 0) => await Client.AddAsync(
        new AddMemoriesRequest
        {
            Messages =
            [
                .. Enumerable.Range(from, count).Select(i => new MessageInput
                {
                    Id = $"turn-{i}",
                    Role = MessageRoles.User,
                    Content = $"On day {i} I repaired the {Things[i % Things.Length]} in room {i}.",
                }),
            ],
        },
        Token);

    private async Task<string[]> ArchivedAsync()
    {
        var ids = new List<string>();
        await foreach (var item in Client.ListAllAsync(new ListRequest { State = MemoryState.Archived }, Token))
        {
            ids.Add(item.Id);
        }

        return [.. ids];
    }

    /// <summary>Waits until the background has done what a policy asks for.</summary>
    private Task<RetentionResponse> UntilAsync(
        Func<RetentionUsage, bool> done, [CallerArgumentExpression(nameof(done))] string what = "") =>
        Until.GivesAsync(() => Client.GetRetentionAsync(null, Token), answer => done(answer.Usage!), what: what);
}
