using Agents.Client.Tests.TestKit;

namespace Agents.Client.Tests.Transfer;

/// <summary>Each command as a process that is killed in the middle, and run again.</summary>
public sealed class KillTests : IDisposable
{
    private const int Users = 120;
    private const int Kills = 3;
    private const int Turns = 3;

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Data => _folder.Of("data");

    private string Backup => _folder.Of("backup");

    private string Target => _folder.Of("target");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_killed_backup_leaves_the_one_before_whole_and_goes_on()
    {
        await ManyUsers.SayAsync(Data, Users, Turns, "old");
        string[] backup = ["backup", "--data", Data, "--to", Backup, "--with-keys"];
        Assert.Equal(0, (await AgentsProcess.RunAsync(backup, Cancel)).ExitCode);
        await ManyUsers.SayAsync(Data, Users, Turns, "new");
        var killed = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            killed += await KillAsync(backup, Backup, "*.agla", kill);
            var target = _folder.Of($"target-{kill}");
            await RestoreAsync(target);
            Assert.All((await ManyUsers.ReadAsync(target, Users)).Live, live => Assert.Equal(Turns, live.Length));
        }

        Assert.InRange(killed, 1, Kills);
        var (exitCode, output, _) = await AgentsProcess.RunAsync([.. backup, "--json"], Cancel);
        Assert.Equal(0, exitCode);
        Assert.DoesNotContain($"\"copied\": {Users},", output, StringComparison.Ordinal);
        await RestoreAsync(Target);
        Assert.All((await ManyUsers.ReadAsync(Target, Users)).Live, live => Assert.Equal(2 * Turns, live.Length));
        Assert.Equal(
            Users, Directory.GetFiles(Backup, "*.agla*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task A_killed_restore_goes_on_and_nothing_erased_is_ever_in_it()
    {
        await ManyUsers.SayAsync(Data, Users, Turns);
        string[] backup = ["backup", "--data", Data, "--to", Backup, "--with-keys"];
        Assert.Equal(0, (await AgentsProcess.RunAsync(backup, Cancel)).ExitCode);
        for (var user = 0; user < Users; user += 2)
        {
            await ManyUsers.EraseAsync(Data, user, "canary-1");
        }

        string[] restore =
        [
            "restore", "--from", Backup, "--data", Target, "--erasures", Path.Combine(Data, "erasures.log"),
        ];
        var killed = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            killed += await KillAsync(restore, Target, "*", kill);
            await CheckAsync(isWhole: false);
        }

        Assert.InRange(killed, 1, Kills);
        Assert.Equal(0, (await AgentsProcess.RunAsync(restore, Cancel)).ExitCode);
        await CheckAsync(isWhole: true);
    }

    [Fact]
    public async Task A_killed_migration_goes_on()
    {
        await ManyUsers.SayAsync(Data, Users, Turns);
        string[] migrate = ["migrate", "--from", "files", "--from-data", Data, "--to", "files", "--to-data", Target];
        var killed = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            killed += await KillAsync(migrate, Target, "*", kill);
        }

        Assert.InRange(killed, 1, Kills);
        Assert.Equal(0, (await AgentsProcess.RunAsync(migrate, Cancel)).ExitCode);
        Assert.Equal(
            (await ManyUsers.ReadAsync(Data, Users)).Everything, (await ManyUsers.ReadAsync(Target, Users)).Everything);
    }

    /// <summary>Kills a command soon after it has begun to write; under load it may end before that, and counts 0.
    /// </summary>
    private static async Task<int> KillAsync(string[] args, string folder, string pattern, int kill)
    {
        // The folder that logs are made in: what comes to be in one that is there is seen.
        Directory.CreateDirectory(Path.Combine(folder, "creating"));
        return await AgentsProcess.KillAsync(args, folder, pattern, 3 + (kill * 5), Cancel) ? 1 : 0;
    }

    private async Task RestoreAsync(string target)
    {
        var (exitCode, _, error) = await AgentsProcess.RunAsync(
            ["restore", "--from", Backup, "--data", target, "--no-newer-erasures"], Cancel);
        Assert.Equal((0, ""), (exitCode, error));
    }

    private async Task CheckAsync(bool isWhole)
    {
        var (live, everything) = await ManyUsers.ReadAsync(Target, Users);
        for (var user = 0; user < Users; user++)
        {
            var whole = user % 2 == 0 ? Turns - 1 : Turns;
            Assert.True(live[user].Length == whole || (!isWhole && live[user].Length == 0), $"user {user}");
            if (user % 2 == 0)
            {
                Assert.DoesNotContain($"canary number 1 of user {user}\"", everything, StringComparison.Ordinal);
            }
        }
    }
}
