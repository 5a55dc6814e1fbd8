using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;

namespace Agents.Silo.Clustering;

/// <summary>Declares a silo dead whose process has ended, as soon as its connections break.</summary>
/// <remarks>
/// <para>
/// Probes need some seconds to find that out, and its users wait as long. But where a connection breaks and the next
/// one is refused, the machine lives and the process does not. Whoever says nothing at all, frozen or behind a network
/// that is down, is left to the probes and their votes.
/// </para>
/// <para>
/// A firewall may refuse as well, for a silo that it cuts off. So nobody is declared dead by a silo that no other one
/// accepts: that is the one which was cut off. Whoever is declared dead and lives finds the storage closed, as after
/// any vote.
/// </para>
/// </remarks>
internal sealed partial class CrashDetector(
    IClusterMembershipService membership,
    ILocalSiloDetails self,
    Func<IPEndPoint, CancellationToken, Task<SocketError>> connect,
    TimeProvider clock,
    ILogger<CrashDetector> logger)
{
    private const int WitnessesMax = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Looks after each connection to a silo when it has ended.</summary>
    public void Watch(IConnectionBuilder connection) => connection.Use(next => async context =>
    {
        try
        {
            await next(context);
        }
        finally
        {
            // Not awaited: the end of a connection waits for nobody.
            _ = LookAsync(context.RemoteEndPoint);
        }
    });

    /// <summary>Opens a connection and closes it; tells how that went.</summary>
    public static async Task<SocketError> ConnectAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(address, cancellationToken);
            return SocketError.Success;
        }
        catch (SocketException error)
        {
            return error.SocketErrorCode;
        }
        catch (OperationCanceledException)
        {
            return SocketError.TimedOut;
        }
    }

    /// <summary>Looks whether anybody listens where a connection has ended, and declares who did dead if not.</summary>
    internal async Task LookAsync(EndPoint? address)
    {
        try
        {
            if (Others(member => member.SiloAddress.Endpoint.Equals(address)) is not [var silo]
                || await TryAsync(silo) != SocketError.ConnectionRefused)
            {
                return;
            }

            // Once more: it is the end of a process for good, and not of its listener for a moment.
            await Task.Delay(Pause, clock);
            if (await TryAsync(silo) == SocketError.ConnectionRefused
                && await IsAcceptedElsewhereAsync(silo)
                && await membership.TryKill(silo))
            {
                LogCrashed(silo);
            }
        }
#pragma warning disable CA1031 // The probes find what is missed here; a fault must not end the process.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogFailed(error);
        }
    }

    private async Task<bool> IsAcceptedElsewhereAsync(SiloAddress silo)
    {
        var witnesses = Others(member => !member.SiloAddress.Equals(silo)).Take(WitnessesMax);
        var answers = await Task.WhenAll(witnesses.Select(TryAsync));
        return answers.Contains(SocketError.Success);
    }

    private async Task<SocketError> TryAsync(SiloAddress silo)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        return await connect(silo.Endpoint, limit.Token);
    }

    private SiloAddress[] Others(Func<ClusterMember, bool> isMeant) =>
    [
        .. membership.CurrentSnapshot.Members.Values
            .Where(member => member.Status == SiloStatus.Active && !member.SiloAddress.Equals(self.SiloAddress))
            .Where(isMeant)
            .Select(member => member.SiloAddress),
    ];

    [LoggerMessage(LogLevel.Warning, "Nobody listens at {Silo} any more: its process has ended, and its users are "
        + "opened elsewhere.")]
    private partial void LogCrashed(SiloAddress silo);

    [LoggerMessage(LogLevel.Warning, "Whether a silo whose connection broke has ended cannot be told.")]
    private partial void LogFailed(Exception error);
}
