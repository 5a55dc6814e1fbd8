using Agents.Contracts;
using Agents.Grains.Tests.UserMemory;
using Agents.Memory.Log;
using Agents.TestKit.Time;
using User = Agents.Grains.Tests.UserMemory.UserMemory;

namespace Agents.Grains.Tests.Retention;

/// <summary>A user's own policy: kept in the background, and refused where it would leave nothing.</summary>
public sealed class RetentionTests(MemoryCluster cluster) : IClassFixture<MemoryCluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_policy_is_kept_to_in_the_background_and_what_it_put_away_can_be_restored()
    {
        var user = cluster.Of("retain-1");
        await SayAsync(user, 10);

        var set = await SetAsync(user, new SetRetentionRequest { MemoriesMax = 4 });
        Assert.Equal((6, 0, 4, 10), (set.Plan!.Archive, set.Plan.Expire, set.Plan.Keep, set.Usage!.Memories));
        var planned = set.Plan.First.Select(candidate => candidate.Id).ToArray();
        await UntilAsync(user, usage => usage.Memories == 4);

        var archived = (await user.ListAsync(new ListRequest { State = MemoryState.Archived })).Items;
        Assert.Equal(planned.Order(), archived.Select(item => item.Id).Order());
        Assert.Empty((await user.FindAsync("topic")).Intersect(planned));
        await cluster.DeactivateAsync();
        Assert.Equal(6, (await user.StatsAsync()).States["archived"]);

        var restored = User.Value(await user.Grain.RestoreAsync(user.Scope, planned[0], Token));
        Assert.Equal(MemoryState.Active, restored.State);
        var history = User.Value(await user.Grain.HistoryAsync(user.Scope, planned[0], Token));
        Assert.Equal(["recorded", "archived", "restored"], history.Entries.Select(entry => entry.Change));
    }

    [Fact]
    public async Task A_dry_run_plans_and_stores_nothing()
    {
        var user = cluster.Of("retain-2");
        await SayAsync(user, 10);
        var before = (await user.StatsAsync()).Positions.Accepted;

        var dry = await SetAsync(user, new SetRetentionRequest { MemoriesMax = 4, DryRun = true });

        Assert.Equal((6, 6), (dry.Plan!.Archive, dry.Plan.First.Count));
        Assert.All(dry.Plan.First, candidate => Assert.Equal("memories_max", candidate.Why));
        Assert.Null(dry.Policy);
        Assert.Equal(4, dry.Effective.MemoriesMax);
        var after = await GetAsync(user);
        Assert.Equal((10, 0, 0), (after.Usage!.Memories, after.Usage.Archived, after.Plan!.Archive));
        Assert.Equal(before, (await user.StatsAsync()).Positions.Accepted);
    }

    [Fact]
    public async Task Pinned_and_held_memories_stay_and_count()
    {
        var user = cluster.Of("retain-3");
        await SayAsync(user, 6);
        await user.EditAsync("id0", new EditRequest { Pinned = true });
        await user.EditAsync("id1", new EditRequest { Held = true });

        await SetAsync(user, new SetRetentionRequest { MemoriesMax = 3 });
        await UntilAsync(user, usage => usage.Memories == 3);

        Assert.Equal(2, (await GetAsync(user)).Usage!.Exempt);
        Assert.Equal(MemoryState.Active, (await user.GetAsync("id0")).State);
        Assert.Equal(MemoryState.Active, (await user.GetAsync("id1")).State);
    }

    [Fact]
    public async Task A_policy_that_would_leave_nothing_is_refused_with_the_reason()
    {
        var user = cluster.Of("retain-4");
        await SayAsync(user, 3);
        await user.EditAsync("id0", new EditRequest { Pinned = true });

        foreach (var request in new SetRetentionRequest[]
        {
            new() { MemoriesMax = 1 }, new() { MemoriesMax = 0 }, new() { BytesMax = 0, DryRun = true },
        })
        {
            var refused = await user.Grain.SetRetentionAsync(user.Scope, request, Token);
            Assert.Equal(ErrorCodes.PolicyRefused, User.Code(refused));
            Assert.Contains("would leave 0", refused.Error!.Message, StringComparison.Ordinal);
        }

        Assert.Equal(ErrorCodes.InvalidRequest, User.Code(await user.Grain.SetRetentionAsync(
            user.Scope, new SetRetentionRequest { ExpireAfterDays = -1 }, Token)));
        Assert.Null((await GetAsync(user)).Policy);
        Assert.Equal(3, (await GetAsync(user)).Usage!.Memories);
    }

    [Fact]
    public async Task What_is_older_than_the_policy_allows_expires_and_comes_back_with_an_expiry_of_its_own()
    {
        await using var own = new MemoryCluster();
        await own.InitializeAsync();
        var user = own.Of("retain-5");
        await SayAsync(user, 2);
        await SetAsync(user, new SetRetentionRequest { ExpireAfterDays = 7 });
        own.Clock.Advance(TimeSpan.FromDays(8));
        await user.AppendAsync("new", "Something new about topic 9.");

        await UntilAsync(user, usage => usage.Memories == 1);

        Assert.Equal(MemoryState.Expired, (await user.GetAsync("id0")).State);
        Assert.Equal(["new"], await user.FindAsync("topic"));
        await user.EditAsync("id0", new EditRequest { Expires = own.Clock.GetUtcNow().AddDays(1) });
        Assert.Equal(["id0", "new"], (await user.FindAsync("topic")).Order());
    }

    [Fact]
    public async Task Where_time_would_leave_nothing_it_stays_until_something_is_said()
    {
        await using var own = new MemoryCluster();
        await own.InitializeAsync();
        var user = own.Of("retain-6");
        await SayAsync(user, 2);
        await SetAsync(user, new SetRetentionRequest { ExpireAfterDays = 7 });

        // As a clock does that is set wrong, or a user who is away.
        own.Clock.Advance(TimeSpan.FromDays(365));
        await Until.IsSoAsync(async () =>
        {
            Assert.Equal(2, (await user.FindAsync("topic")).Length);
            return own.Log.Lines.Any(line => line.Contains("would leave none", StringComparison.Ordinal));
        });

        Assert.Equal(2, (await GetAsync(user)).Usage!.Memories);
    }

    [Fact]
    public async Task Not_every_turn_beyond_a_limit_costs_a_decision()
    {
        await using var own = new MemoryCluster();
        await own.InitializeAsync();
        var groups = 0;
        own.Logs.BeforeCommit = (_, group) =>
        {
            groups += group.Any(frame => frame.Type == FrameType.Decision) ? 1 : 0;
            return Task.CompletedTask;
        };
        var user = own.Of("retain-7");
        await SayAsync(user, 32);
        await SetAsync(user, new SetRetentionRequest { MemoriesMax = 32 });

        // Two beyond the limit are a sixteenth; the third is too many.
        for (var i = 0; i < 9; i++)
        {
            await user.AppendAsync($"more{i}", $"More about topic {i}, which is number {i} of them.");
            await UntilAsync(user, usage => usage.Memories <= 34);
        }

        await UntilAsync(user, usage => usage.Memories == 32);
        Assert.Equal(1 + 3, groups);
    }

    [Fact]
    public async Task A_policy_is_taken_away_by_one_without_limits_and_survives_a_restart_until_then()
    {
        var user = cluster.Of("retain-8");
        await SayAsync(user, 3);
        await SetAsync(user, new SetRetentionRequest { MemoriesMax = 20, BytesMax = 9_000, ExpireAfterDays = 40 });
        await cluster.DeactivateAsync();
        var policy = new RetentionPolicy { MemoriesMax = 20, BytesMax = 9_000, ExpireAfterDays = 40 };
        Assert.Equal((policy, policy), ((await GetAsync(user)).Policy, (await GetAsync(user)).Effective));

        var position = (await user.StatsAsync()).Positions.Accepted;
        await SetAsync(user, new SetRetentionRequest { MemoriesMax = 20, BytesMax = 9_000, ExpireAfterDays = 40 });
        Assert.Equal(position, (await user.StatsAsync()).Positions.Accepted);

        await SetAsync(user, new SetRetentionRequest());
        Assert.Null((await GetAsync(user)).Policy);
        Assert.Equal(new RetentionPolicy(), (await GetAsync(user)).Effective);
    }

    private static async Task SayAsync(User user, int turns)
    {
        User.Value(await user.TryAppendAsync([.. Enumerable.Range(0, turns).Select(
            i => User.Turn($"id{i}", $"note {i} about topic {i % 17} and {i % 5}"))]));
        await user.IndexedAsync();
    }

    private static async Task<RetentionResponse> GetAsync(User user) =>
        User.Value(await user.Grain.RetentionAsync(user.Scope, Token));

    private static async Task<RetentionResponse> SetAsync(User user, SetRetentionRequest request) =>
        User.Value(await user.Grain.SetRetentionAsync(user.Scope, request, Token));

    private static Task<RetentionUsage> UntilAsync(User user, Func<RetentionUsage, bool> reached) =>
        Until.GivesAsync(async () => (await GetAsync(user)).Usage!, reached);
}
