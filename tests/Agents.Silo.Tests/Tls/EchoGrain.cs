using Orleans.Placement;

namespace Agents.Silo.Tests.Tls;

/// <summary>Lies anywhere: by load, all could lie on one silo.</summary>
[RandomPlacement]
public sealed class EchoGrain(ILocalSiloDetails silo) : Grain, IEchoGrain
{
    public Task<string> EchoAsync(string text) => Task.FromResult(text);

    public Task<string> WhereAsync() => Task.FromResult(silo.SiloAddress.ToParsableString());

    public Task<string> RelayAsync(long other, string text) =>
        GrainFactory.GetGrain<IEchoGrain>(other).EchoAsync(text);
}
