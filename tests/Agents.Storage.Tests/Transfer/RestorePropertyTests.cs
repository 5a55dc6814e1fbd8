using System.Globalization;
using Agents.Memory.Records;
using Agents.Storage.Cipher;
using Agents.Storage.Tests.Files;
using Agents.Storage.Transfer;

namespace Agents.Storage.Tests.Transfer;

/// <summary>Random lives of users with backups in between, and restores of any of them, again and again.</summary>
public sealed class RestorePropertyTests
{
    private const int Rounds = 5;
    private const int StepsOfRound = 40;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Nothing_erased_comes_back_and_nothing_else_is_missing(int seed)
    {
        using var folder = new TemporaryFolder();
        using var ring = LocalKeyRing.CreateInMemory();
        var world = new World(new Random(seed), folder, new FileStoreHost(folder.Of("live"), ring));
        try
        {
            for (var round = 0; round < Rounds; round++)
            {
                for (var step = 0; step < StepsOfRound; step++)
                {
                    await world.StepAsync();
                }

                await world.RestoreAsync(round);
            }
        }
        finally
        {
            await world.Host.DisposeAsync();
        }
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 12)];

    private sealed class World(Random random, TemporaryFolder folder, FileStoreHost host)
    {
        private readonly ModelUser[] _users = [.. Enumerable.Range(0, 4).Select(i => new ModelUser($"user-{i}"))];
        private readonly HashSet<string> _gone = [];
        private int _canaries;

        // Where each backup is: one that goes on where the last run ended replaces that run's.
        private readonly List<string> _folders = [];
        private bool _isElsewhere;

        public FileStoreHost Host { get; private set; } = host;

        public Task StepAsync()
        {
            var user = _users[random.Next(_users.Length)];
            return random.Next(12) switch
            {
                0 => DeleteAsync(user),
                1 or 2 when user.Live.Count > 0 => EraseAsync(user, [Any(user)]),
                3 when user.Live.Count > 0 =>
                    EraseAsync(user, [.. user.Live.Keys.Where(id => id[^1] == Any(user)[^1])]),
                4 when user.Live.Count > 0 => ForgetAsync(user),
                5 => BackUpAsync(),
                6 when user.Life.ErasedIds.Count > 0 => RepeatAsync(user),
                7 when user.Live.Count > 0 => SnapshotAsync(user),
                _ => SayAsync(user),
            };
        }

        public async Task RestoreAsync(int round)
        {
            if (_folders.Count == 0)
            {
                await BackUpAsync();
            }

            var backup = random.Next(_folders.Count);
            _isElsewhere |= backup != _folders.Count - 1;
            if (random.Next(3) == 0
                && _users.FirstOrDefault(user => user.HasLog && user.RestoredOf(backup) is not null) is { } damaged)
            {
                await RestoreOverDamageAsync(backup, damaged);
            }
            else
            {
                await RestoreElsewhereAsync(backup, round);
            }
        }

        private static string Any(ModelUser user) => user.Live.Keys.Order(StringComparer.Ordinal).First();

        private async Task SayAsync(ModelUser user)
        {
            var id = user.NextId;
            var text = string.Create(CultureInfo.InvariantCulture, $"canary{_canaries++:D6}x and more");
            await Host.SayAsync(user.Scope, (id, text));
            user.Live.Add(id, text);
        }

        private async Task EraseAsync(ModelUser user, string[] ids)
        {
            await Host.EraseAsync(user.Scope, ids);
            foreach (var id in ids)
            {
                user.Live.Remove(id, out var text);
                user.Life.ErasedIds.Add(id);
                _gone.Add(text!);
            }
        }

        private async Task DeleteAsync(ModelUser user)
        {
            await Host.DeleteAsync(user.Scope);
            _gone.UnionWith(user.Live.Values);
            user.Delete();
        }

        private async Task ForgetAsync(ModelUser user)
        {
            await using var opened = await Host.OpenAsync(user.Scope);
            await opened.DecideAsync(DecisionKind.Forget, Any(user));
        }

        private async Task RepeatAsync(ModelUser user)
        {
            await using var opened = await Host.OpenAsync(user.Scope);
            Assert.False(await opened.SayAsync("conversation", (user.Life.ErasedIds.First(), "again")));
        }

        private async Task SnapshotAsync(ModelUser user)
        {
            await using var opened = await Host.OpenAsync(user.Scope);
            await opened.SnapshotAsync();
        }

        private async Task BackUpAsync()
        {
            if (_isElsewhere || _folders.Count == 0 || random.Next(2) == 0)
            {
                _isElsewhere = false;
                _folders.Add(folder.Of($"backup-{_folders.Count}"));
            }
            else
            {
                foreach (var user in _users)
                {
                    user.Backups.RemoveAt(user.Backups.Count - 1);
                }
            }

            var report = await Backup.RunAsync(Host.Context, Host.Store, new BackupRequest(_folders[^1], null), Cancel);
            Assert.Empty(report.Failed);
            foreach (var user in _users)
            {
                user.BackUp();
            }
        }

        private async Task RestoreElsewhereAsync(int backup, int round)
        {
            // The store is lost; what is left is the backups, and a later copy of the journal alone.
            var journal = folder.Of($"journal-{round}");
            if (File.Exists(Host.Journal))
            {
                File.Copy(Host.Journal, journal);
            }

            var ring = Host.Ring;
            await Host.DisposeAsync();
            Host = new FileStoreHost(folder.Of($"restored-{round}"), ring);
            var request = new RestoreRequest(_folders[backup], [journal], false, false, null);
            var report = await Restore.RunAsync(Host.Context, Host.Store, request, Cancel);
            Assert.Empty(report.Failed);
            foreach (var user in _users)
            {
                user.Restore(backup);
                await CheckAsync(user);
            }
        }

        private async Task RestoreOverDamageAsync(int backup, ModelUser user)
        {
            Host.Damage(user.Scope);
            var names = new HashSet<string> { Host.Ring.NameOf(user.Scope) };
            var request = new RestoreRequest(_folders[backup], [], false, false, names);
            var report = await Restore.RunAsync(Host.Context, Host.Store, request, Cancel);
            Assert.Empty(report.Failed);
            Assert.Equal(1, report.Copied);
            user.Restore(backup);
            foreach (var each in _users)
            {
                await CheckAsync(each);
            }
        }

        private async Task CheckAsync(ModelUser user)
        {
            await using var opened = await Host.OpenAsync(user.Scope);
            Assert.Equal(user.Live.Keys.Order(), opened.Live().Order());
            var everything = await opened.EverythingAsync();
            foreach (var text in user.Live.Values)
            {
                Assert.Contains(text, everything, StringComparison.Ordinal);
            }

            foreach (var text in _gone)
            {
                Assert.DoesNotContain(text, everything, StringComparison.Ordinal);
            }

            foreach (var id in user.Life.ErasedIds)
            {
                Assert.True(opened.Projection.IsErased(id), $"{id} answers no 410");
            }
        }
    }
}
