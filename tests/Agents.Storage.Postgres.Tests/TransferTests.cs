using Agents.Memory.Log;
using Agents.Storage.Erasures;
using Agents.Storage.Transfer;
using Agents.TestKit.Conformance;
using Agents.TestKit.Postgres;
using Agents.TestKit.Transfer;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Agents.Storage.Postgres.Tests;

/// <summary>Copies of logs out of tables and into them.</summary>
public sealed class TransferTests(PostgresServer server) : SharedTransferConformance
{
    private readonly List<PostgresDatabase> _databases = [];
    private PostgresStorageOptions? _last;

    [Fact]
    public async Task A_log_that_is_appended_to_while_it_is_read_is_read_as_it_was()
    {
        var silo = NewPlace();
        await using var ada = await SimulatedUser.OpenAsync(silo.Provider, Ada, Cancel);
        await ada.SayAsync("c", ("a", "first"));
        var before = await BytesAsync(silo.Store);
        var image = await silo.Store.ReadAsync(NameOf(Ada), Cancel);
        await ada.SayAsync("c", ("b", "second"));
        Assert.Equal(before, await BytesAsync(image!));
        Assert.NotEqual(before, await BytesAsync(silo.Store));
    }

    [Fact]
    public async Task A_row_that_was_changed_by_another_hand_is_damage_and_marks_nothing()
    {
        var silo = NewPlace();
        await using var ada = await SimulatedUser.OpenAsync(silo.Provider, Ada, Cancel);
        await ada.SayAsync("c", ("a", "first"));
        await SqlAsync("UPDATE #.agents_frames SET frame = set_byte(frame, 80, 255 - get_byte(frame, 80))");
        await Assert.ThrowsAsync<LogDamagedException>(() => BytesAsync(silo.Store));
        await SqlAsync("UPDATE #.agents_frames SET frame = set_byte(frame, 80, 255 - get_byte(frame, 80))");
        Assert.NotEmpty(await BytesAsync(silo.Store));
    }

    [Fact]
    public async Task A_copy_that_fails_half_way_leaves_the_log_that_was_there()
    {
        var silo = NewPlace();
        await using (var ada = await SimulatedUser.OpenAsync(silo.Provider, Ada, Cancel))
        {
            await ada.SayAsync("c", ("a", "first"));
        }

        var before = await BytesAsync(silo.Store);
        var image = (await silo.Store.ReadAsync(NameOf(Ada), Cancel))!;
        await Assert.ThrowsAsync<LogUnavailableException>(async () =>
            await silo.Store.WriteAsync(NameOf(Ada), image with { Frames = BrokenAsync(image.Frames) }, Cancel));
        Assert.Equal(before, await BytesAsync(silo.Store));
    }

    [Fact]
    public async Task The_journal_holds_each_entry_once_however_many_there_are()
    {
        const int Entries = 1203;
        var silo = NewPlace();
        for (var i = 0; i < Entries; i++)
        {
            await silo.Store.AppendErasureAsync(BitConverter.GetBytes(i), Cancel);
        }

        await silo.Store.AppendErasureAsync(BitConverter.GetBytes(0), Cancel);
        var found = new List<int>();
        await foreach (var entry in silo.Store.ReadErasuresAsync(Cancel))
        {
            found.Add(BitConverter.ToInt32(entry.Span));
        }

        Assert.Equal(Enumerable.Range(0, Entries), found.Order());
    }

    [Fact]
    public async Task A_header_of_another_log_is_damage()
    {
        var silo = NewPlace();
        await using var ada = await SimulatedUser.OpenAsync(silo.Provider, Ada, Cancel);
        await ada.SayAsync("c", ("a", "first"));
        await SqlAsync("UPDATE #.agents_heads SET generation = generation + 1");
        await Assert.ThrowsAsync<LogDamagedException>(async () => await silo.Store.FindAsync(NameOf(Ada), Cancel));
    }

    protected override (IMemoryLogProvider Provider, ILogStore Store) NewPlace()
    {
        _last = NewStorage.On(server);
        _last.ReadBytes = 4096;
        var database = PostgresDatabase.Open(_last, TimeProvider.System);
        _databases.Add(database);
        var store = new PostgresLogStore(database, Ring, _last);
        var provider = new PostgresMemoryLogProvider(
            database, Ring, _last, NullLogger<PostgresMemoryLogProvider>.Instance);
        return (new RecordingLogProvider(provider, store, Ring, TimeProvider.System), store);
    }

    protected override Task DamageAsync(string name) =>
        SqlAsync("UPDATE #.agents_heads SET header = 'no header'");

    protected override ValueTask CloseAsync()
    {
        _databases.ForEach(database => database.Dispose());
        return ValueTask.CompletedTask;
    }

    private static async IAsyncEnumerable<ReadOnlyMemory<byte>> BrokenAsync(
        IAsyncEnumerable<ReadOnlyMemory<byte>> frames)
    {
        await foreach (var piece in frames)
        {
            yield return piece;
        }

        throw new LogUnavailableException("The source is away.", full: false);
    }

    private async Task SqlAsync(string text)
    {
        await using var connection = new NpgsqlConnection(_last!.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(
            text.Replace("#", _last.Schema, StringComparison.Ordinal), connection);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
