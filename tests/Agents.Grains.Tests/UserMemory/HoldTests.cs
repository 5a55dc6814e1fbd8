using Agents.Contracts;

namespace Agents.Grains.Tests.UserMemory;

/// <summary>What is held stays until it is released.</summary>
public sealed class HoldTests(MemoryCluster cluster) : IClassFixture<MemoryCluster>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_held_cannot_be_forgotten_or_erased_until_it_is_released()
    {
        var user = cluster.Of("hold-1");
        await user.AppendAsync("a", "We adopted a beagle.");
        await user.AppendAsync("b", "The weather is fine.");
        Assert.True((await user.EditAsync("a", new EditRequest { Held = true })).Held);
        await cluster.DeactivateAsync();

        Assert.Equal(ErrorCodes.Held, UserMemory.Code(await user.Grain.ForgetAsync(user.Scope, "a", Token)));
        Assert.Equal(ErrorCodes.Held, UserMemory.Code(await user.Grain.EraseAsync(user.Scope, "a", Token)));
        Assert.Equal(ErrorCodes.Held, UserMemory.Code(await user.Grain.EraseAllAsync(user.Scope, "c1", Token)));
        var all = await user.Grain.EraseAllAsync(user.Scope, null, Token);
        Assert.Equal(ErrorCodes.Held, UserMemory.Code(all));
        Assert.Contains("'a' is held", all.Error!.Message, StringComparison.Ordinal);
        Assert.Equal(["a", "b"], (await user.ListAsync()).Items.Select(item => item.Id));

        Assert.False((await user.EditAsync("a", new EditRequest { Held = false })).Held);
        UserMemory.Value(await user.Grain.ForgetAsync(user.Scope, "a", Token));
        Assert.Equal(1, await user.EraseAsync("a"));
        Assert.Equal(1, await user.EraseAllAsync());
    }

    [Fact]
    public async Task What_would_go_with_something_else_is_held_all_the_same()
    {
        await using var own = new MemoryCluster();
        await own.InitializeAsync();
        var user = own.Of("hold-2");
        await user.AppendAsync("a", "I live in Porto.");
        await user.RunAsync();
        var item = (await user.ListAsync(new ListRequest { Kinds = [MemoryKind.Profile] })).Items[0].Id;
        await user.EditAsync(item, new EditRequest { Held = true });

        var refused = await user.Grain.EraseAsync(user.Scope, "a", Token);

        Assert.Equal(ErrorCodes.Held, UserMemory.Code(refused));
        Assert.Contains(item, refused.Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_held_does_not_expire_and_the_history_tells_of_it()
    {
        var user = cluster.Of("hold-3");
        await user.AppendAsync("a", "The parcel comes today.");
        await user.EditAsync(
            "a", new EditRequest { Expires = cluster.Clock.GetUtcNow().AddHours(1), Held = true });
        cluster.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Equal(["a"], await user.FindAsync("parcel"));

        await user.EditAsync("a", new EditRequest { Held = false });

        Assert.Empty(await user.FindAsync("parcel"));
        var history = UserMemory.Value(await user.Grain.HistoryAsync(user.Scope, "a", Token));
        Assert.Equal(
            ["recorded", "held", "expires", "released"], history.Entries.Select(entry => entry.Change));
    }
}
