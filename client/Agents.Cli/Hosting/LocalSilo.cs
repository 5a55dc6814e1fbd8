using Agents.Silo;

namespace Agents.Cli.Hosting;

/// <summary>Hosts the real silo.</summary>
internal sealed class LocalSilo : ILocalSilo
{
    private readonly SiloHost _host;

    private LocalSilo(SiloHost host) => _host = host;

    public Uri Address => _host.Address;

    public static async Task<ILocalSilo> StartAsync(IReadOnlyList<string> args, CancellationToken cancellationToken) =>
        new LocalSilo(await SiloHost.StartAsync([.. args], cancellationToken));

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
