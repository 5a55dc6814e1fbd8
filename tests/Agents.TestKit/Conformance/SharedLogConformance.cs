using Agents.Memory.Log;
using Xunit;

namespace Agents.TestKit.Conformance;

/// <summary>
/// What every provider must do whose logs several processes can open: what the earlier one may still do, and that
/// nothing is lost or doubled where they take a log from each other.
/// </summary>
/// <typeparam name="TProvider">The provider that the heir checks.</typeparam>
public abstract class SharedLogConformance<TProvider> : MemoryLogFixture<TProvider>
    where TProvider : IMemoryLogProvider
{
    private const double FaultRate = 0.2;

    protected override TProvider Provider => NewProcess();

    [Fact]
    public async Task A_writer_is_stale_from_the_moment_another_process_opens_the_log()
    {
        await using var stale = await OpenAsync(Ada);
        await stale.AppendAsync(0, Group("one"), Cancel);
        await using var log = await OpenAsync(Ada);
        var before = await StoredAsync();
        await Assert.ThrowsAsync<LogConflictException>(async () => await stale.AppendAsync(1, Group("lost"), Cancel));
        await Assert.ThrowsAsync<LogConflictException>(async () => await stale.AppendAsync(1, Group("lost"), Cancel));
        Assert.Equal(before, await StoredAsync());
        Assert.Equal(2, await log.AppendAsync(1, Group("two"), Cancel));
        Assert.Equal(["one", "two"], await FoundAsync());
    }

    [Fact]
    public async Task A_stale_writer_neither_erases_nor_deletes()
    {
        await using var first = await OpenAsync(Ada);
        await first.AppendAsync(0, Group("one"), Cancel);
        await using var second = await OpenAsync(Ada);
        var before = await StoredAsync();
        await Assert.ThrowsAsync<LogConflictException>(async () => await first.EraseAsync([1], Cancel));
        Assert.Equal(before, await StoredAsync());
        await using var log = await OpenAsync(Ada);
        before = await StoredAsync();
        await Assert.ThrowsAsync<LogConflictException>(async () => await second.DeleteAsync(Cancel));
        Assert.Equal(before, await StoredAsync());
        await log.AppendAsync(1, Group("two"), Cancel);
        Assert.Equal(["one", "two"], await FoundAsync());
    }

    [Fact]
    public async Task Of_two_processes_that_create_a_log_one_does()
    {
        await using var first = await OpenAsync(Ada);
        await using var second = await OpenAsync(Ada);
        await first.AppendAsync(0, Group("one"), Cancel);
        var before = await StoredAsync();
        await Assert.ThrowsAsync<LogConflictException>(async () => await second.AppendAsync(0, Group("lost"), Cancel));
        Assert.Equal(before, await StoredAsync());
        Assert.Equal(["one"], await FoundAsync());
    }

    [Fact]
    public async Task A_stale_writers_snapshot_does_not_come_back_after_an_erasure()
    {
        await using var stale = await OpenAsync(Ada);
        await stale.AppendAsync(0, Group("one", "two"), Cancel);
        Assert.True(await stale.WriteSnapshotAsync(new LogSnapshot(1, Bytes("holds one")), Cancel));
        await using var log = await OpenAsync(Ada);
        await log.EraseAsync([1], Cancel);
        var before = await StoredAsync();
        Assert.False(await stale.WriteSnapshotAsync(new LogSnapshot(2, Bytes("holds one")), Cancel));
        Assert.Equal(before, await StoredAsync());
        Assert.Null(await log.ReadSnapshotAsync(Cancel));
    }

    [Fact]
    public Task Writers_that_take_the_log_from_each_other_lose_and_double_nothing() =>
        RaceAsync(processes: 4, rounds: 12, _ => NewProcess());

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public Task Over_a_network_that_loses_requests_they_lose_and_double_nothing_either(int seed) =>
        RaceAsync(processes: 3, rounds: 25, process => NewLossyProcess(new Random((seed * 100) + process)));

    /// <summary>Starts a process that shares the logs of those before it.</summary>
    protected abstract TProvider NewProcess();

    /// <summary>Starts one whose requests fail as <see cref="FaultOf"/> says.</summary>
    protected abstract TProvider NewLossyProcess(Random chance);

    /// <summary>Describes all that is stored, in an order of its own.</summary>
    protected abstract Task<List<string>> StoredAsync();

    /// <summary>Draws how a request fails; null for one that does not.</summary>
    protected static T? FaultOf<T>(Random chance, T[] faults)
        where T : struct
    {
        ArgumentNullException.ThrowIfNull(chance);
        ArgumentNullException.ThrowIfNull(faults);
        lock (chance)
        {
            return chance.NextDouble() < FaultRate ? faults[chance.Next(faults.Length)] : null;
        }
    }

    private async Task RaceAsync(int processes, int rounds, Func<int, TProvider> start)
    {
        var providers = Enumerable.Range(0, processes).Select(start).ToArray();
        var acknowledged = await Task.WhenAll(providers.Select(
            (provider, process) => Task.Run(() => WriteAsync(provider, process, rounds), Cancel)));
        var found = await FoundAsync();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"acknowledged {acknowledged.Sum(texts => texts.Count)}, found {found.Count}");
        Assert.All(acknowledged, texts => Assert.Equal(texts, found.Intersect(texts)));
        Assert.NotEmpty(acknowledged.SelectMany(texts => texts));
        Assert.Equal(found.Distinct(), found);
    }

    /// <returns>What was acknowledged, in order.</returns>
    private static async Task<List<string>> WriteAsync(TProvider provider, int process, int rounds)
    {
        var acknowledged = new List<string>();
        for (var round = 0; round < rounds; round++)
        {
            try
            {
                await using var log = await provider.OpenAsync(Ada, Cancel);
                for (var i = 0; i < 3; i++)
                {
                    // The second one takes several requests where a provider sends parts.
                    var text = $"{process}.{round}.{i}";
                    await log.AppendAsync(log.Position, Group(text.PadRight(i == 1 ? 2500 : 10, '.')), Cancel);
                    acknowledged.Add(text);
                }

                await log.WriteSnapshotAsync(new LogSnapshot(log.Position, Bytes("state")), Cancel);
            }
            catch (Exception e) when (e is LogConflictException or LogUnavailableException)
            {
                // Another process was faster, or the network did not answer: the next round opens the log again.
            }
        }

        return acknowledged;
    }

    /// <summary>Reads what a new process finds, each text without its padding.</summary>
    private async Task<List<string>> FoundAsync()
    {
        await using var log = await OpenAsync(Ada);
        return [.. (await TextsAsync(log)).Select(text => text.TrimEnd('.'))];
    }
}
