using Agents.Bench.Hosting;
using Agents.Bench.Load;
using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Memory.Records;
using Agents.Storage.Files;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agents.Bench.Cluster;

/// <summary>Writes many users with a few episodes each straight into a data folder, as the product writes
/// them.</summary>
internal static class Population
{
    public const int EpisodesEach = 20;

    private const long SegmentBytesMax = 64 * 1024 * 1024;

    private static readonly DateTimeOffset FirstTime = new(2025, 1, 1, 8, 0, 0, TimeSpan.Zero);

    public static string NameOf(int user) => $"citizen-{user:0000000}";

    public static async Task WriteAsync(string folder, int users, CancellationToken cancellationToken)
    {
        using var data = DataFolder.Open(folder);
        using var keys = data.OpenKeyRing(null, TimeProvider.System);
        await using var provider = new FileMemoryLogProvider(
            new UnflushedIo(), data.Location, keys, SegmentBytesMax, NullLogger.Instance);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, users),
            cancellationToken,
            async (user, token) =>
            {
                await using var log = await provider.OpenAsync(LocalGrains.ScopeOf(NameOf(user)), token);
                await log.AppendAsync(0, EpisodesOf(user), token);
            });
    }

    private static NewFrame[] EpisodesOf(int user)
    {
        var sentences = new SentenceGenerator(user);
        var frames = new NewFrame[EpisodesEach];
        for (var i = 0; i < frames.Length; i++)
        {
            var text = sentences.Sentence();
            frames[i] = new NewFrame(FrameType.Episode, RecordJson.Encode(new EpisodeRecord
            {
                Id = $"episode-{i}",
                Role = MessageRoles.User,
                Author = MessageRoles.User,
                Text = text,
                Time = FirstTime.AddHours(i),
                RecordedAt = FirstTime.AddHours(i),
                Conversation = "first",
                ContentHash = Fingerprint.Of(MessageRoles.User, MessageRoles.User, text, "first", null),
            }));
        }

        return frames;
    }
}
