using Agents.Memory.Log;
using Agents.TestKit.Conformance;
using Agents.TestKit.Postgres;

namespace Agents.Storage.Postgres.Tests;

public sealed class SharedLogTests(PostgresServer server) : SharedLogConformance<PostgresMemoryLogProvider>
{
    private static readonly PostgresFault[] Faults =
        [PostgresFault.BeforeRequest, PostgresFault.AfterRequest, PostgresFault.Busy];

    private readonly Processes _processes = new(server);

    protected override IKeyRing Keys => _processes.Ring;

    public override ValueTask DisposeAsync() => _processes.DisposeAsync();

    protected override PostgresMemoryLogProvider NewProcess() => _processes.NewProcess().Provider;

    protected override PostgresMemoryLogProvider NewLossyProcess(Random chance)
    {
        var (provider, proxy) = _processes.NewProcess();
        proxy.Fails = _ => FaultOf(chance, Faults);
        return provider;
    }

    protected override Task<List<string>> StoredAsync() => _processes.RowsAsync();

    private sealed class Processes(PostgresServer server) : PostgresLogFixture(server);
}
