using Agents.Contracts;
using Agents.Grains.Abstractions;
using Agents.TestKit.Time;

namespace Agents.Grains.Tests.UserMemory;

/// <summary>A silo that does not know whether it is still one of its cluster: its memories may be old.</summary>
public sealed class StandingTests : IAsyncLifetime
{
    private readonly MemoryCluster _cluster = new();
    private readonly Standing _standing = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _cluster.Standing = _standing;
        return _cluster.InitializeAsync();
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task It_answers_no_question_and_goes_on_when_it_knows()
    {
        var user = _cluster.Of("standing-ada");
        await user.AppendAsync("a", "My dog is called Kiwi.");
        _standing.IsKnown = false;
        var search = await user.Grain.SearchAsync(user.Scope, new SearchRequest { Query = "dog" }, Token);
        Assert.Equal(ErrorCodes.StorageUnavailable, UserMemory.Code(search));
        Assert.Equal(ErrorCodes.StorageUnavailable, UserMemory.Code(await user.Grain.GetAsync(user.Scope, "a", Token)));
        _standing.IsKnown = true;
        Assert.Equal(["a"], await user.FindAsync("dog"));
    }

    /// <summary>The storage refuses it where another silo has the user, and knows better.</summary>
    [Fact]
    public async Task It_writes_on()
    {
        var user = _cluster.Of("standing-bo");
        await user.AppendAsync("a", "My dog is called Kiwi.");
        _standing.IsKnown = false;
        await user.AppendAsync("b", "I live in Porto.");
    }

    [Fact]
    public async Task It_takes_no_user_from_another_silo()
    {
        _standing.IsKnown = false;
        var user = _cluster.Of("standing-cy");
        Assert.Equal(
            ErrorCodes.StorageUnavailable,
            UserMemory.Code(await user.TryAppendAsync(UserMemory.Turn("a", "My dog is called Kiwi."))));
    }

    /// <summary>Frozen in the middle of opening, it may have lost the user to another silo meanwhile.</summary>
    [Fact]
    public async Task It_does_not_keep_a_log_that_it_has_opened_too_late()
    {
        var user = _cluster.Of("standing-di");
        await user.AppendAsync("a", "My dog is called Kiwi.");
        await _cluster.DeactivateAsync();
        _cluster.Logs.BeforeOpen = _ =>
        {
            _standing.IsKnown = false;
            return Task.CompletedTask;
        };

        var late = await user.TryAppendAsync(UserMemory.Turn("b", "I live in Porto."));

        Assert.Equal(ErrorCodes.StorageUnavailable, UserMemory.Code(late));
        (_cluster.Logs.BeforeOpen, _standing.IsKnown) = (null, true);
        await Until.IsSoAsync(
            async () => (await user.Grain.GetAsync(user.Scope, "b", Token)).Error?.Code == ErrorCodes.NotFound);
        Assert.Equal(["a"], await user.FindAsync("dog"));
    }

    /// <summary>Nobody refuses what writes nothing: another silo may have what it does not know of.</summary>
    [Fact]
    public async Task It_says_nothing_of_a_change_that_wrote_nothing()
    {
        var user = _cluster.Of("standing-ed");
        var none = _cluster.Of("standing-fay");
        await user.AppendAsync("a", "My dog is called Kiwi.");
        await user.Grain.ForgetAsync(user.Scope, "a", Token);
        Assert.Empty((await none.ListAsync()).Items);
        _standing.IsKnown = false;

        string[] told =
        [
            UserMemory.Code(await user.TryAppendAsync(UserMemory.Turn("a", "My dog is called Kiwi."))),
            UserMemory.Code(await user.Grain.ForgetAsync(user.Scope, "a", Token)),
            UserMemory.Code(await user.Grain.EraseAllAsync(user.Scope, "another-talk", Token)),
            UserMemory.Code(await none.Grain.EraseAllAsync(none.Scope, null, Token)),
        ];

        Assert.All(told, code => Assert.Equal(ErrorCodes.StorageUnavailable, code));
    }

    /// <summary>A log that this silo makes is one that no other silo has claimed.</summary>
    [Fact]
    public async Task It_makes_no_log()
    {
        var user = _cluster.Of("standing-gil");
        Assert.Empty((await user.ListAsync()).Items);
        _standing.IsKnown = false;
        for (var number = 0; number < 2; number++)
        {
            var made = await user.TryAppendAsync(UserMemory.Turn($"m-{number}", "My dog is called Kiwi."));
            Assert.Equal(ErrorCodes.StorageUnavailable, UserMemory.Code(made));
        }

        _standing.IsKnown = true;
        await user.AppendAsync("m-0", "My dog is called Kiwi.");
    }

    [Fact]
    public async Task It_erases_on()
    {
        var user = _cluster.Of("standing-hal");
        await user.AppendAsync("a", "My dog is called Kiwi.");
        _standing.IsKnown = false;

        var erased = await user.Grain.EraseAllAsync(user.Scope, null, Token);

        Assert.Equal(1, erased.Value?.Erased);
    }

    [Fact]
    public async Task It_neither_tells_nor_keeps_the_policy_of_a_tenant()
    {
        var policies = _cluster.RetentionOf("standing");
        var request = new SetRetentionRequest { MemoriesMax = 10 };
        UserMemory.Value(await policies.SetAsync("standing", request, Token));
        _standing.IsKnown = false;

        Assert.Equal(ErrorCodes.StorageUnavailable, UserMemory.Code(await policies.GetAsync("standing", Token)));
        Assert.Equal(
            ErrorCodes.StorageUnavailable, UserMemory.Code(await policies.SetAsync("standing", request, Token)));
        _standing.IsKnown = true;
        Assert.Equal(10, (await policies.GetAsync("standing", Token)).Value?.Tenant?.MemoriesMax);
    }

    private sealed class Standing : ISiloStanding
    {
        public bool IsKnown { get; set; } = true;
    }
}
