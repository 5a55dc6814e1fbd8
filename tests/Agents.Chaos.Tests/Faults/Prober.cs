using System.Diagnostics;
using Agents.Chaos.Tests.Clusters;
using Agents.Chaos.Tests.Histories;
using Agents.Client;
using Agents.Contracts;
using Agents.TestKit.Time;

namespace Agents.Chaos.Tests.Faults;

/// <summary>A user who writes twice a second, through any silo that runs, and remembers when that worked.</summary>
internal sealed class Prober(string user, SiloCluster cluster, int seed)
{
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(500);

    private readonly Session _session = new(user, "probe");
    private readonly Random _chance = new(seed);
    private readonly Lock _gate = new();
    private readonly List<(long At, int Node)> _failures = [];
    private readonly List<(long Since, TaskCompletionSource<long> Served)> _waiting = [];

    public string User => user;

    public async Task RunAsync(CancellationToken stop)
    {
        for (var number = 1; !stop.IsCancellationRequested; number++)
        {
            SiloNode[] nodes = [.. cluster.Running];
            var node = nodes[_chance.Next(nodes.Length)];
            var began = Stopwatch.GetTimestamp();
            try
            {
                await node.Client.AddAsync(RequestOf(_session.IdOf(number)), CancellationToken.None);
                Served(began);
                await RealTime.PassAsync(Rest, stop);
            }
            catch (AgentsException)
            {
                lock (_gate)
                {
                    _failures.Add((Stopwatch.GetTimestamp(), node.Index));
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>Completes with the moment at which a write ended well that began after a moment.</summary>
    public Task<long> ServedAfterAsync(long moment)
    {
        lock (_gate)
        {
            var served = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((moment, served));
            return served.Task;
        }
    }

    /// <summary>Counts the failures since a moment: at silos that lived, and at the one that was killed.</summary>
    public (int Living, int Killed) FailuresSince(long moment, int killed)
    {
        lock (_gate)
        {
            var since = _failures.Where(failure => failure.At >= moment).ToLookup(failure => failure.Node == killed);
            return (since[false].Count(), since[true].Count());
        }
    }

    private void Served(long began)
    {
        lock (_gate)
        {
            var now = Stopwatch.GetTimestamp();
            foreach (var (_, served) in _waiting.Where(waiting => waiting.Since <= began))
            {
                served.SetResult(now);
            }

            _waiting.RemoveAll(waiting => waiting.Since <= began);
        }
    }

    private AddMemoriesRequest RequestOf(string id) => new()
    {
        User = user,
        Conversation = _session.Conversation,
        Messages = [new MessageInput { Id = id, Role = MessageRoles.User, Content = Session.TextOf(id) }],
    };
}
