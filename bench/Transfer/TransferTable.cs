using System.Diagnostics;
using System.Globalization;
using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Memory.Records;
using Agents.Silo.Transfer;
using Agents.Storage.Files;
using Agents.Storage.Transfer;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agents.Bench.Transfer;

/// <summary>How fast logs are copied and verified: between folders, into a backup and back, and into blobs where
/// <c>Storage__AzureBlobs__ConnectionString</c> names an account.</summary>
internal sealed class TransferTable(TextWriter output, CancellationToken cancellationToken) : IDisposable
{
    private const int Users = 2_000;
    private const int Turns = 20;
    private const int VectorBytes = 391;
    private const string ConnectionVariable = "Storage__AzureBlobs__ConnectionString";

    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _folder = Directory.CreateTempSubdirectory("agents-transfer-").FullName;

    public async Task PrintAsync()
    {
        await WriteLogsAsync();
        await output.WriteLineAsync($"{Users} users of {Turns} turns and vectors; every copy is read back and folded");
        var backup = Path.Combine(_folder, "backup");
        await using var source = await OpenAsync("source", "files");
        var keys = source.KeyRingFile;
        await RunAsync("backup", context => Backup.RunAsync(
            context, source.Logs, new BackupRequest(backup, null), cancellationToken));
        await RunAsync("backup, nothing moved", context => Backup.RunAsync(
            context, source.Logs, new BackupRequest(backup, null), cancellationToken));
        await using (var restored = await OpenAsync("restored", "files", keys))
        {
            await RunAsync("restore", context => Restore.RunAsync(
                context, restored.Logs, new RestoreRequest(backup, [], true, false, null), cancellationToken));
        }

        await using (var copied = await OpenAsync("copied", "files", keys))
        {
            await RunAsync("migrate, files to files", context => Migration.RunAsync(
                context, source.Logs, copied.Logs, copied.KeyRing, false, cancellationToken));
        }

        if (Environment.GetEnvironmentVariable(ConnectionVariable) is { Length: > 0 })
        {
            await using var blobs = await OpenAsync("blobs", "azure-blobs", keys);
            await RunAsync("migrate, files to blobs", context => Migration.RunAsync(
                context, source.Logs, blobs.Logs, blobs.KeyRing, false, cancellationToken));
        }

        async Task RunAsync(string what, Func<TransferContext, Task<TransferReport>> run)
        {
            var begun = Stopwatch.GetTimestamp();
            var report = await run(new TransferContext(source.KeyRing, TimeProvider.System, (_, _) => _ => { }, 8));
            var seconds = Stopwatch.GetElapsedTime(begun).TotalSeconds;
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{what,-26} {report.Copied,6} copied {report.Failed.Count,3} failed {seconds,7:F1} s "
                + $"{report.Logs / seconds,7:F0} logs/s {report.Bytes / seconds / 1e6,6:F2} MB/s"));
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private Task<SiloStore> OpenAsync(string name, string kind, string? keyRing = null) => SiloStore.OpenAsync(
        Path.Combine(_folder, name),
        new Dictionary<string, string?>
        {
            ["Storage:Kind"] = kind,
            ["Storage:AzureBlobs:Container"] = $"bench-{Environment.ProcessId}",
        },
        keyRing);

    private async Task WriteLogsAsync()
    {
        using var folder = DataFolder.Open(Path.Combine(_folder, "source"));
        using var ring = folder.OpenKeyRing(null, TimeProvider.System);
        await using var provider = new FileMemoryLogProvider(
            folder, ring, 64 * 1024 * 1024, NullLogger<FileMemoryLogProvider>.Instance);
        for (var user = 0; user < Users; user++)
        {
            var scope = new MemoryScope("local", $"user-{user}");
            await using var log = await provider.OpenAsync(scope, cancellationToken);
            await log.AppendAsync(0, [.. Enumerable.Range(0, Turns).SelectMany(Frames)], cancellationToken);
        }
    }

    private static IEnumerable<NewFrame> Frames(int turn)
    {
        yield return new NewFrame(FrameType.Episode, RecordJson.Encode(new EpisodeRecord
        {
            Id = $"m-{turn}",
            Role = MessageRoles.User,
            Author = "user",
            Text = $"On day {turn} we walked along the river to the old mill and talked about the garden at home.",
            Conversation = "c",
            Time = Start.AddDays(turn),
            RecordedAt = Start.AddDays(turn),
            ContentHash = (ulong)turn,
        }));
        yield return new NewFrame(
            FrameType.Vector, new VectorRecord("bench", (2 * turn) + 1, new byte[VectorBytes]).Encode());
    }
}
