using System.Diagnostics;
using Agents.Bench.Hosting;
using Agents.Client;
using Agents.Contracts;

namespace Agents.Bench.Load;

/// <summary>Users with as many memories as the figures speak of, loaded once over HTTP and kept for all
/// figures.</summary>
internal sealed class DataSet
{
    public const int MemoriesPerUser = 10_000;

    private const int MessagesPerCall = 500;
    private const int UsersAtOnce = 4;

    private static readonly TimeSpan PendingPause = TimeSpan.FromMilliseconds(100);
    private static readonly DateTimeOffset FirstTime = new(2025, 1, 1, 8, 0, 0, TimeSpan.Zero);

    private DataSet(string folder, string[] users)
    {
        Folder = folder;
        Users = users;
    }

    /// <summary>Gets the data folder; one silo at a time can open it.</summary>
    public string Folder { get; }

    public IReadOnlyList<string> Users { get; }

    public static async Task<DataSet> LoadAsync(
        string folder, int users, StubServer stub, CancellationToken cancellationToken)
    {
        string[] names = [.. Enumerable.Range(0, users).Select(user => $"reader-{user:000}")];
        Console.WriteLine($"Loading {users} users of {MemoriesPerUser} memories over HTTP.");
        var started = Stopwatch.GetTimestamp();
        await using var silo = await SiloProcess.StartAsync(folder, stub.EmbeddingArguments, cancellationToken);
        using var client = new AgentsClient(silo.Address);
        var parallel =
            new ParallelOptions { MaxDegreeOfParallelism = UsersAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(
            0, users, parallel, async (user, token) => await LoadUserAsync(client, names[user], user, token));
        Console.WriteLine($"Loaded in {Stopwatch.GetElapsedTime(started).TotalSeconds:0} s, vectors included.");
        return new DataSet(folder, names);
    }

    private static async Task LoadUserAsync(
        AgentsClient client, string user, int seed, CancellationToken cancellationToken)
    {
        var sentences = new SentenceGenerator(seed);
        for (var first = 0; first < MemoriesPerUser; first += MessagesPerCall)
        {
            await client.AddAsync(
                new AddMemoriesRequest
                {
                    User = user,
                    Conversation = $"conversation-{first / MessagesPerCall}",
                    Messages = [.. Enumerable.Range(first, MessagesPerCall).Select(index => new MessageInput
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
