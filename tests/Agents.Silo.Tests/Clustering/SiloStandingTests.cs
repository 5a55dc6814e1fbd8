using Agents.Silo.Clustering;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Agents.Silo.Tests.Clustering;

public sealed class SiloStandingTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly SiloStanding _standing;
    private Func<Task<SiloStatus?>> _table = () => Task.FromResult<SiloStatus?>(SiloStatus.Active);

    public SiloStandingTests() =>
        _standing = new SiloStanding(() => _table(), _clock, NullLogger<SiloStanding>.Instance);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _standing.Dispose();

    [Fact]
    public void A_silo_that_has_yet_to_join_is_in_standing() => Assert.True(_standing.IsKnown);

    [Fact]
    public async Task A_silo_stands_for_a_moment_by_each_answer_of_the_table()
    {
        await _standing.AskAsync(Cancellation);
        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.True(_standing.IsKnown);
        await _standing.AskAsync(Cancellation);
        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.True(_standing.IsKnown);
    }

    [Fact]
    public async Task A_silo_that_was_frozen_does_not_know_where_it_stands_until_it_has_asked()
    {
        await _standing.AskAsync(Cancellation);
        _clock.Advance(TimeSpan.FromSeconds(6));
        Assert.False(_standing.IsKnown);
        await _standing.AskAsync(Cancellation);
        Assert.True(_standing.IsKnown);
    }

    [Fact]
    public async Task A_silo_that_cannot_ask_loses_its_standing()
    {
        await _standing.AskAsync(Cancellation);
        _table = () => throw new TimeoutException();
        _clock.Advance(TimeSpan.FromSeconds(6));
        await _standing.AskAsync(Cancellation);
        Assert.False(_standing.IsKnown);
    }

    /// <summary>What the table said may have changed since it was asked.</summary>
    [Fact]
    public async Task An_answer_counts_from_when_it_was_asked_for()
    {
        await _standing.AskAsync(Cancellation);
        _table = () =>
        {
            _clock.Advance(TimeSpan.FromSeconds(6));
            return Task.FromResult<SiloStatus?>(SiloStatus.Active);
        };
        await _standing.AskAsync(Cancellation);
        Assert.False(_standing.IsKnown);
    }

    [Fact]
    public async Task A_silo_that_was_voted_dead_never_stands_again()
    {
        await _standing.AskAsync(Cancellation);
        _table = () => Task.FromResult<SiloStatus?>(SiloStatus.Dead);
        await _standing.AskAsync(Cancellation);
        _table = () => Task.FromResult<SiloStatus?>(SiloStatus.Active);
        await _standing.AskAsync(Cancellation);
        Assert.False(_standing.IsKnown);
    }
}
