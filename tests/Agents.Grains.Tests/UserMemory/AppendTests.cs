using Agents.Contracts;
using Agents.Grains.Abstractions;
using Agents.Storage.InMemory;
using Agents.TestKit.Time;

namespace Agents.Grains.Tests.UserMemory;

public sealed class AppendTests(MemoryCluster cluster) : IClassFixture<MemoryCluster>
{
    [Fact]
    public async Task A_turn_is_found_at_once_and_after_reactivation()
    {
        var user = cluster.Of("append-1");

        await user.AppendAsync("a", "We adopted a beagle named Rusty.");
        Assert.Equal(["a"], await user.FindAsync("beagle"));
        await cluster.DeactivateAsync();

        Assert.Equal(["a"], await user.FindAsync("beagle"));
    }

    [Fact]
    public async Task A_damaged_log_is_one_line_without_a_trace()
    {
        var user = cluster.Of("append-damaged");
        await user.AppendAsync("a", "tea");
        await cluster.DeactivateAsync();
        cluster.Logs.Damage(new MemoryScope("local", "append-damaged"));

        Assert.Equal(ErrorCodes.LogDamaged, UserMemory.Code(await user.TryAppendAsync(UserMemory.Turn("b", "coffee"))));
        await cluster.DeactivateAsync();

        var line = Assert.Single(
            cluster.Log.Lines, line => line.Contains(ErrorCodes.LogDamaged, StringComparison.Ordinal));
        Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
        Assert.DoesNotContain(cluster.Log.Lines, said => said.Contains("did not close", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_id_and_content_again_gives_the_first_receipt()
    {
        var user = cluster.Of("append-2");
        var first = await user.AppendAsync("a", "tea");
        await user.AppendAsync("b", "coffee");

        var again = await user.AppendAsync("a", "tea");

        Assert.False(first.Repeated);
        Assert.True(again.Repeated);
        Assert.Equal(first.Episodes[0], again.Episodes[0]);
        Assert.Equal(2, (await user.ListAsync()).Items.Count);
    }

    [Fact]
    public async Task The_same_id_with_other_content_is_refused_and_the_whole_call_with_it()
    {
        var user = cluster.Of("append-3");
        await user.AppendAsync("a", "tea");

        var refused = await user.TryAppendAsync(UserMemory.Turn("b", "new"), UserMemory.Turn("a", "coffee"));

        Assert.Equal(ErrorCodes.IdReused, UserMemory.Code(refused));
        Assert.Contains("messages[1].id", refused.Error!.Message, StringComparison.Ordinal);
        Assert.Single((await user.ListAsync()).Items);
    }

    [Fact]
    public async Task One_id_twice_in_a_call_takes_effect_once()
    {
        var user = cluster.Of("append-4");

        var receipt = UserMemory.Value(
            await user.TryAppendAsync(UserMemory.Turn("a", "tea"), UserMemory.Turn("a", "tea")));

        Assert.Equal(receipt.Episodes[0], receipt.Episodes[1]);
        Assert.Single((await user.ListAsync()).Items);
    }

    [Fact]
    public async Task An_idempotency_key_with_another_body_is_refused()
    {
        var user = cluster.Of("append-5");
        AppendRequest Call(string text) => new() { Episodes = [UserMemory.Turn(text, text)], IdempotencyKey = "k" };
        var first = UserMemory.Value(await user.TryAppendAsync(Call("tea")));

        var again = UserMemory.Value(await user.TryAppendAsync(Call("tea")));
        var other = await user.TryAppendAsync(Call("coffee"));

        Assert.Equal(first.Episodes, again.Episodes);
        Assert.Equal(ErrorCodes.IdReused, UserMemory.Code(other));
    }

    [Fact]
    public async Task Retries_in_flight_share_the_pending_receipt_and_write_one_frame()
    {
        var user = cluster.Of("append-6");
        var held = new TaskCompletionSource();
        cluster.Logs.BeforeCommit = (scope, _) => scope == user.Scope ? held.Task : Task.CompletedTask;

        var calls = Enumerable.Range(0, 16).Select(_ => user.AppendAsync("a", "tea")).ToArray();
        held.SetResult();
        var receipts = await Task.WhenAll(calls);
        cluster.Logs.BeforeCommit = null;

        Assert.All(receipts, receipt => Assert.Equal(new EpisodeReceipt("a", 1), receipt.Episodes[0]));
        Assert.Single((await user.ListAsync()).Items);
    }

    [Fact]
    public async Task Callers_that_wait_are_committed_as_one_group()
    {
        var user = cluster.Of("append-7");
        var held = new TaskCompletionSource();
        var modelHeld = new TaskCompletionSource();
        cluster.Model.Gate = modelHeld.Task;
        cluster.Logs.BeforeCommit = (scope, _) => scope == user.Scope ? held.Task : Task.CompletedTask;
        try
        {
            var first = user.AppendAsync("first", "holds the log");
            var before = cluster.Logs.Groups;
            var others = Enumerable.Range(0, 63).Select(i => user.AppendAsync($"id{i}", $"text {i}")).ToArray();

            // Reads pass while the append waits, so this ends as soon as all 64 have been taken in.
            await Until.IsSoAsync(async () => (await user.StatsAsync()).Positions.Accepted >= 64);

            held.SetResult();
            await first;
            await Task.WhenAll(others);

            // Besides the one that held the log, those that were taken in while it did are one group.
            Assert.Equal(before + 2, cluster.Logs.Groups);
        }
        finally
        {
            held.TrySetResult();
            cluster.Logs.BeforeCommit = null;
            cluster.Model.Gate = null;
            modelHeld.SetResult();
        }
    }

    [Theory]
    [InlineData(AppendFault.BeforeWrite, ErrorCodes.StorageUnavailable, false)]
    [InlineData(AppendFault.AfterWrite, ErrorCodes.StorageUnavailable, true)]
    [InlineData(AppendFault.DiskFull, ErrorCodes.StorageFull, false)]
    public async Task A_failed_append_is_reported_and_a_retry_takes_effect_once(
        AppendFault fault, string code, bool written)
    {
        var user = cluster.Of($"append-8-{fault}");
        await user.AppendAsync("a", "acknowledged");
        await user.IndexedAsync();
        cluster.Logs.FailNextAppend(fault);

        var failed = await user.TryAppendAsync(UserMemory.Turn("b", "unknown"));
        var retried = await RetryAsync(user, UserMemory.Turn("b", "unknown"));

        Assert.Equal(code, UserMemory.Code(failed));
        Assert.Equal(written, retried.Repeated);
        Assert.Equal(["a", "b"], (await user.ListAsync()).Items.Select(item => item.Id));
    }

    [Fact]
    public async Task A_fault_that_nobody_foresaw_ends_the_activation_and_not_the_user()
    {
        var user = cluster.Of("append-10");
        await user.AppendAsync("a", "acknowledged");
        await user.IndexedAsync();
        cluster.Logs.BeforeCommit = (scope, _) => scope == user.Scope
            ? Task.FromException(new ArgumentException("a fault of ours"))
            : Task.CompletedTask;

        await Assert.ThrowsAsync<ArgumentException>(() => user.TryAppendAsync(UserMemory.Turn("b", "not written")));
        cluster.Logs.BeforeCommit = null;
        var given = await user.Grain.GetAsync(user.Scope, "a", TestContext.Current.CancellationToken);
        var retried = await RetryAsync(user, UserMemory.Turn("b", "not written"));

        Assert.True(given.Moved);
        Assert.False(retried.Repeated);
    }

    [Fact]
    public async Task An_activation_whose_log_another_one_took_says_so_and_the_call_made_again_takes_effect()
    {
        var user = cluster.Of("append-9");
        await user.AppendAsync("a", "acknowledged");
        await user.IndexedAsync();
        await using (await cluster.Logs.OpenAsync(user.Scope, TestContext.Current.CancellationToken))
        {
            var refused = await user.TryAppendAsync(UserMemory.Turn("b", "said once"));

            Assert.True(refused.Moved);
            Assert.Equal(ErrorCodes.StorageUnavailable, UserMemory.Code(refused));
        }

        var repeated = await RetryAsync(user, UserMemory.Turn("b", "said once"));

        Assert.False(repeated.Repeated);
        Assert.Equal(["a", "b"], (await user.ListAsync()).Items.Select(item => item.Id));
    }

    [Fact]
    public async Task A_user_at_the_limit_is_refused_with_the_limit_named()
    {
        await using var small = new MemoryCluster { Configure = options => options.MemoriesMax = 2 };
        await small.InitializeAsync();
        var user = small.Of("u");
        await user.AppendAsync("a", "one");

        var refused = await user.TryAppendAsync(UserMemory.Turn("b", "two"), UserMemory.Turn("c", "three"));

        Assert.Equal(ErrorCodes.QuotaExceeded, UserMemory.Code(refused));
        Assert.Contains("2", refused.Error!.Message, StringComparison.Ordinal);
        Assert.Single((await user.ListAsync()).Items);
    }

    [Theory]
    [InlineData("a", "b|c", "a|b", "c")]
    [InlineData("t", "..", "t", ".")]
    [InlineData("t", "a/b", "t/a", "b")]
    [InlineData("t", "auth0|123", "t|auth0", "123")]
    public async Task Users_whose_names_look_alike_share_nothing(
        string tenant, string name, string otherTenant, string otherName)
    {
        var (user, other) = (cluster.Of(name, tenant), cluster.Of(otherName, otherTenant));

        await user.AppendAsync("a", "My secret is a pangolin.");

        Assert.Equal(["a"], await user.FindAsync("pangolin"));
        Assert.Empty(await other.FindAsync("pangolin"));
        Assert.Equal(ErrorCodes.NotFound, UserMemory.Code(
            await other.Grain.GetAsync(other.Scope, "a", TestContext.Current.CancellationToken)));
    }

    /// <summary>Sends a call again until the activation that failed is gone, as a client does.</summary>
    private static async Task<AppendReceipt> RetryAsync(UserMemory user, EpisodeInput turn)
    {
        for (var attempt = 0; ; attempt++)
        {
            var result = await user.TryAppendAsync(turn);
            if (result.Error is null || attempt == 100)
            {
                return UserMemory.Value(result);
            }
        }
    }
}
