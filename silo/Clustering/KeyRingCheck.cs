using Agents.Grains.Abstractions;
using Agents.Silo.Configuration;

namespace Agents.Silo.Clustering;

/// <summary>Asks a node that owns users how it names them, and refuses to serve where this one names them
/// otherwise.</summary>
/// <remarks>With another key ring every call of a user would go to a grain of nobody, which refuses it. A node that
/// opens the logs finds that by its storage; one that opens none has nobody else to ask.</remarks>
internal sealed partial class KeyRingCheck(
    IGrainFactory grains, IScopeKeys keys, TimeProvider clock, ILogger<KeyRingCheck> logger)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>Waits for the answer of a node that owns users.</summary>
    /// <exception cref="StartupException">It has another key ring.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var grain = grains.GetGrain<IScopeKeysGrain>(0);
        while (true)
        {
            try
            {
                var theirs = await grain.ProbeAsync().WaitAsync(cancellationToken);
                if (theirs == keys.KeyOf(ScopeKeysProbe.Scope))
                {
                    return;
                }

                throw new StartupException(
                    "The key ring of this node is not the one of the memory nodes, and names every user otherwise: "
                    + "give it a copy of theirs, in --data or where KeyRingFile of the storage's section names it.");
            }
            catch (Exception error) when (error is OrleansException or TimeoutException)
            {
                LogWaiting(error);
            }
            catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
            {
                // The search for a silo, which has died. Nobody asked this node to stop.
                LogWaiting(error);
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Debug, "No memory node answers yet; it is asked again.")]
    private partial void LogWaiting(Exception error);
}
