using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Cipher;
using Agents.Storage.Erasures;
using Agents.Storage.Transfer;
using Agents.TestKit.Postgres;
using Agents.TestKit.Transfer;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Agents.Storage.Postgres.Tests;

/// <summary>Copies of logs out of tables and into them.</summary>
public sealed class TransferTests(PostgresServer server) : IDisposable
{
    private static readonly MemoryScope Ada = new("tenant", "ada");
    private static readonly MemoryScope Bob = new("tenant", "bob");

    private readonly LocalKeyRing _ring = LocalKeyRing.CreateInMemory();
    private readonly List<PostgresDatabase> _databases = [];
    private readonly string _backup = Directory.CreateTempSubdirectory("agents-backup-").FullName;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private TransferContext Context => new(_ring, TimeProvider.System, (_, _) => _ => { }, AtOnce: 4);

    public void Dispose()
    {
        _databases.ForEach(database => database.Dispose());
        _ring.Dispose();
        Directory.Delete(_backup, recursive: true);
    }

    [Fact]
    public async Task A_log_of_many_pages_goes_to_another_schema_and_goes_on_there()
    {
        var from = NewSchema();
        var to = NewSchema();
        await using (var ada = await SimulatedUser.OpenAsync(from.Provider, Ada, Cancel))
        {
            for (var i = 0; i < 30; i++)
            {
                await ada.SayAsync("c", ($"m{i}", new string('x', 700)));
            }

            await ada.EraseAsync("m3");
        }

        await using (var bob = await SimulatedUser.OpenAsync(from.Provider, Bob, Cancel))
        {
            await bob.SayAsync("c", ("b", "bobs"));
        }

        var report = await MigrateAsync(from.Store, to.Store);
        Assert.Equal((2, 2, 0), (report.Logs, report.Copied, report.Failed.Count));
        Assert.Equal(await BytesAsync(from.Store), await BytesAsync(to.Store));
        Assert.Equal(2, (await MigrateAsync(from.Store, to.Store)).Unchanged);

        await using var copied = await SimulatedUser.OpenAsync(to.Provider, Ada, Cancel);
        Assert.Equal(29, copied.Live().Length);
        Assert.True(await copied.SayAsync("c", ("new", "goes on")));
        Assert.False(await copied.SayAsync("c", ("m3", "again")));
        await copied.EraseAsync("m4");
        await copied.SnapshotAsync();
    }

    [Fact]
    public async Task A_backup_beside_a_writer_takes_nothing_from_it_and_has_all_that_it_acknowledged()
    {
        var silo = NewSchema();
        await using var ada = await SimulatedUser.OpenAsync(silo.Provider, Ada, Cancel);
        await ada.SayAsync("c", ("m0", "first"));
        for (var i = 1; i <= 5; i++)
        {
            var report = await BackUpAsync(silo.Store);
            Assert.Equal((1, 0), (report.Copied, report.Failed.Count));
            Assert.Equal(1, (await BackUpAsync(silo.Store)).Unchanged);
            Assert.True(await ada.SayAsync("c", ($"m{i}", "next")));
        }

        var target = NewSchema();
        await BackUpAsync(silo.Store);
        Assert.Equal(1, (await RestoreAsync(target.Store, noNewer: true)).Copied);
        await using var again = await SimulatedUser.OpenAsync(target.Provider, Ada, Cancel);
        Assert.Equal(6, again.Live().Length);
    }

    [Fact]
    public async Task A_damaged_log_is_restored_in_place_without_what_was_erased_since()
    {
        var silo = NewSchema();
        await using (var ada = await SimulatedUser.OpenAsync(silo.Provider, Ada, Cancel))
        {
            await ada.SayAsync("c", ("a", "the secret"), ("b", "stays"));
            await BackUpAsync(silo.Store);
            await ada.EraseAsync("a");
        }

        await SqlAsync(silo, "UPDATE #.agents_heads SET header = 'no header'");
        await Assert.ThrowsAsync<LogDamagedException>(() => SimulatedUser.OpenAsync(silo.Provider, Ada, Cancel));
        await Assert.ThrowsAsync<LogDamagedException>(async () => await silo.Store.FindAsync(NameOf(Ada), Cancel));

        Assert.Single((await RestoreAsync(silo.Store)).Failed);
        Assert.Equal(1, (await RestoreAsync(silo.Store, names: [NameOf(Ada)])).Copied);

        await using var restored = await SimulatedUser.OpenAsync(silo.Provider, Ada, Cancel);
        Assert.Equal(["b"], restored.Live());
        Assert.DoesNotContain("secret", await restored.EverythingAsync(), StringComparison.Ordinal);
        Assert.False(await restored.SayAsync("c", ("a", "the secret")));
    }

