using Agents.Memory.Log;
using Agents.Storage.Files;
using Agents.TestKit.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agents.Storage.Postgres.Tests;

/// <summary>How the tables come to be, and who may use them.</summary>
public sealed class SchemaTests(PostgresServer server) : PostgresLogFixture(server)
{
    [Fact]
    public async Task Of_many_processes_that_start_at_once_one_creates_the_tables()
    {
        Options.ConnectionsMax = 1;
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Open().Dispose(), Cancel)));
        Assert.Equal([$"{PostgresSchema.Version}"], await SqlAsync("SELECT version FROM #.agents_schema"));
    }

    [Fact]
    public async Task Tables_of_a_later_version_are_refused_and_left_alone()
    {
        Open().Dispose();
        await SqlAsync("UPDATE #.agents_schema SET version = 99");
        var error = Assert.Throws<DataFolderException>(Open);
        Assert.Contains("have version 99, and this program knows version 2", error.Message, StringComparison.Ordinal);
        Assert.Equal(["99"], await SqlAsync("SELECT version FROM #.agents_schema"));
    }

    [Fact]
    public async Task Tables_of_an_earlier_version_get_what_they_lack_and_keep_their_logs()
    {
        await using (var log = await Provider.OpenAsync(Ada, Cancel))
        {
            await log.AppendAsync(0, Group("one"), Cancel);
        }

        await SqlAsync("DROP TABLE #.agents_erasures");
        await SqlAsync("UPDATE #.agents_schema SET version = 1");
        using var database = Open();
        Assert.Equal([$"{PostgresSchema.Version}"], await SqlAsync("SELECT version FROM #.agents_schema"));
        await new PostgresLogStore(database, Keys, Options).AppendErasureAsync(Bytes("entry"), Cancel);
        Assert.Equal(["one"], await FoundAsync());
    }

    [Fact]
    public async Task A_role_that_may_only_read_and_write_rows_serves_users()
    {
        Open().Dispose();
        var role = await NewRoleAsync();
        await SqlAsync($"GRANT USAGE ON SCHEMA # TO {role}");
        await SqlAsync($"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA # TO {role}");
        Options.ConnectionString = As(role);
        using var database = Open();
        var provider = new PostgresMemoryLogProvider(
            database, Keys, Options, NullLogger<PostgresMemoryLogProvider>.Instance);
        await using var log = await provider.OpenAsync(Ada, Cancel);
        await log.AppendAsync(0, Group("one", "two"), Cancel);
        Assert.True(await log.WriteSnapshotAsync(new LogSnapshot(2, Bytes("state")), Cancel));
        await log.EraseAsync([1], Cancel);
        Assert.Equal(["", "two"], await TextsAsync(log));
        await log.DeleteAsync(Cancel);
    }

    [Fact]
    public async Task A_role_that_may_not_create_the_tables_is_told_so_in_one_line()
    {
        Options.ConnectionString = As(await NewRoleAsync());
        var error = Assert.Throws<DataFolderException>(Open);
        Assert.Contains("permission denied for database", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void A_server_that_acknowledges_before_it_flushes_is_refused()
    {
        Options.ConnectionString += ";Options=-c synchronous_commit=off";
        var error = Assert.Throws<DataFolderException>(Open);
        Assert.Contains("has synchronous_commit = off", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_server_makes_room_of_every_dead_row_at_its_next_round()
    {
        Open().Dispose();
        var settings = await SqlAsync("""
            SELECT relname, reloptions::text FROM pg_class
            WHERE relnamespace = '#'::regnamespace AND relname IN ('agents_heads', 'agents_frames', 'agents_snapshots')
            """);
        Assert.Equal(3, settings.Count);
        Assert.All(settings, row => Assert.Contains(
            "autovacuum_vacuum_threshold=0,autovacuum_vacuum_scale_factor=0", row, StringComparison.Ordinal));
    }

    private PostgresDatabase Open() => PostgresDatabase.Open(Options, TimeProvider.System);

    private string As(string role) =>
        Options.ConnectionString!.Replace("Username=agents", $"Username={role}", StringComparison.Ordinal);

    private async Task<string> NewRoleAsync()
    {
        var role = $"role_of_{Options.Schema}";
        await SqlAsync($"CREATE ROLE {role} LOGIN");
        return role;
    }
}
