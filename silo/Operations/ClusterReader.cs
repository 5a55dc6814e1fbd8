namespace Agents.Silo.Operations;

/// <summary>Asks every silo of the cluster for its metrics, within a deadline.</summary>
/// <remarks>One reading serves all that ask within a second, so that a page that many have open costs the cluster no
/// more than one does. On one silo it works without a cluster, and from a node without grains by its client.</remarks>
internal sealed partial class ClusterReader(
    IServiceProvider services, MeterReadings own, TimeProvider clock, ILogger<ClusterReader> logger)
{
    private const int NodesMax = 256;

    private static readonly TimeSpan KeptFor = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private Task<ClusterState>? _reading;
    private long _readAt;

    /// <summary>Reads the state of the cluster, or returns that of a moment ago.</summary>
    public Task<ClusterState> ReadAsync()
    {
        lock (_lock)
        {
            if (_reading is null || (_reading.IsCompleted && clock.GetElapsedTime(_readAt) >= KeptFor))
            {
                _readAt = clock.GetTimestamp();
                _reading = ReadAllAsync();
            }

            return _reading;
        }
    }

    private async Task<ClusterState> ReadAllAsync()
    {
        var grains = services.GetRequiredService<IGrainFactory>();
        var members = await MembersAsync(grains);
        var nodes = new List<NodeState>();
        if (services.GetService<ILocalSiloDetails>() is null)
        {
            nodes.Add(NodeStates.Of("gateway", null, "active", own.Report()));
        }

        nodes.AddRange(await Task.WhenAll(members.Take(NodesMax).Select(member => ReadAsync(grains, member))));
        return new ClusterState(clock.GetUtcNow(), nodes, Math.Max(0, members.Length - NodesMax));
    }

    private async Task<MembershipEntry[]> MembersAsync(IGrainFactory grains)
    {
        try
        {
            var members = await grains.GetGrain<IManagementGrain>(0).GetDetailedHosts()
                .WaitAsync(AnswerTime, clock);
            return
            [
                .. members.Where(member => member.Status != SiloStatus.Dead)
                    .OrderBy(member => member.SiloName, StringComparer.Ordinal)
                    .ThenBy(member => member.SiloAddress),
            ];
        }
        catch (Exception error) when (error is OrleansException or TimeoutException)
        {
            LogSilent("the cluster", error.GetType().Name);
            return [];
        }
    }

    private async Task<NodeState> ReadAsync(IGrainFactory grains, MembershipEntry member)
    {
        var address = member.SiloAddress.ToParsableString();
        var status = $"{member.Status}".ToLowerInvariant();
        if (member.Status != SiloStatus.Active)
        {
            return NodeStates.Silent(member.SiloName, address, status);
        }

        try
        {
            var report = await grains.GetGrain<ISiloReportGrain>(address).ReadAsync().WaitAsync(AnswerTime, clock);
            return NodeStates.Of(member.SiloName, address, status, report);
        }
        catch (Exception error) when (error is OrleansException or TimeoutException)
        {
            LogSilent(address, error.GetType().Name);
            return NodeStates.Silent(member.SiloName, address, status);
        }
    }

    [LoggerMessage(LogLevel.Debug, "The operator page goes on without {Node}: {Reason}.")]
    private partial void LogSilent(string node, string reason);
}
