using System.Text;
using Agents.Contracts;
using Agents.Memory.Log;
using Agents.Storage.Cipher;
using Agents.Storage.Files;
using Agents.Storage.Files.Io;
using Agents.Storage.Tests.Files.Io;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agents.Storage.Tests.Files;

/// <summary>The means of tests that look at the bytes of a log.</summary>
internal static class DiskFixture
{
    public const string Root = "/data";

    public static MemoryScope Ada { get; } = new("tenant", "ada lovelace");

    public static LocalKeyRing Ring { get; } = LocalKeyRing.CreateInMemory();

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static string AdaFolder => FolderOf(Ada);

    public static string FolderOf(MemoryScope scope) => new LogFolder(Root + "/users", Ring.NameOf(scope)).Location;

    public static string FileOf(MemoryScope scope, string file) => FolderOf(scope) + "/" + file;

    /// <summary>Makes a disk with an empty data folder that is durable.</summary>
    public static SimulatedDisk NewDisk()
    {
        var disk = new SimulatedDisk();
        disk.CreateFolder(Root);
        disk.FlushFolder("/");
        return disk;
    }

    public static FileMemoryLogProvider Provider(IStorageIo io, long segmentBytesMax = 64 * 1024) =>
        new(io, Root, Ring, segmentBytesMax, NullLogger.Instance);

    public static NewFrame[] Group(params string[] texts) =>
        [.. texts.Select(text => new NewFrame(FrameType.Episode, Encoding.UTF8.GetBytes(text)))];

    /// <summary>Reads all payloads as text; an erased frame is null.</summary>
    public static async Task<List<string?>> TextsAsync(IMemoryLog log)
    {
        var texts = new List<string?>();
        await foreach (var frame in log.ReadAsync(0, Cancel))
        {
            texts.Add(frame.Erased ? null : Encoding.UTF8.GetString(frame.Payload.Span));
        }

        return texts;
    }

    /// <summary>Opens the log of a scope, does something with it, and closes it.</summary>
    public static async Task<T> WithLogAsync<T>(
        IStorageIo io, MemoryScope scope, Func<IMemoryLog, Task<T>> use, long segment = 64 * 1024)
    {
        await using var provider = Provider(io, segment);
        await using var log = await provider.OpenAsync(scope, Cancel);
        return await use(log);
    }

    /// <summary>Writes groups into the log of a scope.</summary>
    public static Task<long> WriteAsync(IStorageIo io, MemoryScope scope, params string[][] groups) => WithLogAsync(
        io,
        scope,
        async log =>
        {
            foreach (var group in groups)
            {
                await log.AppendAsync(log.Position, Group(group), Cancel);
            }

            return log.Position;
        });

    public static Task<List<string?>> ReadAsync(IStorageIo io, MemoryScope scope) =>
        WithLogAsync(io, scope, TextsAsync);
}
