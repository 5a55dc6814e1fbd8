using Agents.Memory.Log;
using Agents.TestKit.Postgres;

namespace Agents.Storage.Postgres.Tests;

/// <summary>What rows that were changed by another hand come to.</summary>
public sealed class DamageTests(PostgresServer server) : PostgresLogFixture(server)
{
    [Theory]
    [InlineData(1, 80)]
    [InlineData(2, 3)]
    [InlineData(3, 40)]
    public async Task A_flipped_byte_is_damage_and_the_log_is_not_served(int sequence, int at)
    {
        await WriteAsync();
        await FlipAsync(sequence, at);
        var damage = await Assert.ThrowsAsync<LogDamagedException>(
            async () => await NewProcess().Provider.OpenAsync(Ada, Cancel));
        Assert.EndsWith($"/frame {sequence}", damage.File, StringComparison.Ordinal);

        // It stays refused, with the same words, also when the bytes are right again.
        await FlipAsync(sequence, at);
        var again = await Assert.ThrowsAsync<LogDamagedException>(
            async () => await NewProcess().Provider.OpenAsync(Ada, Cancel));
        Assert.Equal(damage.Message, again.Message);
        Assert.Null(await Provider.FindAsync(Keys.NameOf(Ada), Cancel));
        await SqlAsync("""
            UPDATE #.agents_heads
            SET quarantine_file = NULL, quarantine_offset = NULL, quarantine_reason = NULL
            """);
        Assert.Equal(["one", "two", "six"], await FoundAsync());
    }

    [Fact]
    public async Task A_writer_of_a_quarantined_log_is_stopped()
    {
        await using var log = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        await log.AppendAsync(0, Group("one"), Cancel);
        await FlipAsync(1, 90);
        await Assert.ThrowsAsync<LogDamagedException>(async () => await log.ReadFrameAsync(1, Cancel));
        await Assert.ThrowsAsync<LogUnavailableException>(async () => await log.AppendAsync(1, Group("two"), Cancel));
        await Assert.ThrowsAsync<LogDamagedException>(
            async () => await NewProcess().Provider.OpenAsync(Ada, Cancel));
    }

    [Theory]
    [InlineData("DELETE FROM #.agents_frames WHERE sequence = 2")]
    [InlineData("DELETE FROM #.agents_frames WHERE sequence = 3")]
    [InlineData("UPDATE #.agents_frames SET frame = (SELECT frame FROM #.agents_frames WHERE sequence = 1)")]
    [InlineData("UPDATE #.agents_heads SET position = 2")]
    [InlineData("UPDATE #.agents_heads SET bytes = bytes + 1")]
    [InlineData("UPDATE #.agents_heads SET hash = sha256('x')")]
    [InlineData("UPDATE #.agents_heads SET header = 'foreign'")]
    [InlineData("""
        INSERT INTO #.agents_frames SELECT name, generation, 4, frame FROM #.agents_frames WHERE sequence = 3
        """)]
    public async Task Missing_and_foreign_rows_are_damage(string statement)
    {
        await WriteAsync();
        await SqlAsync(statement);
        await Assert.ThrowsAsync<LogDamagedException>(async () => await NewProcess().Provider.OpenAsync(Ada, Cancel));
        await Assert.ThrowsAsync<LogDamagedException>(async () => await NewProcess().Provider.OpenAsync(Ada, Cancel));
    }

    [Fact]
    public async Task A_stale_reader_that_finds_rows_gone_does_not_call_it_damage()
    {
        await using var stale = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        await stale.AppendAsync(0, Group("one"), Cancel);
        await using (var log = await NewProcess().Provider.OpenAsync(Ada, Cancel))
        {
            await log.DeleteAsync(Cancel);
        }

        await using var next = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        await next.AppendAsync(0, Group("new life"), Cancel);
        await Assert.ThrowsAsync<LogUnavailableException>(async () => await stale.ReadFrameAsync(1, Cancel));
        Assert.Equal(["new life"], await FoundAsync());
    }

    [Fact]
    public async Task A_snapshot_that_does_not_verify_is_not_returned_and_is_replaced()
    {
        await using var log = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        await log.AppendAsync(0, Group("one"), Cancel);
        Assert.True(await log.WriteSnapshotAsync(new LogSnapshot(1, Bytes("state")), Cancel));
        await SqlAsync("UPDATE #.agents_snapshots SET bytes = set_byte(bytes, 90, 255 - get_byte(bytes, 90))");
        await using var again = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        Assert.Null(await again.ReadSnapshotAsync(Cancel));
        Assert.True(await again.WriteSnapshotAsync(new LogSnapshot(1, Bytes("state")), Cancel));
        Assert.Equal("state", Text((await again.ReadSnapshotAsync(Cancel))!.Payload));
    }

    private async Task WriteAsync()
    {
        await using var log = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        await log.AppendAsync(0, Group("one"), Cancel);
        await log.AppendAsync(1, Group("two"), Cancel);
        await log.AppendAsync(2, Group("six"), Cancel);
    }

    private async Task FlipAsync(long sequence, int at) => await SqlAsync(
        "UPDATE #.agents_frames SET frame = set_byte(frame, $2, 255 - get_byte(frame, $2)) WHERE sequence = $1",
        sequence,
        at);
}
