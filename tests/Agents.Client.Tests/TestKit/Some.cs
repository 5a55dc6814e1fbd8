using Agents.Contracts;

namespace Agents.Client.Tests.TestKit;

/// <summary>Values that a test needs and does not care about.</summary>
internal static class Some
{
    public static AddMemoriesRequest Request(params string?[] ids) => new()
    {
        User = "ada",
        Messages =
            [.. ids.Select(id => new MessageInput { Id = id, Role = MessageRoles.User, Content = $"text of {id}" })],
    };

    public static AddMemoriesResponse Receipts { get; } = new([new EpisodeReceipt("m1", 1)]);

    public static MemoryItem Item(string id) => new()
    {
        Id = id,
        Kind = MemoryKind.Episode,
        Text = $"text of {id}",
        Author = "Ada",
        Role = MessageRoles.User,
        Time = DateTimeOffset.UnixEpoch,
        RecordedAt = DateTimeOffset.UnixEpoch,
        State = MemoryState.Active,
        Pinned = false,
        Evidence = true,
        Position = 1,
    };
}
