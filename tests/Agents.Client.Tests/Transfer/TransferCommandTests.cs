using System.Text.Json;
using Agents.Client.Tests.TestKit;

namespace Agents.Client.Tests.Transfer;

public sealed class TransferCommandTests : IDisposable
{
    private const int Users = 12;

    private readonly TemporaryFolder _folder = new();

    private string Data => _folder.Of("data");

    private string Backup => _folder.Of("backup");

    private string Target => _folder.Of("target");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_backup_says_what_it_did_and_that_the_keys_are_not_in_it()
    {
        await ManyUsers.SayAsync(Data, Users, 3);

        var run = await RunAsync("backup", "--data", Data, "--to", Backup);

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith($"{Users} logs: {Users} backed up and verified", run.Output, StringComparison.Ordinal);
        Assert.Contains("is not in it", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Backup, "keyring.json")));

        var again = await RunAsync("backup", "--data", Data, "--to", Backup, "--with-keys", "--json");
        var report = JsonDocument.Parse(again.Output).RootElement;
        Assert.Equal(Users, report.GetProperty("unchanged").GetInt32());
        Assert.Equal(0, report.GetProperty("copied").GetInt32());
        Assert.True(File.Exists(Path.Combine(Backup, "keyring.json")));
    }

    [Fact]
    public async Task A_restore_into_an_empty_folder_brings_all_but_what_was_erased_since()
    {
        await ManyUsers.SayAsync(Data, Users, 3);
        Assert.Equal(0, (await RunAsync("backup", "--data", Data, "--to", Backup, "--with-keys")).ExitCode);
        await ManyUsers.EraseAsync(Data, 1, "canary-2");
        await ManyUsers.DeleteAsync(Data, 2);

        var refused = await RunAsync("restore", "--from", Backup, "--data", Target);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("--no-newer-erasures", refused.Error, StringComparison.Ordinal);

        var journal = Path.Combine(Data, "erasures.log");
        var run = await RunAsync("restore", "--from", Backup, "--data", Target, "--erasures", journal);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("1 left out, since they were erased", run.Output, StringComparison.Ordinal);

        var (live, everything) = await ManyUsers.ReadAsync(Target, Users);
        Assert.Equal((3, 2, 0), (live[0].Length, live[1].Length, live[2].Length));
        Assert.DoesNotContain("canary number 2 of user 1\"", everything, StringComparison.Ordinal);
        Assert.DoesNotContain("of user 2\"", everything, StringComparison.Ordinal);
        Assert.Contains("canary number 2 of user 3\"", everything, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_user_whose_log_is_damaged_is_restored_by_name()
    {
        await ManyUsers.SayAsync(Data, 2, 3);
        Assert.Equal(0, (await RunAsync("backup", "--data", Data, "--to", Backup)).ExitCode);
        foreach (var segment in Directory.GetFiles(Data, "00000001.log", SearchOption.AllDirectories))
        {
            File.Delete(segment);
        }

        var all = await RunAsync("restore", "--from", Backup, "--data", Data);
        Assert.Equal(1, all.ExitCode);
        Assert.Contains("--user", all.Error, StringComparison.Ordinal);

        var one = await RunAsync("restore", "--from", Backup, "--data", Data, "--user", "user-1");
        Assert.Equal((0, ""), (one.ExitCode, one.Error));
        var nobody = await RunAsync("restore", "--from", Backup, "--data", Data, "--user", "nobody");
        Assert.Equal(1, nobody.ExitCode);
        Assert.DoesNotContain("nobody", nobody.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_migration_between_folders_takes_the_key_ring_along_and_reads_the_same()
    {
        await ManyUsers.SayAsync(Data, Users, 3);

        var run = await RunAsync(
            "migrate", "--from", "files", "--from-data", Data, "--to", "files", "--to-data", Target);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(
            (await ManyUsers.ReadAsync(Data, Users)).Everything, (await ManyUsers.ReadAsync(Target, Users)).Everything);
    }

    [Fact]
    public async Task A_backup_is_not_restored_beside_the_logs_of_another_key_ring()
    {
        await ManyUsers.SayAsync(Data, 1, 1);
        await ManyUsers.SayAsync(Target, 1, 2);
        Assert.Equal(0, (await RunAsync("backup", "--data", Data, "--to", Backup, "--with-keys")).ExitCode);
        var before = await ManyUsers.ReadAsync(Target, 1);

        var run = await RunAsync("restore", "--data", Target, "--from", Backup);

        Assert.Equal(1, run.ExitCode);
        var line = Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Contains("keyring.json is another one", line, StringComparison.Ordinal);
        Assert.Equal(before.Everything, (await ManyUsers.ReadAsync(Target, 1)).Everything);
    }

    [Fact]
    public async Task What_is_wrong_is_one_line_that_names_it()
    {
        await ManyUsers.SayAsync(Data, 1, 1);
        (string[] Args, string Named)[] wrong =
        [
            (["backup", "--data", _folder.Of("none"), "--to", Backup], "no key ring"),
            (["backup", "--data", Data, "--to", Backup, "--storage", "tapes"], "Storage:Kind is 'tapes'"),
            (["backup", "--data", Data, "--to", Backup, "--setting", "Gateway:X=1"], "--setting: 'Gateway:X'"),
            (["backup", "--data", Data, "--to", Backup, "--setting", "Storage:Kin=files"], "Storage:Kin"),
            (["restore", "--data", Data, "--from", _folder.Of("none")], "no finished backup"),
            (["restore", "--data", Data, "--from", Backup, "--erasures", _folder.Of("none")], "--erasures"),
        ];
        foreach (var (args, named) in wrong)
        {
            var run = await RunAsync(args);
            Assert.Equal(1, run.ExitCode);
            Assert.Contains(named, run.Error, StringComparison.Ordinal);
            Assert.Single(run.Error.TrimEnd().Split('\n'));
        }
    }

    private static Task<CliRun> RunAsync(params string[] args) => CliRun.OfAsync(args);
}