    [Fact]
    public async Task A_user_who_was_deleted_since_the_backup_does_not_come_back()
    {
        var silo = NewSchema();
        await using (var ada = await SimulatedUser.OpenAsync(silo.Provider, Ada, Cancel))
        {
            await ada.SayAsync("c", ("a", "the secret"));
            await BackUpAsync(silo.Store);
            await ada.DeleteAsync();
        }

        var report = await RestoreAsync(silo.Store);
        Assert.Equal((0, 1), (report.Copied, report.Erased));
        Assert.Null(await silo.Store.FindAsync(NameOf(Ada), Cancel));
    }

    [Theory]
    [InlineData("erase")]
    [InlineData("delete")]
    public async Task Reading_a_log_that_is_erased_from_or_deleted_meanwhile_says_so(string change)
    {
        var silo = NewSchema();
        await using var ada = await SimulatedUser.OpenAsync(silo.Provider, Ada, Cancel);
        await ada.SayAsync("c", ("a", "the secret"), ("b", "stays"));
        var image = await silo.Store.ReadAsync(NameOf(Ada), Cancel);
        await (change == "erase" ? ada.EraseAsync("a") : ada.DeleteAsync());

        await Assert.ThrowsAsync<LogUnavailableException>(async () =>
        {
            await foreach (var piece in image!.Frames)
            {
                Assert.False(piece.IsEmpty);
            }
        });
        Assert.Empty((await BackUpAsync(silo.Store)).Failed);
    }

    [Fact]
    public async Task A_log_that_is_appended_to_while_it_is_read_is_read_as_it_was()
    {
        var silo = NewSchema();
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
        var silo = NewSchema();
        await using var ada = await SimulatedUser.OpenAsync(silo.Provider, Ada, Cancel);
        await ada.SayAsync("c", ("a", "first"));
        await SqlAsync(silo, "UPDATE #.agents_frames SET frame = set_byte(frame, 80, 255 - get_byte(frame, 80))");
        await Assert.ThrowsAsync<LogDamagedException>(() => BytesAsync(silo.Store));
        await SqlAsync(silo, "UPDATE #.agents_frames SET frame = set_byte(frame, 80, 255 - get_byte(frame, 80))");
        Assert.NotEmpty(await BytesAsync(silo.Store));
    }

    [Fact]
    public async Task A_copy_that_fails_half_way_leaves_the_log_that_was_there()
    {
        var silo = NewSchema();
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
        var silo = NewSchema();
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
        var silo = NewSchema();
        await using var ada = await SimulatedUser.OpenAsync(silo.Provider, Ada, Cancel);
        await ada.SayAsync("c", ("a", "first"));
        await SqlAsync(silo, "UPDATE #.agents_heads SET generation = generation + 1");
        await Assert.ThrowsAsync<LogDamagedException>(async () => await silo.Store.FindAsync(NameOf(Ada), Cancel));
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

    private static async Task<byte[]> BytesAsync(LogImage image)
    {
        using var bytes = new MemoryStream();
        await foreach (var piece in image.Frames)
        {
            bytes.Write(piece.Span);
        }

        return bytes.ToArray();
    }

    private string NameOf(MemoryScope scope) => _ring.NameOf(scope);

    private (RecordingLogProvider Provider, PostgresLogStore Store, PostgresStorageOptions Options) NewSchema()
    {
        var options = NewStorage.On(server);
        options.ReadBytes = 4096;
        var database = PostgresDatabase.Open(options, TimeProvider.System);
        _databases.Add(database);
        var store = new PostgresLogStore(database, _ring, options);
        var provider = new PostgresMemoryLogProvider(
            database, _ring, options, NullLogger<PostgresMemoryLogProvider>.Instance);
        return (new RecordingLogProvider(provider, store, _ring, TimeProvider.System), store, options);
    }

    private Task<TransferReport> MigrateAsync(ILogStore source, ILogStore target) =>
        Migration.RunAsync(Context, source, target, _ring, overwrite: false, Cancel);

    private Task<TransferReport> BackUpAsync(ILogStore store) =>
        Backup.RunAsync(Context, store, new BackupRequest(_backup, null), Cancel);

    private Task<TransferReport> RestoreAsync(ILogStore store, bool noNewer = false, HashSet<string>? names = null) =>
        Restore.RunAsync(Context, store, new RestoreRequest(_backup, [], noNewer, false, names), Cancel);

    private async Task<byte[]> BytesAsync(PostgresLogStore store) =>
        await BytesAsync((await store.ReadAsync(NameOf(Ada), Cancel))!);

    private static async Task SqlAsync(
        (RecordingLogProvider Provider, PostgresLogStore Store, PostgresStorageOptions Options) silo, string text)
    {
        await using var connection = new NpgsqlConnection(silo.Options.ConnectionString);
        await connection.OpenAsync(Cancel);
        await using var command = new NpgsqlCommand(
            text.Replace("#", silo.Options.Schema, StringComparison.Ordinal), connection);
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
