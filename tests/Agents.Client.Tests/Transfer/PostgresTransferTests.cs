using System.Security.Cryptography;
using Agents.Client.Tests.TestKit;
using Agents.TestKit.Postgres;

namespace Agents.Client.Tests.Transfer;

public sealed class PostgresTransferTests(PostgresServer server) : IClassFixture<PostgresServer>, IDisposable
{
    private const int Users = 5;

    private readonly TemporaryFolder _folder = new();
    private readonly string _schema = "Storage:Postgres:Schema=test_"
        + RandomNumberGenerator.GetHexString(16, lowercase: true);

    private string Data => _folder.Of("data");

    private string Silo => _folder.Of("silo");

    private string Backup => _folder.Of("backup");

    private string Target => _folder.Of("target");

    private string Connection => $"Storage:Postgres:ConnectionString={server.ConnectionString}";

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Logs_go_into_PostgreSQL_and_back_and_read_the_same()
    {
        await ManyUsers.SayAsync(Data, Users, 3);
        await ManyUsers.EraseAsync(Data, 1, "canary-2");
        await SucceedAsync(
            "migrate", "--from", "files", "--from-data", Data, "--to", "postgres", "--to-data", Silo,
            "--to-setting", Connection, "--to-setting", _schema);
        await SucceedAsync(
            "migrate", "--from", "postgres", "--from-data", Silo, "--from-setting", Connection,
            "--from-setting", _schema, "--to", "files", "--to-data", Target);
        await AssertSameAsync();
    }

    [Fact]
    public async Task A_backup_of_PostgreSQL_is_restored_into_files_and_into_PostgreSQL()
    {
        await ManyUsers.SayAsync(Data, Users, 3);
        string[] postgres = ["--storage", "postgres", "--setting", Connection, "--setting", _schema, "--data", Silo];
        await SucceedAsync("backup", "--data", Data, "--to", Backup, "--with-keys");
        await SucceedAsync(["restore", "--from", Backup, "--no-newer-erasures", .. postgres]);
        await SucceedAsync(["backup", "--to", _folder.Of("second"), "--with-keys", .. postgres]);
        await SucceedAsync("restore", "--from", _folder.Of("second"), "--no-newer-erasures", "--data", Target);
        await AssertSameAsync();
    }

    private static async Task SucceedAsync(params string[] args)
    {
        var run = await CliRun.OfAsync(args);
        Assert.True(run.ExitCode == 0, run.Error);
    }

    private async Task AssertSameAsync()
    {
        var (live, everything) = await ManyUsers.ReadAsync(Data, Users);
        var (copied, all) = await ManyUsers.ReadAsync(Target, Users);
        Assert.Equal(live, copied);
        Assert.Equal(everything, all);
    }
}
