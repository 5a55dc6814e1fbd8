using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using Agents.Contracts;
using Agents.TestKit.Processes;

namespace Agents.Silo.Tests.Chaos;

/// <summary>Kills the silo under concurrent writes and asks afterwards for what was acknowledged.</summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int Users = 4;
    private const int Writers = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _data = Directory.CreateTempSubdirectory("agents-kill-").FullName;

    [Fact]
    public Task What_was_acknowledged_survives_three_kills() => KillAsync(rounds: 3, seed: 20260501);

    [Fact(Explicit = true)]
    [Trait("Category", "Chaos")]
    public Task What_was_acknowledged_survives_fifty_kills() => KillAsync(
        rounds: int.TryParse(Environment.GetEnvironmentVariable("CHAOS_ROUNDS"), out var rounds) ? rounds : 50,
        seed: int.TryParse(Environment.GetEnvironmentVariable("CHAOS_SEED"), out var seed)
            ? seed
            : (int)(Stopwatch.GetTimestamp() % int.MaxValue));

    public void Dispose() => Directory.Delete(_data, recursive: true);

    private async Task KillAsync(int rounds, int seed)
    {
        output.WriteLine($"seed {seed} (repeat with CHAOS_SEED={seed}), {rounds} kills");
        var chance = new Random(seed);
        var history = new History();
        await using var stub = await StubEmbeddings.StartAsync(TestContext.Current.CancellationToken);
        for (var round = 0; round < rounds; round++)
        {
            await using var silo = await SiloProcess.StartAsync(
                _data, stub.Arguments, TestContext.Current.CancellationToken);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            var moment = history.NextAcknowledgements(chance.Next(1, 120));
            var writers = Enumerable.Range(0, Writers)
                .Select(writer => WriteAsync(silo.Address, history, round, writer, stop.Token))
                .ToArray();

            // After a random number of acknowledgements, while every writer is somewhere in its next write.
            await moment.WaitAsync(Patience, TestContext.Current.CancellationToken);
            await silo.KillAsync();
            await stop.CancelAsync();
            await Task.WhenAll(writers);
        }

        await using var last = await SiloProcess.StartAsync(
            _data, stub.Arguments, TestContext.Current.CancellationToken);
        output.WriteLine($"{history.Acknowledged.Count} acknowledged, {history.Attempted.Count} attempted");
        await CheckAsync(last.Address, history);
    }

    private static async Task WriteAsync(Uri address, History history, int round, int writer, CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = address };
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            // Now and then an id whose fate is unknown is sent again: it must take effect once.
            var id = i % 5 == 4 && history.Unknown.TryTake(out var unknown) ? unknown : $"r{round}-w{writer}-{i}";
            history.Attempted[id] = 0;
            try
            {
                using var answer = await http.PostAsJsonAsync("v1/memories", Turn(id), AgentsJson.Options, stop);
                answer.EnsureSuccessStatusCode();
                history.Acknowledge(id);
            }
            catch (Exception error) when (error is HttpRequestException or OperationCanceledException or IOException)
            {
                history.Unknown.Add(id);
                if (error is HttpRequestException { StatusCode: null })
                {
                    return;
                }
            }
        }
    }

    private static AddMemoriesRequest Turn(string id) => new()
    {
        User = UserOf(id),
        Conversation = "chaos",
        Messages = [new MessageInput { Id = id, Role = MessageRoles.User, Content = TextOf(id) }],
    };

    private static string UserOf(string id) => $"user-{id.Sum(c => c) % Users}";

    private static string TextOf(string id) =>
        $"The content of {id} is {string.Concat(Enumerable.Repeat(id, 1 + (id.Length % 7)))}.";

    private static async Task CheckAsync(Uri address, History history)
    {
        using var http = new HttpClient { BaseAddress = address };
        var found = new HashSet<string>();
        for (var user = 0; user < Users; user++)
        {
            string? cursor = null;
            do
            {
                var page = await http.GetFromJsonAsync<ListResponse>(
                    $"v1/memories?user=user-{user}&limit=1000{(cursor is null ? "" : $"&cursor={cursor}")}",
                    AgentsJson.Options,
                    TestContext.Current.CancellationToken);
                foreach (var item in page!.Items)
                {
                    Assert.True(found.Add(item.Id), $"{item.Id} is there twice");
                    Assert.Equal($"user-{user}", UserOf(item.Id));
                    Assert.Equal(TextOf(item.Id), item.Text);
                }

                cursor = page.Next;
            }
            while (cursor is not null);
        }

        Assert.Empty(history.Acknowledged.Keys.Except(found));
        Assert.Empty(found.Except(history.Attempted.Keys));
        Assert.NotEmpty(history.Acknowledged);
    }

    /// <summary>What was sent, what was acknowledged, and what may or may not have happened.</summary>
    private sealed class History
    {
        private readonly Lock _gate = new();
        private TaskCompletionSource _reached = new();
        private int _left;

        public ConcurrentDictionary<string, byte> Attempted { get; } = new();

        public ConcurrentDictionary<string, byte> Acknowledged { get; } = new();

        public ConcurrentBag<string> Unknown { get; } = [];

        /// <summary>Completes when that many more writes are acknowledged.</summary>
        public Task NextAcknowledgements(int count)
        {
            lock (_gate)
            {
                _left = count;
                _reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                return _reached.Task;
            }
        }

        public void Acknowledge(string id)
        {
            Acknowledged[id] = 0;
            lock (_gate)
            {
                if (--_left == 0)
                {
                    _reached.TrySetResult();
                }
            }
        }
    }
}
