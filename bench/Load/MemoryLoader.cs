using Agents.Client;
using Agents.Contracts;

namespace Agents.Bench.Load;

/// <summary>Gives users memories over HTTP, and waits until their vectors are there. The same call again adds
/// nothing.</summary>
internal static class MemoryLoader
{
    private const int MessagesPerCall = 500;
    private const int UsersAtOnce = 4;

    private static readonly TimeSpan PendingPause = TimeSpan.FromMilliseconds(100);
    private static readonly DateTimeOffset FirstTime = new(2025, 1, 1, 8, 0, 0, TimeSpan.Zero);

    public static async Task LoadAsync(
        Uri server, IEnumerable<string> users, int memories, CancellationToken cancellationToken)
    {
        using var client = new AgentsClient(server);
        var parallel =
            new ParallelOptions { MaxDegreeOfParallelism = UsersAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            users.Index(),
            parallel,
            async (user, token) => await LoadUserAsync(client, user.Item, user.Index, memories, token));
    }

    private static async Task LoadUserAsync(
        AgentsClient client, string user, int seed, int memories, CancellationToken cancellationToken)
    {
        var sentences = new SentenceGenerator(seed);
        foreach (var part in Enumerable.Range(0, memories).Chunk(MessagesPerCall))
        {
            await client.AddAsync(
                new AddMemoriesRequest
                {
                    User = user,
                    Conversation = $"conversation-{part[0] / MessagesPerCall}",
                    Messages = [.. part.Select(index => new MessageInput
                    {
                        Id = $"episode-{index}",
                        Role = index % 2 == 0 ? MessageRoles.User : MessageRoles.Assistant,
                        Content = sentences.Sentence(),
                        Time = FirstTime.AddHours(index),
                    })],
                },
                cancellationToken);
        }

        while ((await client.StatsAsync(user, cancellationToken)).Pending > 0)
        {
            await Task.Delay(PendingPause, cancellationToken);
        }
    }
}
