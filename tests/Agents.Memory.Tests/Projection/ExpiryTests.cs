using Agents.Contracts;
using Agents.Memory.Records;
using Agents.Memory.Tests.Consolidation;

namespace Agents.Memory.Tests.Projection;

/// <summary>What has expired stays out of recall, whatever else touches it.</summary>
public sealed class ExpiryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void An_item_that_has_expired_does_not_come_back_when_it_is_said_again()
    {
        var user = new TalkingUser();
        user.Say("I live in Porto.");
        var item = user.Item("home", "Porto");
        Assert.True(user.Known.TryFindRecord(item.Sequence, out var ordinal));
        user.Known.Apply(user.Script.Decide(DecisionKind.Expire, item.Sequence, expires: Noon));
        user.Known.Expire(Noon);
        Assert.False(user.Known.Index.IsVisible(ordinal));

        user.Say("I live in Porto.");
        user.Known.Expire(Noon);

        Assert.Equal(2, item.Sources.Count);
        Assert.False(user.Known.Index.IsVisible(ordinal));
        Assert.Equal(1, user.Known.Counts[MemoryKind.Profile, MemoryState.Expired]);
    }
}
