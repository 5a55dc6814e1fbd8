using Agents.Chaos.Tests.Clusters;
using Agents.Chaos.Tests.Histories;
using Agents.Chaos.Tests.Workloads;
using Agents.Client;
using Agents.Contracts;
using Agents.TestKit.Time;

namespace Agents.Chaos.Tests.Faults;

/// <summary>
/// One silo frozen while it has users, who are then written to by another silo. Each user is a trial: the silo goes on
/// with a write of that user in its hands, and holds a log that was taken from it.
/// </summary>
internal sealed class ZombieTrials(HistoryChecker checker)
{
    private const int TriesMax = 400;
    private const int EarlyMax = 3;

    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan SuicideLimit = TimeSpan.FromSeconds(60);

    private readonly List<Violation> _violations = [];

    /// <summary>Gets how many writes of the zombie were refused, or died with it.</summary>
    public int Refused { get; private set; }

    /// <summary>Gets how many were acknowledged before the silo was frozen or before the other one took the
    /// user.</summary>
    public int Earlier { get; private set; }

    /// <summary>Gets how many were taken after the silo had opened the log again, behind all that the other one had
    /// written: it was no zombie any more.</summary>
    public int Reopened { get; private set; }

    /// <summary>Gets how many were passed on to the silo that has the user now.</summary>
    public int PassedOn { get; private set; }

    /// <summary>Gets how many reached a silo that had lost the user. How they ended is chance: a node that is quick to
    /// notice asks the new silo instead, or opens the log again, before its caller is refused.</summary>
    public int Tried => Refused + Reopened + PassedOn;

    /// <summary>Gets how many silos ended by themselves when they went on.</summary>
    public int Suicides { get; private set; }

    public IReadOnlyList<Violation> Violations => [.. _violations, .. checker.Violations];

    public void Add(ZombieTrials other)
    {
        Refused += other.Refused;
        Earlier += other.Earlier;
        Reopened += other.Reopened;
        PassedOn += other.PassedOn;
        Suicides += other.Suicides;
        _violations.AddRange(other.Violations);
    }

    public override string ToString() =>
        $"{Refused} writes of a zombie refused, {Earlier} came before it was one, {PassedOn} passed on to the new "
        + $"silo, {Reopened} after it had read the log again; {Suicides} silos ended by themselves; "
        + $"{Violations.Count} violations";

    /// <summary>Two silos that know nothing of each other.</summary>
    public static async Task<ZombieTrials> AloneAsync(
        SiloCluster cluster, int users, int round, CancellationToken cancellationToken)
    {
        var trials = new ZombieTrials(new HistoryChecker());
        var all = Trial.Of(round, users);
        var (zombie, other) = (cluster.Nodes[round % 2], cluster.Nodes[(round + 1) % 2]);
        await trials.OwnAsync(all, [zombie], cancellationToken);
        await zombie.PauseAsync();
        await trials.TakeAsync(all, [other], cancellationToken);
        trials.Send(all, zombie);
        await zombie.ResumeAsync();
        await trials.JudgeAsync(all, mayPassOn: false);
        await trials.FinishAsync(all, [other], cancellationToken);
        return trials;
    }

    /// <summary>Three silos, one of which is frozen until the others have voted it dead.</summary>
    public static async Task<ZombieTrials> VotedDeadAsync(
        SiloCluster cluster, int users, int round, CancellationToken cancellationToken)
    {
        var trials = new ZombieTrials(new HistoryChecker());
        var all = Trial.Of(round, users);
        var zombie = cluster.Nodes[round % cluster.Nodes.Count];
        SiloNode[] others = [.. cluster.Nodes.Where(node => node != zombie)];

        // Users are placed near who asks first, so that most of these live on the silo that is frozen.
        await trials.OwnAsync(all, [zombie], cancellationToken);
        trials.Send(all, zombie);
        await zombie.PauseAsync();
        await trials.TakeAsync(all, others, cancellationToken);
        trials.Send(all, zombie);
        await zombie.ResumeAsync();
        await trials.JudgeAsync(all, mayPassOn: true);
        await trials.FinishAsync(all, others, cancellationToken);

        // Where nobody missed it for long enough, as when its users lived elsewhere, it was no zombie and goes on.
        trials.Suicides = await Nemesis.SettleAsync(zombie, SuicideLimit, cancellationToken) ? 1 : 0;
        return trials;
    }

