using System.Diagnostics;
using System.Globalization;
using Agents.Chaos.Tests.Clusters;
using Agents.Chaos.Tests.Histories;
using Agents.Client;
using Agents.Contracts;
using Agents.TestKit.Time;

namespace Agents.Chaos.Tests.Workloads;

/// <summary>One client: makes one call after the other in conversations of its own.</summary>
internal sealed class WorkloadClient(Workload workload, IEnumerable<Session> sessions, Random chance)
{
    private const double PausedShare = 0.05;
    private const double ListShare = 0.1;

    private static readonly TimeSpan RestMost = TimeSpan.FromMilliseconds(100);

    private readonly Talk[] _talks = [.. sessions.Select(session => new Talk(session))];

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var talk = _talks[chance.Next(_talks.Length)];
            var reads = talk.Pending is null && talk.Known.Count > 0
                && chance.NextDouble() < workload.Plan.ReadShare;
            if (!await (reads ? ReadAsync(talk) : WriteAsync(talk)))
            {
                // Who was refused comes back a little later, as clients do.
                await RestAsync(stop);
            }
        }
    }

    private async Task<bool> WriteAsync(Talk talk)
    {
        var session = talk.Session;
        var ids = talk.Pending ?? talk.Next(chance.Next(1, workload.Plan.BatchMax + 1));
        workload.Checker.Invoke(session, ids);
        var node = Choose(session);
        var began = Stopwatch.GetTimestamp();
        try
        {
            var answer = await node.Client.AddAsync(RequestOf(session, ids), CancellationToken.None);
            workload.Checker.Acknowledge(session, answer.Episodes);
            workload.Note($"{ids[0]} +{ids.Count} by {node.Index}: ok at {answer.Episodes[0].Position}");
            workload.Tally.Succeeded("write");
            workload.Tally.Acknowledged(node.Index, began);
            talk.Known.AddRange(ids);
            talk.Pending = null;
            workload.Progress.Add(ids.Count);
            return true;
        }
        catch (AgentsException error)
        {
            workload.Note($"{ids[0]} +{ids.Count} by {node.Index}: {error.Code} {error.Message}");
            workload.Tally.Failed("write", error);

            // Its fate is unknown. Mostly the same call is made again, elsewhere perhaps; else nobody ever knows.
            talk.Pending = chance.NextDouble() < workload.Plan.ForgottenShare ? null : ids;
            return false;
        }
    }

    private async Task<bool> ReadAsync(Talk talk)
    {
        var session = talk.Session;
        var node = Choose(session);
        var lists = chance.NextDouble() < ListShare;
        var id = talk.Known[^Math.Min(talk.Known.Count, chance.Next(1, 50))];
        var begun = workload.Checker.Begin(session);
        try
        {
            if (lists)
            {
                workload.Checker.Listed(session, begun, await Reads.ListAsync(node.Client, session));
            }
            else
            {
                workload.Checker.Sought(session, id, await Reads.SeekAsync(node.Client, session, id));
            }

            workload.Note($"{(lists ? $"{session.User}.{session.Conversation}" : id)} read by {node.Index}: ok");
            workload.Tally.Succeeded(lists ? "list" : "search");
            return true;
        }
        catch (AgentsException error)
        {
            workload.Note($"{id} read by {node.Index}: {error.Code} {error.Message}");
            workload.Tally.Failed(lists ? "list" : "search", error);
            return false;
        }
    }

    /// <summary>Chooses a node as a load balancer does, which knows who is down and not yet who is frozen.</summary>
    private SiloNode Choose(Session session)
    {
        var nodes = workload.Cluster.Nodes;
        var home = nodes[int.Parse(session.User.AsSpan(1), CultureInfo.InvariantCulture) % nodes.Count];
        if (home.State == NodeState.Running && chance.NextDouble() < workload.Plan.HomeShare)
        {
            return home;
        }

        var wanted = chance.NextDouble() < PausedShare ? NodeState.Paused : NodeState.Running;
        SiloNode[] those = [.. nodes.Where(node => node.State == wanted)];
        return those.Length > 0 ? those[chance.Next(those.Length)] : nodes[chance.Next(nodes.Count)];
    }

    private async Task RestAsync(CancellationToken stop)
    {
        try
        {
            await RealTime.PassAsync(RestMost * chance.NextDouble(), stop);
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    private static AddMemoriesRequest RequestOf(Session session, IReadOnlyList<string> ids) => new()
    {
        User = session.User,
        Conversation = session.Conversation,
        Messages =
        [
            .. ids.Select(id => new MessageInput
            {
                Id = id,
                Role = MessageRoles.User,
                Content = Session.TextOf(id),
            }),
        ],
    };

    /// <summary>A session with what its client knows of it.</summary>
    private sealed class Talk(Session session)
    {
        private int _last;

        public Session Session => session;

        /// <summary>Gets or sets the call of unknown fate that is made again.</summary>
        public IReadOnlyList<string>? Pending { get; set; }

        public List<string> Known { get; } = [];

        public IReadOnlyList<string> Next(int count) =>
            [.. Enumerable.Range(0, count).Select(_ => session.IdOf(++_last))];
    }
}
