using Agents.Contracts;
using Agents.Grains.Abstractions;

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

    private sealed class Standing : ISiloStanding
    {
        public bool IsKnown { get; set; } = true;
    }
}