    /// <summary>Lets a silo open the users' logs, and waits until nothing of its own accord is left to write.</summary>
    private async Task OwnAsync(Trial[] trials, SiloNode[] nodes, CancellationToken cancellationToken)
    {
        for (var early = 0; early < EarlyMax; early++)
        {
            await Task.WhenAll(trials.Select(trial => WriteAsync(trial, nodes, cancellationToken)));
        }

        foreach (var trial in trials)
        {
            await Until.IsSoAsync(async () =>
            {
                var stats = await nodes[0].Client.StatsAsync(trial.Session.User, cancellationToken);
                await RealTime.PassAsync(stats.Pending > 0 ? Rest : TimeSpan.Zero, cancellationToken);
                return stats.Pending == 0;
            });
        }
    }

    /// <summary>Writes by another silo until it is taken, which is the moment from which on the first one is a
    /// zombie.</summary>
    private async Task TakeAsync(Trial[] trials, SiloNode[] nodes, CancellationToken cancellationToken) =>
        await Task.WhenAll(trials.Select(async trial =>
            trial.TakenAt = await WriteAsync(trial, nodes, cancellationToken)));

    /// <summary>Sends a write of each user to the silo. What is sent while it is frozen lies before it when it goes
    /// on.</summary>
    private void Send(Trial[] trials, SiloNode zombie)
    {
        foreach (var trial in trials)
        {
            trial.Stale.Add(TryAsync(trial, zombie));
        }
    }

    private async Task<long> WriteAsync(Trial trial, SiloNode[] nodes, CancellationToken cancellationToken)
    {
        var id = trial.Next();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await SendAsync(trial, id, nodes[attempt % nodes.Length], cancellationToken);
            }
            catch (AgentsException error) when (error.IsTransient && attempt < TriesMax)
            {
                await RealTime.PassAsync(Rest, cancellationToken);
            }
        }
    }

    /// <returns>The place that a write was given; null where it was refused or died with the silo.</returns>
    private async Task<long?> TryAsync(Trial trial, SiloNode node)
    {
        try
        {
            return await SendAsync(trial, trial.Next(), node, CancellationToken.None);
        }
        catch (AgentsException error) when (error.IsTransient)
        {
            return null;
        }
    }

    private async Task<long> SendAsync(Trial trial, string id, SiloNode node, CancellationToken cancellationToken)
    {
        checker.Invoke(trial.Session, [id]);
        var request = new AddMemoriesRequest
        {
            User = trial.Session.User,
            Conversation = trial.Session.Conversation,
            Messages = [new MessageInput { Id = id, Role = MessageRoles.User, Content = Session.TextOf(id) }],
        };
        var answer = await node.Client.AddAsync(request, cancellationToken);
        checker.Acknowledge(trial.Session, answer.Episodes);
        return answer.Episodes[0].Position;
    }

    /// <remarks>A place before that of the other silo's write was given before the user was taken. One behind it is the
    /// new silo's, or the zombie has opened the log again: its own old log would have given a place that is
    /// taken.</remarks>
    private async Task JudgeAsync(Trial[] trials, bool mayPassOn)
    {
        foreach (var (trial, stale) in trials.SelectMany(trial => trial.Stale.Select(stale => (trial, stale))))
        {
            switch (await stale)
            {
                case null:
                    Refused++;
                    break;
                case { } place when place < trial.TakenAt:
                    Earlier++;
                    break;
                case { } when mayPassOn:
                    PassedOn++;
                    break;
                default:
                    Reopened++;
                    break;
            }
        }
    }

    /// <summary>The silo that has the users goes on writing, and all of them have what was acknowledged.</summary>
    private async Task FinishAsync(Trial[] trials, SiloNode[] nodes, CancellationToken cancellationToken)
    {
        await Task.WhenAll(trials.Select(trial => WriteAsync(trial, nodes, cancellationToken)));
        foreach (var trial in trials)
        {
            checker.Final(
                trial.Session.User, await Reads.AllAsync(nodes, trial.Session.User, cancellationToken));
        }
    }

    private sealed class Trial(Session session)
    {
        private int _last;

        public Session Session => session;

        /// <summary>Gets the zombie's writes.</summary>
        public List<Task<long?>> Stale { get; } = [];

        /// <summary>Gets or sets the place of the other silo's write.</summary>
        public long TakenAt { get; set; }

        public static Trial[] Of(int round, int users) =>
            [.. Enumerable.Range(0, users).Select(user => new Trial(new Session($"r{round}u{user:000}", "c0")))];

        public string Next() => session.IdOf(Interlocked.Increment(ref _last));
    }
}
