using Agents.Contracts;
using Agents.Storage.Erasures;
using Agents.Storage.Files;
using Agents.TestKit.Transfer;
using Microsoft.Extensions.Logging.Abstractions;

namespace Agents.Client.Tests.Transfer;

/// <summary>A data folder with users in it, as a silo leaves it.</summary>
internal static class ManyUsers
{
    private const long SegmentBytes = 64 * 1024 * 1024;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static MemoryScope Scope(int user) => new("local", $"user-{user}");

    /// <summary>Lets each user say turns, each with the user's number in its text.</summary>
    public static Task SayAsync(string data, int users, int turns, string word = "canary") => UseAsync(
        data,
        async provider =>
        {
            for (var user = 0; user < users; user++)
            {
                await using var opened = await SimulatedUser.OpenAsync(provider, Scope(user), Cancel);
                await opened.SayAsync("c", [.. Enumerable.Range(0, turns).Select(i =>
                    ($"{word}-{i}", $"{word} number {i} of user {user}"))]);
            }
        });

    public static Task EraseAsync(string data, int user, string id) => UseAsync(
        data,
        async provider =>
        {
            await using var opened = await SimulatedUser.OpenAsync(provider, Scope(user), Cancel);
            await opened.EraseAsync(id);
        });

    public static Task DeleteAsync(string data, int user) => UseAsync(
        data,
        async provider =>
        {
            await using var opened = await SimulatedUser.OpenAsync(provider, Scope(user), Cancel);
            await opened.DeleteAsync();
        });

    /// <summary>Gives the live ids of each user, and everything that the logs hold.</summary>
    public static async Task<(string[][] Live, string Everything)> ReadAsync(string data, int users)
    {
        var live = new List<string[]>();
        var everything = "";
        await UseAsync(data, async provider =>
        {
            for (var user = 0; user < users; user++)
            {
                await using var opened = await SimulatedUser.OpenAsync(provider, Scope(user), Cancel);
                live.Add(opened.Live());
                everything += await opened.EverythingAsync();
            }
        });
        return ([.. live], everything);
    }

    private static async Task UseAsync(string data, Func<RecordingLogProvider, Task> use)
    {
        using var folder = DataFolder.Open(data);
        using var ring = folder.OpenKeyRing(null, TimeProvider.System);
        using var store = new FileLogStore(folder, SegmentBytes);
        await using var files = new FileMemoryLogProvider(
            folder, ring, SegmentBytes, NullLogger<FileMemoryLogProvider>.Instance);
        await use(new RecordingLogProvider(files, store, ring, TimeProvider.System));
    }
}
