using System.Text;
using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Files;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agents.Storage.Tests.Files;

/// <summary>
/// A log that was written when version 1 was new. It opens for ever: a reader of version 1 is a promise.
/// </summary>
public sealed class GoldenLogTests : IDisposable
{
    private static readonly MemoryScope Scope = new("golden tenant", "golden|użytkownik 用户");
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_log_of_version_one_opens_with_every_frame_and_its_snapshot()
    {
        using var data = DataFolder.Open(_folder.Location);
        var asset = Path.Combine(AppContext.BaseDirectory, "Assets", "log-v1");
        using var ring = data.OpenKeyRing(Path.Combine(asset, "keyring.json"), TimeProvider.System);
        var name = ring.NameOf(Scope);
        var target = Directory.CreateDirectory(_folder.Of("users", name[..2], name)).FullName;
        foreach (var file in Directory.GetFiles(asset).Where(file => !file.EndsWith(".json", StringComparison.Ordinal)))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }

        await using var provider = new FileMemoryLogProvider(
            data, ring, 1024 * 1024, NullLogger<FileMemoryLogProvider>.Instance);
        await using var log = await provider.OpenAsync(Scope, Cancel);
        Assert.Equal(LogRecovery.None, log.Recovery);
        var frames = new List<(long, FrameType, string, bool)>();
        await foreach (var frame in log.ReadAsync(0, Cancel))
        {
            frames.Add((frame.Sequence, frame.Type, Encoding.UTF8.GetString(frame.Payload.Span), frame.Erased));
        }

        Assert.Equal(
            [
                (1, FrameType.Episode, "I moved to Gdańsk.", false),
                (2, FrameType.Vector, "\u0001\u0002\u0003\u0004", false),
                (3, FrameType.Episode, "", true),
                (4, FrameType.Decision, "erase 3", false),
                (5, FrameType.Episode, "我喜欢喝茶。", false),
                (6, FrameType.Episode, "", false),
                (7, FrameType.Episode, "the last one", false),
            ],
            frames);
        var snapshot = await log.ReadSnapshotAsync(Cancel);
        Assert.Equal((6, "the state at 6"), (snapshot!.Position, Encoding.UTF8.GetString(snapshot.Payload.Span)));
        Assert.Equal(8, await log.AppendAsync(7, DiskFixture.Group("and on it goes"), Cancel));
    }
}
