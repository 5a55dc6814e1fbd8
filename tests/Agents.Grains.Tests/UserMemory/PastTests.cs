using Agents.Contracts;
using Agents.Grains.Abstractions;

namespace Agents.Grains.Tests.UserMemory;

/// <summary>Memory as it was: by what was known, and by what held in the world.</summary>
public sealed class PastTests : IAsyncLifetime
{
    private readonly MemoryCluster _cluster = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _cluster.InitializeAsync();

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task What_was_known_then_is_recalled_as_it_was_then()
    {
        var user = _cluster.Of("past-1");
        await user.AppendAsync("a", "I work at Contoso.");
        await user.AppendAsync("b", "I work with Bea.");
        var then = _cluster.Clock.GetUtcNow();
        _cluster.Clock.Advance(TimeSpan.FromDays(1));
        await user.EditAsync("a", new EditRequest { Content = "I work at Fabrikam." });
        UserMemory.Value(await user.Grain.ForgetAsync(user.Scope, "b", Token));
        await user.AppendAsync("c", "I work from home.");

        Assert.Equal(
            [("a", "I work at Contoso."), ("b", "I work with Bea.")], await SearchAsync(user, then, null));
        Assert.Equal(
            [("a", "I work at Contoso."), ("b", "I work with Bea.")],
            (await user.ListAsync(new ListRequest { AsOf = then })).Items.Select(item => (item.Id, item.Text)));
        Assert.Equal([("a", "I work at Fabrikam."), ("c", "I work from home.")], await SearchAsync(user, null, null));
        Assert.Empty(await SearchAsync(user, then.AddDays(-1), null));
    }

    [Fact]
    public async Task What_is_erased_is_gone_from_the_past_too()
    {
        var user = _cluster.Of("past-2");
        await user.AppendAsync("a", "I work at Contoso.");
        var then = _cluster.Clock.GetUtcNow();
        _cluster.Clock.Advance(TimeSpan.FromDays(1));

        await user.EraseAsync("a");

        Assert.Empty(await SearchAsync(user, then, null));
    }

    [Theory]
    [InlineData(365)]
    [InlineData(-365)]
    public async Task A_clock_that_jumps_does_not_reorder_the_past(int days)
    {
        var user = _cluster.Of($"past-3{days}");
        await user.AppendAsync("a", "I work at Contoso.");
        _cluster.Clock.AdjustTime(_cluster.Clock.GetUtcNow().AddDays(days));
        await user.AppendAsync("b", "I work at Fabrikam.");
        var then = _cluster.Clock.GetUtcNow();
        await user.AppendAsync("c", "I work from home.");

        Assert.Equal(["a", "b", "c"], (await SearchAsync(user, then, null)).Select(hit => hit.Id).Order());
        Assert.Equal(["a", "b", "c"], (await user.ListAsync()).Items.Select(item => item.Id));
    }

    [Fact]
    public async Task What_held_in_the_world_then_is_listed_though_it_does_no_longer()
    {
        var user = _cluster.Of("past-4");
        await SayAsync(user, "a", "I live in Porto.", days: -20);
        await SayAsync(user, "b", "I moved to Leeds.", days: -10);
        await user.RunAsync();

        async Task<string[]> HomesAsync(int days) =>
        [
            .. (await user.ListAsync(new ListRequest
            {
                Kinds = [MemoryKind.Profile],
                ValidAt = _cluster.Clock.GetUtcNow().AddDays(days),
            })).Items.Select(item => item.Statement!.Value),
        ];

        Assert.Empty(await HomesAsync(-30));
        Assert.Equal("Porto", Assert.Single(await HomesAsync(-15)));
        Assert.Equal("Leeds", Assert.Single(await HomesAsync(0)));
    }

    [Fact]
    public async Task The_block_of_a_turn_is_made_again_byte_for_byte()
    {
        var user = _cluster.Of("past-5");
        await user.AppendAsync("a", "I work at Contoso as a welder.");
        await user.AppendAsync("b", "At work my desk is near the window.");
        var request = new RecallRequest { Query = "Where do I work?", BudgetTokens = 200 };
        var recall = UserMemory.Value(await user.Grain.RecallAsync(
            user.Scope, request, new RecallExclusions(), Token));
        UserMemory.Value(await user.TryAppendAsync(UserMemory.Turn("answer", "At Contoso.") with
        {
            Recalled = new RecalledBlock
            {
                Position = recall.Position,
                At = recall.At,
                Ids = [.. recall.Hits.Select(hit => hit.Id)],
                BudgetTokens = 200,
                Order = RecallOrder.Relevance,
                Hash = recall.Hash,
            },
        }));
        await user.EditAsync("a", new EditRequest { Content = "I work at Fabrikam." });
        await _cluster.DeactivateAsync();

        var again = UserMemory.Value(await user.Grain.RecalledAsync(user.Scope, "answer", Token));

        Assert.Equal((true, 0, recall.Context), (again.Exact, again.Erased, again.Context));
        Assert.Contains("Contoso", again.Context, StringComparison.Ordinal);
        await user.EraseAsync("a");
        again = UserMemory.Value(await user.Grain.RecalledAsync(user.Scope, "answer", Token));
        Assert.Equal((false, 1), (again.Exact, again.Erased));
        Assert.DoesNotContain("Contoso", again.Context, StringComparison.Ordinal);
        Assert.Equal(
            ErrorCodes.NotFound, UserMemory.Code(await user.Grain.RecalledAsync(user.Scope, "b", Token)));
    }

    private static async Task<(string Id, string Text)[]> SearchAsync(
        UserMemory user, DateTimeOffset? asOf, DateTimeOffset? validAt) =>
    [
        .. UserMemory.Value(await user.Grain.SearchAsync(
            user.Scope, new SearchRequest { Query = "work", AsOf = asOf, ValidAt = validAt }, Token))
            .Hits.Select(hit => (hit.Id, hit.Text)).OrderBy(hit => hit.Id),
    ];

    private async Task SayAsync(UserMemory user, string id, string text, int days) =>
        UserMemory.Value(await user.TryAppendAsync(
            UserMemory.Turn(id, text) with { Time = _cluster.Clock.GetUtcNow().AddDays(days) }));
}
