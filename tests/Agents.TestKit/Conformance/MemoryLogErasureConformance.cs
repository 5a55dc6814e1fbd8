using Agents.Memory.Log;
using Xunit;

namespace Agents.TestKit.Conformance;

/// <summary>
/// What every provider of logs must do when it erases, deletes and keeps snapshots: the second half of
/// <see cref="MemoryLogConformance{TProvider}"/>, which inherits it.
/// </summary>
/// <typeparam name="TProvider">The provider that the heir checks.</typeparam>
public abstract class MemoryLogErasureConformance<TProvider> : MemoryLogFixture<TProvider>
    where TProvider : IMemoryLogProvider
{
    [Fact]
    public async Task An_erased_frame_keeps_its_place_and_loses_its_payload()
    {
        await using (var log = await OpenAsync(Ada))
        {
            await log.AppendAsync(0, Group("one", "two"), Cancel);
            await log.AppendAsync(2, Group("three"), Cancel);
            await log.EraseAsync([2, 3], Cancel);
            await CheckAsync(log);
            await log.EraseAsync([2, 3], Cancel);
            await CheckAsync(log);
        }

        await using var again = await OpenAsync(Ada);
        await CheckAsync(again);
        Assert.Equal(4, await again.AppendAsync(3, Group("four"), Cancel));
        Assert.Equal("four", Text((await again.ReadFrameAsync(4, Cancel)).Payload));

        static async Task CheckAsync(IMemoryLog log)
        {
            Assert.Equal(3, log.Position);
            Assert.Equal("one", Text((await log.ReadFrameAsync(1, Cancel)).Payload));
            var erased = await log.ReadFrameAsync(2, Cancel);
            Assert.True(erased.Erased);
            Assert.True(erased.Payload.IsEmpty);
            Assert.Equal(FrameType.Episode, erased.Type);
            Assert.Equal(["one", "", ""], await TextsAsync(log));
        }
    }

    [Fact]
    public async Task Erasing_a_frame_that_is_not_there_is_refused()
    {
        await using var log = await OpenAsync(Ada);
        await log.EraseAsync([], Cancel);
        await log.AppendAsync(0, Group("one"), Cancel);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await log.EraseAsync([1, 2], Cancel));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await log.EraseAsync([0], Cancel));
        Assert.Equal(["one"], await TextsAsync(log));
    }

    [Fact]
    public async Task A_read_goes_on_over_an_erasure()
    {
        await using var log = await OpenAsync(Ada);
        await log.AppendAsync(0, Group([.. Enumerable.Range(0, 200).Select(i => new string('x', 20_000) + i)]), Cancel);
        var seen = 0;
        await foreach (var frame in log.ReadAsync(0, Cancel))
        {
            if (++seen == 10)
            {
                await log.EraseAsync([1, 100, 200], Cancel);
            }

            Assert.Equal(seen, frame.Sequence);
        }

        Assert.Equal(200, seen);
        Assert.True((await log.ReadFrameAsync(200, Cancel)).Erased);
    }

    [Fact]
    public async Task A_snapshot_is_read_back_after_reopening()
    {
        var payload = new byte[(2 * 1024 * 1024) + 17];
        new Random(11).NextBytes(payload);
        await using (var log = await OpenAsync(Ada))
        {
            await log.AppendAsync(0, Group("one", "two"), Cancel);
            Assert.True(await log.WriteSnapshotAsync(new LogSnapshot(1, Bytes("old")), Cancel));
            Assert.True(await log.WriteSnapshotAsync(new LogSnapshot(2, payload), Cancel));
            Assert.False(await log.WriteSnapshotAsync(new LogSnapshot(1, Bytes("old")), Cancel));
        }

        await using var again = await OpenAsync(Ada);
        var snapshot = await again.ReadSnapshotAsync(Cancel);
        Assert.Equal(2, snapshot?.Position);
        Assert.True(payload.AsSpan().SequenceEqual(snapshot!.Payload.Span));
    }

    [Fact]
    public async Task A_snapshot_of_frames_that_are_not_there_is_refused()
    {
        await using var log = await OpenAsync(Ada);
        var early = new LogSnapshot(1, Bytes("state"));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await log.WriteSnapshotAsync(early, Cancel));
        await log.AppendAsync(0, Group("one"), Cancel);
        Assert.True(await log.WriteSnapshotAsync(early with { Payload = ReadOnlyMemory<byte>.Empty }, Cancel));
        Assert.Equal(0, (await log.ReadSnapshotAsync(Cancel))?.Payload.Length);
    }

    [Fact]
    public async Task An_erasure_drops_snapshots_and_refuses_older_ones_from_then_on()
    {
        await using (var log = await OpenAsync(Ada))
        {
            await log.AppendAsync(0, Group("one", "two"), Cancel);
            Assert.True(await log.WriteSnapshotAsync(new LogSnapshot(2, Bytes("holds one")), Cancel));
            await log.AppendAsync(2, [new NewFrame(FrameType.Decision, Bytes("erase one"))], Cancel);
            await log.EraseAsync([1], Cancel);
            Assert.Null(await log.ReadSnapshotAsync(Cancel));
            Assert.False(await log.WriteSnapshotAsync(new LogSnapshot(2, Bytes("holds one")), Cancel));
        }

        await using var again = await OpenAsync(Ada);
        Assert.Null(await again.ReadSnapshotAsync(Cancel));
        Assert.False(await again.WriteSnapshotAsync(new LogSnapshot(2, Bytes("holds one")), Cancel));
        Assert.True(await again.WriteSnapshotAsync(new LogSnapshot(3, Bytes("knows the decision")), Cancel));
        Assert.Equal(3, (await again.ReadSnapshotAsync(Cancel))?.Position);
    }

    [Fact]
    public async Task A_deleted_log_is_gone_and_a_new_one_can_begin()
    {
        await using (var log = await OpenAsync(Ada))
        {
            await log.AppendAsync(0, Group("one"), Cancel);
            await log.WriteSnapshotAsync(new LogSnapshot(1, Bytes("state")), Cancel);
            await log.DeleteAsync(Cancel);
            await Assert.ThrowsAsync<LogUnavailableException>(
                async () => await log.AppendAsync(1, Group("two"), Cancel));
        }

        await using var again = await OpenAsync(Ada);
        Assert.Equal(0, again.Position);
        Assert.Null(await again.ReadSnapshotAsync(Cancel));
        Assert.Empty(await ReadAllAsync(again));
        Assert.Equal(1, await again.AppendAsync(0, Group("new life"), Cancel));
        Assert.Equal(["new life"], await TextsAsync(again));
    }

    [Fact]
    public async Task Deleting_an_empty_log_changes_nothing()
    {
        await using (var log = await OpenAsync(Ada))
        {
            await log.DeleteAsync(Cancel);
        }

        await using var again = await OpenAsync(Ada);
        Assert.Equal(0, again.Position);
    }
}
