using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Json;
using Agents.Contracts;
using Agents.TestKit.Time;

namespace Agents.Silo.Tests.Clustering;

/// <summary>Users who write a few times a second to one address, and remember what they were told.</summary>
internal sealed class Traffic : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // Without it they take all of the machine, and what is measured is how slow it is then.
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(400);

    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _http;
    private readonly Task[] _users;
    private readonly ConcurrentDictionary<string, byte> _acknowledged = new();
    private readonly ConcurrentBag<string> _failures = [];
    private readonly ConcurrentBag<TimeSpan> _gaps = [];
    private readonly Lock _gate = new();
    private readonly HashSet<int> _awaited = [];
    private TaskCompletionSource _everyone = new();

    private Traffic(Uri address, int users)
    {
        _http = new HttpClient { BaseAddress = address, Timeout = Patience };
        _users = [.. Enumerable.Range(0, users).Select(user => WriteAsync(user, _stop.Token))];
    }

    /// <summary>Gets the answers that were no success, and what broke off.</summary>
    public IReadOnlyCollection<string> Failures => _failures;

    public int Acknowledged => _acknowledged.Count;

    /// <summary>Gets the longest time that a user waited for an acknowledgement.</summary>
    public TimeSpan LongestGap => _gaps.DefaultIfEmpty().Max();

    public static Traffic Start(Uri address, int users) => new(address, users);

    /// <summary>Waits until every user has been acknowledged again.</summary>
    public Task EveryoneAsync()
    {
        lock (_gate)
        {
            _awaited.UnionWith(Enumerable.Range(0, _users.Length));
            _everyone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _everyone.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Ends it, and asks for everything that was acknowledged.</summary>
    /// <returns>What is missing.</returns>
    public async Task<IReadOnlyCollection<string>> EndAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_users);
        var found = new HashSet<string>(StringComparer.Ordinal);
        for (var user = 0; user < _users.Length; user++)
        {
            string? cursor = null;
            do
            {
                var page = await _http.GetFromJsonAsync<ListResponse>(
                    $"v1/memories?user=user-{user}&limit=1000{(cursor is null ? "" : $"&cursor={cursor}")}",
                    AgentsJson.Options,
                    TestContext.Current.CancellationToken);
                foreach (var item in page!.Items)
                {
                    Assert.True(found.Add(item.Id) || item.Kind != MemoryKind.Episode, $"{item.Id} is there twice");
                }

                cursor = page.Next;
            }
            while (cursor is not null);
        }

        return [.. _acknowledged.Keys.Except(found)];
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_users);
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task WriteAsync(int user, CancellationToken stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            var began = Stopwatch.GetTimestamp();
            var id = $"u{user}-{i}";
            while (!await TryAsync(user, id) && !stop.IsCancellationRequested)
            {
                // The same turn again, at once: the time without an acknowledgement is what is looked for.
            }

            _gaps.Add(Stopwatch.GetElapsedTime(began));
            Hear(user);
            await RealTime.PassAsync(Rest, CancellationToken.None);
        }
    }

    private void Hear(int user)
    {
        lock (_gate)
        {
            if (_awaited.Remove(user) && _awaited.Count == 0)
            {
                _everyone.TrySetResult();
            }
        }
    }

    private async Task<bool> TryAsync(int user, string id)
    {
        var turn = new AddMemoriesRequest
        {
            User = $"user-{user}",
            Messages = [new MessageInput { Id = id, Role = MessageRoles.User, Content = $"This is {id}." }],
        };
        try
        {
            using var answer = await _http.PostAsJsonAsync(
                "v1/memories", turn, AgentsJson.Options, CancellationToken.None);
            if (answer.IsSuccessStatusCode)
            {
                _acknowledged[id] = 0;
                return true;
            }

            _failures.Add($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(CancellationToken.None)}");
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            _failures.Add(error.Message);
        }

        return false;
    }
}
