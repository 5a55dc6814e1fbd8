using System.Text;
using Agents.Memory.Log;
using Agents.TestKit.Postgres;
using Agents.TestKit.Time;

namespace Agents.Storage.Postgres.Tests;

/// <summary>Looks into every row, and into the server's files, for what was erased or deleted.</summary>
public sealed class ErasureResidueTests(PostgresServer server) : PostgresLogFixture(server)
{
    private const int SecretBytes = 5000;
    private const int TailBytes = 16;

    private readonly PostgresServer _server = server;

    [Fact]
    public async Task No_row_holds_the_ciphertext_of_an_erased_frame_or_a_snapshot()
    {
        await using var log = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        await WriteAsync(log);
        var secrets = await SecretsAsync();
        Assert.Equal(3, secrets.Count);
        await log.EraseAsync([2, 3], Cancel);
        Assert.DoesNotContain(await RowsAsync(), row => secrets.Any(secret => Holds(row, secret)));
        Assert.Equal(["one", "", "", "four"], await FoundAsync());
    }

    [Fact]
    public async Task A_rewrite_of_the_tables_takes_erased_ciphertext_out_of_their_files()
    {
        await using var log = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        await WriteAsync(log);
        var secrets = await SecretsAsync();
        await SqlAsync("CHECKPOINT");
        Assert.Equal(secrets, await InTableFilesAsync(secrets));
        await log.EraseAsync([2, 3], Cancel);

        // Again while it may: a rewrite copies what a transaction that began before the erasure could still read, and
        // other tests have some in this database.
        await Until.IsSoAsync(async () =>
        {
            await SqlAsync("VACUUM FULL #.agents_frames");
            await SqlAsync("VACUUM FULL #.agents_snapshots");
            await SqlAsync("CHECKPOINT");
            return (await InTableFilesAsync(secrets)).Count == 0;
        });
        Assert.Equal(["one", "", "", "four"], await FoundAsync());
    }

    [Fact]
    public async Task A_deleted_log_leaves_no_row()
    {
        await using var log = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        await WriteAsync(log);
        await log.DeleteAsync(Cancel);
        Assert.Empty(await RowsAsync());
        Assert.Null(await Provider.FindAsync(Keys.NameOf(Ada), Cancel));
    }

    [Fact]
    public async Task A_deletion_takes_the_key_before_the_frames()
    {
        var (provider, proxy) = NewProcess();
        await using (var log = await provider.OpenAsync(Ada, Cancel))
        {
            await WriteAsync(log);
            proxy.Forget();
            proxy.Fails = number => number > 0 ? PostgresFault.BeforeRequest : null;
            await Assert.ThrowsAsync<LogUnavailableException>(async () => await log.DeleteAsync(Cancel));
        }

        Assert.Equal(["True|"], await SqlAsync("SELECT deleted, header FROM #.agents_heads"));
        Assert.Equal(4, (await SqlAsync("SELECT 1 FROM #.agents_frames")).Count);
        Assert.Null(await Provider.FindAsync(Keys.NameOf(Ada), Cancel));
        Assert.Empty(await FoundAsync());
        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task Nothing_is_created_by_opening_a_log()
    {
        await using var log = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        Assert.Empty(await RowsAsync());
        await log.DeleteAsync(Cancel);
        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task No_row_shows_who_the_user_is_or_what_was_said()
    {
        await using var log = await NewProcess().Provider.OpenAsync(new("the tenant", "the user"), Cancel);
        await log.AppendAsync(0, Group("what was said"), Cancel);
        Assert.True(await log.WriteSnapshotAsync(new LogSnapshot(1, Bytes("what was said")), Cancel));
        var rows = await RowsAsync();
        Assert.Equal(3, rows.Count);
        foreach (var plain in new[] { "the tenant", "the user", "what was said" })
        {
            Assert.DoesNotContain(rows, row => Holds(row, Encoding.UTF8.GetBytes(plain)));
        }

        // Control: the way of looking finds what is there.
        var name = Convert.FromHexString(Keys.NameOf(new("the tenant", "the user")));
        Assert.All(rows, row => Assert.True(Holds(row, name)));
    }

    private static bool Holds(string row, byte[] bytes) =>
        row.Contains(Convert.ToHexStringLower(bytes), StringComparison.Ordinal);

    private static async Task WriteAsync(IMemoryLog log)
    {
        await log.AppendAsync(0, Group("one"), Cancel);
        await log.AppendAsync(1, [.. Padded("two", SecretBytes), .. Padded("three", SecretBytes)], Cancel);
        await log.AppendAsync(3, Group("four"), Cancel);
        Assert.True(await log.WriteSnapshotAsync(new LogSnapshot(3, Bytes("holds it")), Cancel));
    }

    /// <summary>The last sealed bytes of the padded frames and of the snapshot, as they stand in the rows.</summary>
    private async Task<List<byte[]>> SecretsAsync() =>
        [.. (await SqlAsync($"SELECT frame FROM #.agents_frames WHERE length(frame) > {SecretBytes} ORDER BY sequence"))
            .Concat(await SqlAsync("SELECT bytes FROM #.agents_snapshots"))
            .Select(row => Convert.FromHexString(row)[^TailBytes..])];

    /// <summary>Those of the secrets that stand in a file of the database's tables.</summary>
    private async Task<List<byte[]>> InTableFilesAsync(List<byte[]> secrets)
    {
        var files = Directory.GetFiles(Path.Combine(_server.DataFolder, "base"), "*", SearchOption.AllDirectories);
        var found = new List<byte[]>();
        foreach (var file in files)
        {
            try
            {
                var bytes = await File.ReadAllBytesAsync(file, Cancel);
                found.AddRange(secrets.Where(secret => bytes.AsSpan().IndexOf(secret) >= 0));
            }
            catch (FileNotFoundException)
            {
                // A table of another test was dropped meanwhile.
            }
        }

        return [.. secrets.Where(found.Contains)];
    }
}
