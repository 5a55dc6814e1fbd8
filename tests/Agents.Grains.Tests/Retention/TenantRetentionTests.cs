using Agents.Contracts;
using Agents.Grains.Tests.UserMemory;
using Agents.Storage.InMemory;
using Agents.TestKit.Time;
using User = Agents.Grains.Tests.UserMemory.UserMemory;

namespace Agents.Grains.Tests.Retention;

/// <summary>A tenant's policy counts for each of its users, beside their own.</summary>
public sealed class TenantRetentionTests : IAsyncLifetime
{
    private readonly MemoryCluster _cluster = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _cluster.InitializeAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task It_is_durable_known_to_its_users_and_the_stricter_limit_counts()
    {
        var tenant = _cluster.RetentionOf("acme");
        var policy = new RetentionPolicy { MemoriesMax = 3, ExpireAfterDays = 90 };
        var set = User.Value(await tenant.SetAsync(
            "acme", new SetRetentionRequest { MemoriesMax = 3, ExpireAfterDays = 90 }, Token));
        Assert.Equal((policy, policy), (set.Tenant, set.Effective));
        await _cluster.DeactivateAsync();
        Assert.Equal(policy, User.Value(await tenant.GetAsync("acme", Token)).Tenant);

        var (own, other) = (_cluster.Of("ana", "acme"), _cluster.Of("ana", "other"));
        await own.AppendAsync("a", "one");
        await other.AppendAsync("a", "one");
        User.Value(await own.Grain.SetRetentionAsync(
            own.Scope, new SetRetentionRequest { MemoriesMax = 10, BytesMax = 5_000 }, Token));

        var mine = User.Value(await own.Grain.RetentionAsync(own.Scope, Token));
        Assert.Equal(policy, mine.Tenant);
        Assert.Equal(
            new RetentionPolicy { MemoriesMax = 3, BytesMax = 5_000, ExpireAfterDays = 90 }, mine.Effective);
        Assert.Null(User.Value(await other.Grain.RetentionAsync(other.Scope, Token)).Tenant);
    }

    [Fact]
    public async Task A_user_is_kept_within_it_without_asking()
    {
        User.Value(await _cluster.RetentionOf("acme").SetAsync(
            "acme", new SetRetentionRequest { MemoriesMax = 3 }, Token));
        var user = _cluster.Of("ana", "acme");
        User.Value(await user.TryAppendAsync(
            [.. Enumerable.Range(0, 8).Select(i => User.Turn($"id{i}", $"note {i}"))]));

        await Until.IsSoAsync(async () => (await user.StatsAsync()).States["archived"] == 5);
    }

    [Fact]
    public async Task A_plan_that_would_leave_nothing_is_not_carried_out_and_says_so()
    {
        User.Value(await _cluster.RetentionOf("acme").SetAsync(
            "acme", new SetRetentionRequest { MemoriesMax = 1 }, Token));
        var user = _cluster.Of("ana", "acme");
        await user.AppendAsync("id0", "note 0");
        User.Value(await user.Grain.EditAsync(user.Scope, "id0", new EditRequest { Pinned = true }, Token));
        User.Value(await user.TryAppendAsync(
            [.. Enumerable.Range(1, 5).Select(i => User.Turn($"id{i}", $"note {i}"))]));

        var told = User.Value(await user.Grain.RetentionAsync(user.Scope, Token));

        Assert.Equal((6, 1), (told.Usage!.Memories, told.Usage.Exempt));
        Assert.Equal((0, 0, 6), (told.Plan!.Archive, told.Plan.Expire, told.Plan.Keep));
        Assert.Empty(told.Plan.First);
    }

    [Fact]
    public async Task A_user_who_is_active_hears_of_it_after_five_minutes()
    {
        var user = _cluster.Of("ana", "acme");
        User.Value(await user.TryAppendAsync(
            [.. Enumerable.Range(0, 8).Select(i => User.Turn($"id{i}", $"note {i}"))]));
        User.Value(await _cluster.RetentionOf("acme").SetAsync(
            "acme", new SetRetentionRequest { MemoriesMax = 3 }, Token));

        _cluster.Clock.Advance(TimeSpan.FromMinutes(5));

        await Until.IsSoAsync(async () => (await user.StatsAsync()).States["archived"] == 5);
    }

    [Fact]
    public async Task A_limit_of_nothing_is_refused_and_one_without_limits_takes_it_away()
    {
        var tenant = _cluster.RetentionOf("acme");
        Assert.Equal(ErrorCodes.PolicyRefused, User.Code(await tenant.SetAsync(
            "acme", new SetRetentionRequest { BytesMax = 0 }, Token)));
        User.Value(await tenant.SetAsync("acme", new SetRetentionRequest { MemoriesMax = 3 }, Token));

        Assert.Null(User.Value(await tenant.SetAsync("acme", new SetRetentionRequest(), Token)).Tenant);

        await _cluster.DeactivateAsync();
        Assert.Null(User.Value(await tenant.GetAsync("acme", Token)).Tenant);
    }

    [Fact]
    public async Task A_log_that_fails_says_so_and_is_read_again()
    {
        var tenant = _cluster.RetentionOf("acme");
        User.Value(await tenant.SetAsync("acme", new SetRetentionRequest { MemoriesMax = 3 }, Token));
        _cluster.Logs.FailNextAppend(AppendFault.DiskFull);

        Assert.Equal(ErrorCodes.StorageFull, User.Code(await tenant.SetAsync(
            "acme", new SetRetentionRequest { MemoriesMax = 5 }, Token)));

        var read = await Until.GivesAsync(
            () => tenant.GetAsync("acme", Token), read => read.Error?.Code != ErrorCodes.StorageUnavailable);
        Assert.Equal(3, User.Value(read).Tenant!.MemoriesMax);
    }
}
