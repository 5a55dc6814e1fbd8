using Agents.Contracts;
using Agents.Memory.Log;
using Agents.TestKit.Time;
using Xunit;

namespace Agents.TestKit.Conformance;

/// <summary>
/// What every provider of logs must do. A provider's tests inherit it; a test fails when a provider has no heir.
/// </summary>
/// <typeparam name="TProvider">The provider that the heir checks.</typeparam>
public abstract class MemoryLogConformance<TProvider> : MemoryLogErasureConformance<TProvider>
    where TProvider : IMemoryLogProvider
{
    [Fact]
    public async Task An_empty_log_has_position_zero_and_no_frames()
    {
        await using var log = await OpenAsync(Ada);
        Assert.Equal(0, log.Position);
        Assert.Equal(0, log.Bytes);
        Assert.Equal(LogRecovery.None, log.Recovery);
        Assert.Empty(await ReadAllAsync(log));
        Assert.Null(await log.ReadSnapshotAsync(Cancel));
    }

    [Fact]
    public async Task A_log_is_found_by_its_name_once_it_is_written()
    {
        var name = Keys.NameOf(Ada);
        Assert.Null(await Provider.FindAsync(name, Cancel));
        await using (var log = await OpenAsync(Ada))
        {
            await log.AppendAsync(0, Group("one"), Cancel);
        }

        Assert.Equal(Ada, await Provider.FindAsync(name, Cancel));
        Assert.Null(await Provider.FindAsync(Keys.NameOf(new MemoryScope("tenant", "eve")), Cancel));
    }

    [Fact]
    public async Task Appended_frames_are_read_back_in_order()
    {
        await using var log = await OpenAsync(Ada);
        Assert.Equal(2, await log.AppendAsync(0, Group("one", "two"), Cancel));
        Assert.Equal(3, await log.AppendAsync(2, [new NewFrame(FrameType.Decision, Bytes("three"))], Cancel));
        Assert.Equal(3, log.Position);
        Assert.True(log.Bytes > 0);
        Assert.Equal(
            [(1, FrameType.Episode, "one"), (2, FrameType.Episode, "two"), (3, FrameType.Decision, "three")],
            await ReadAllAsync(log));
    }

    [Fact]
    public async Task A_reopened_log_holds_what_was_acknowledged()
    {
        await using (var log = await OpenAsync(Ada))
        {
            await log.AppendAsync(0, Group("one", "two"), Cancel);
        }

        await using var again = await OpenAsync(Ada);
        Assert.Equal(2, again.Position);
        Assert.Equal(LogRecovery.None, again.Recovery);
        Assert.Equal(["one", "two"], await TextsAsync(again));
        await again.AppendAsync(2, Group("three"), Cancel);
        Assert.Equal(["one", "two", "three"], await TextsAsync(again));
    }

    [Fact]
    public async Task Reading_starts_behind_the_given_sequence()
    {
        await using var log = await OpenAsync(Ada);
        await log.AppendAsync(0, Group("one", "two", "three"), Cancel);
        Assert.Equal([(3, FrameType.Episode, "three")], await ReadAllAsync(log, afterSequence: 2));
        Assert.Empty(await ReadAllAsync(log, afterSequence: 3));
        Assert.Empty(await ReadAllAsync(log, afterSequence: 30));
    }

    [Fact]
    public async Task A_single_frame_is_read_by_its_sequence()
    {
        await using var log = await OpenAsync(Ada);
        await log.AppendAsync(0, Group("one", "two", "three"), Cancel);
        var frame = await log.ReadFrameAsync(2, Cancel);
        Assert.Equal((2, "two", false), (frame.Sequence, Text(frame.Payload), frame.Erased));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await log.ReadFrameAsync(0, Cancel));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await log.ReadFrameAsync(4, Cancel));
    }

    [Fact]
    public async Task A_payload_is_taken_over_when_the_append_ends()
    {
        await using var log = await OpenAsync(Ada);
        var payload = Bytes("mine");
        await log.AppendAsync(0, [new NewFrame(FrameType.Episode, payload)], Cancel);
        payload.AsSpan().Clear();
        Assert.Equal(["mine"], await TextsAsync(log));
    }

    [Fact]
    public async Task Empty_and_big_payloads_are_kept()
    {
        var big = new byte[3 * 1024 * 1024];
        new Random(7).NextBytes(big);
        await using (var log = await OpenAsync(Ada))
        {
            await log.AppendAsync(
                0,
                [
                    new NewFrame(FrameType.Episode, ReadOnlyMemory<byte>.Empty),
                    new NewFrame(FrameType.Vector, big),
                    new NewFrame(FrameType.Episode, Bytes("end")),
                ],
                Cancel);
        }

        await using var again = await OpenAsync(Ada);
        var payloads = new List<byte[]>();
        await foreach (var frame in again.ReadAsync(0, Cancel))
        {
            payloads.Add(frame.Payload.ToArray());
        }

        Assert.Equal(3, payloads.Count);
        Assert.Empty(payloads[0]);
        Assert.True(big.AsSpan().SequenceEqual(payloads[1]));
        Assert.Equal("end", Text(payloads[2]));
    }

    [Fact]
    public async Task A_group_that_breaks_a_limit_is_refused_and_leaves_the_log_usable()
    {
        await using var log = await OpenAsync(Ada);
        var long1 = new NewFrame(FrameType.Episode, new byte[LogLimits.FrameBytesMax + 1]);
        var full = new NewFrame(FrameType.Episode, new byte[LogLimits.FrameBytesMax]);
        var short1 = new NewFrame(FrameType.Episode, Bytes("x"));
        NewFrame[][] refused =
        [
            [],
            [long1],
            [full, full, full, full, short1],
            [.. Enumerable.Repeat(short1, LogLimits.GroupFramesMax + 1)],
            [new NewFrame((FrameType)99, Bytes("x"))],
        ];
        foreach (var group in refused)
        {
            await Assert.ThrowsAsync<ArgumentException>(async () => await log.AppendAsync(0, group, Cancel));
        }

        Assert.Equal(0, log.Position);
        Assert.Equal(1, await log.AppendAsync(0, [short1], Cancel));
    }

    [Fact]
    public async Task An_append_at_another_position_is_a_conflict_and_ends_the_writer()
    {
        await using (var log = await OpenAsync(Ada))
        {
            await log.AppendAsync(0, Group("one"), Cancel);
            await Assert.ThrowsAsync<LogConflictException>(
                async () => await log.AppendAsync(0, Group("stale"), Cancel));
            await Assert.ThrowsAsync<LogUnavailableException>(
                async () => await log.AppendAsync(1, Group("later"), Cancel));
            await Assert.ThrowsAsync<LogUnavailableException>(async () => await log.ReadFrameAsync(1, Cancel));
        }

        await using var again = await OpenAsync(Ada);
        Assert.Equal(["one"], await TextsAsync(again));
        Assert.Equal(2, await again.AppendAsync(1, Group("two"), Cancel));
    }

    [Fact]
    public async Task Opening_a_log_again_makes_the_earlier_writer_stale()
    {
        await using var stale = await OpenAsync(Ada);
        await stale.AppendAsync(0, Group("one"), Cancel);
        await using var log = await OpenAsync(Ada);
        await log.AppendAsync(1, Group("two"), Cancel);
        await Assert.ThrowsAsync<LogConflictException>(async () => await stale.AppendAsync(1, Group("lost"), Cancel));
        await Assert.ThrowsAsync<LogConflictException>(async () => await stale.AppendAsync(2, Group("lost"), Cancel));
        await Assert.ThrowsAsync<LogUnavailableException>(async () => await stale.EraseAsync([1], Cancel));
        await Assert.ThrowsAsync<LogUnavailableException>(
            async () => await stale.WriteSnapshotAsync(new LogSnapshot(1, Bytes("state")), Cancel));
        Assert.Equal(["one", "two"], await TextsAsync(log));
    }

    [Fact]
    public async Task Reads_beside_appends_see_whole_groups_only()
    {
        const int Groups = 40;
        await using var log = await OpenAsync(Ada);
        await log.AppendAsync(0, Group("0a", "0b"), Cancel);
        var writing = Task.Run(
            async () =>
            {
                for (var i = 1; i < Groups; i++)
                {
                    await log.AppendAsync(2 * i, Group($"{i}a", $"{i}b"), Cancel);
                }
            },
            Cancel);
        await Until.IsSoAsync(async () =>
        {
            var texts = await TextsAsync(log);
            Assert.Equal(0, texts.Count % 2);
            Assert.Equal(Expected(texts.Count / 2), texts);
            return writing.IsCompleted;
        });

        await writing;
        Assert.Equal(Expected(Groups), await TextsAsync(log));

        static string[] Expected(int groups) =>
            [.. Enumerable.Range(0, groups).SelectMany(i => new[] { $"{i}a", $"{i}b" })];
    }

    [Fact]
    public async Task Cancellation_before_the_write_leaves_the_log_as_it_was()
    {
        await using var log = await OpenAsync(Ada);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await log.AppendAsync(0, Group("no"), source.Token));
        Assert.Equal(0, log.Position);
        Assert.Equal(1, await log.AppendAsync(0, Group("yes"), Cancel));
        Assert.Equal(["yes"], await TextsAsync(log));
    }

    [Fact]
    public async Task Names_that_try_to_inject_have_logs_of_their_own()
    {
        MemoryScope[] scopes =
        [
            new("a", "b|c"), new("a|b", "c"), new("a", "b"), new("ab", ""), new("", "ab"), new("a", "/b"),
            new("a/", "b"), new("tenant", ".."), new("tenant", "../ada"), new("tenant", "a/b"), new("tenant", "a\\b"),
            new("tenant", "CON"),
            new("tenant", "Ada"), new("tenant", "ada "), new("tenant", "\u00e9"), new("tenant", "e\u0301"),
            new("tenant", "👩‍🚀"), new("tenant", new string('u', 256)), new("tenant", "auth0|123"),
            new("Tenant", "ada"),
        ];
        for (var i = 0; i < scopes.Length; i++)
        {
            await using var log = await OpenAsync(scopes[i]);
            Assert.Equal(0, log.Position);
            await log.AppendAsync(0, Group($"of {i}"), Cancel);
        }

        for (var i = 0; i < scopes.Length; i++)
        {
            await using var log = await OpenAsync(scopes[i]);
            Assert.Equal([$"of {i}"], await TextsAsync(log));
        }
    }

    [Fact]
    public async Task A_disposed_log_refuses_and_can_be_disposed_again()
    {
        var log = await OpenAsync(Ada);
        await log.AppendAsync(0, Group("one"), Cancel);
        await log.DisposeAsync();
        await log.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(
                async () => await log.AppendAsync(1, Group("two"), Cancel));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await log.ReadFrameAsync(1, Cancel));
    }
}
