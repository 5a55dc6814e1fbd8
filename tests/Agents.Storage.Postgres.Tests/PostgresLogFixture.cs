using System.Globalization;
using Agents.Memory.Log;
using Agents.Storage.Cipher;
using Agents.TestKit.Conformance;
using Agents.TestKit.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Agents.Storage.Postgres.Tests;

/// <summary>One schema, and as many processes over it as a test asks for.</summary>
public abstract class PostgresLogFixture(PostgresServer server) : MemoryLogFixture<PostgresMemoryLogProvider>
{
    private readonly List<PostgresDatabase> _databases = [];
    private readonly List<PostgresProxy> _proxies = [];
    private PostgresMemoryLogProvider? _provider;

    /// <summary>Gets the options of every process; to be changed before the first one.</summary>
    protected PostgresStorageOptions Options { get; } = NewStorage.On(server);

    /// <summary>Gets a process without faults.</summary>
    protected override PostgresMemoryLogProvider Provider => _provider ??= NewProcess().Provider;

    protected override IKeyRing Keys => Ring;

    internal LocalKeyRing Ring { get; } = LocalKeyRing.CreateInMemory();

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        foreach (var database in _databases)
        {
            database.Dispose();
        }

        foreach (var proxy in _proxies)
        {
            await proxy.DisposeAsync();
        }

        Ring.Dispose();
    }

    protected internal (PostgresMemoryLogProvider Provider, PostgresProxy Proxy) NewProcess(IKeyRing? ring = null)
    {
        var proxy = new PostgresProxy(server.Port);
        _proxies.Add(proxy);
        var options = NewStorage.Through(proxy, server, Options);
        var database = PostgresDatabase.Open(options, TimeProvider.System);
        _databases.Add(database);
        var provider = new PostgresMemoryLogProvider(
            database, ring ?? Ring, options, NullLogger<PostgresMemoryLogProvider>.Instance);
        return (provider, proxy);
    }

    /// <summary>A group whose one frame has so many bytes.</summary>
    protected static NewFrame[] Padded(string text, int bytes) =>
        [new NewFrame(FrameType.Episode, Bytes(text.PadRight(bytes, '.')))];

    /// <summary>Reads what a new process finds, each text without its padding.</summary>
    protected async Task<List<string>> FoundAsync()
    {
        await using var log = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        return [.. (await TextsAsync(log)).Select(text => text.TrimEnd('.'))];
    }

    /// <summary>Runs a statement beside the processes; <c>#</c> stands for the schema.</summary>
    /// <returns>The rows, each one's values joined.</returns>
    protected async Task<List<string>> SqlAsync(string text, params object[] values)
    {
        await using var connection = new NpgsqlConnection(Options.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(
            text.Replace("#", Options.Schema, StringComparison.Ordinal), connection);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        var rows = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(Cancel);
        while (await reader.ReadAsync(Cancel))
        {
            rows.Add(string.Join('|', Enumerable.Range(0, reader.FieldCount).Select(i => Shown(reader.GetValue(i)))));
        }

        return rows;

        static string? Shown(object value) => value is byte[] bytes
            ? Convert.ToHexStringLower(bytes)
            : Convert.ToString(value, CultureInfo.InvariantCulture);
    }

    /// <summary>Every row of every table, as text.</summary>
    protected internal async Task<List<string>> RowsAsync()
    {
        var rows = new List<string>();
        foreach (var table in new[] { "agents_heads", "agents_frames", "agents_snapshots" })
        {
            rows.AddRange((await SqlAsync($"SELECT * FROM #.{table}")).Select(row => $"{table}|{row}"));
        }

        rows.Sort(StringComparer.Ordinal);
        return rows;
    }
}
