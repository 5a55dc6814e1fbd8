using Agents.Memory.Log;
using Agents.TestKit.Postgres;

namespace Agents.Storage.Postgres.Tests;

/// <summary>A log that is longer than what one statement reads.</summary>
public sealed class PagingTests(PostgresServer server) : PostgresLogFixture(server)
{
    [Fact]
    public async Task A_log_of_more_bytes_than_a_page_is_opened_and_read_in_pages()
    {
        Options.ReadBytes = 4096;
        var sizes = new[] { 1, 4000, 1, 1, 20_000, 4096, 3, 3000, 3000, 1 };
        var texts = sizes.Select((size, i) => new string((char)('a' + i), size)).ToArray();
        var (provider, proxy) = NewProcess();
        await using (var log = await provider.OpenAsync(Ada, Cancel))
        {
            await log.AppendAsync(0, Group(texts[..5]), Cancel);
            await log.AppendAsync(5, Group(texts[5..]), Cancel);
        }

        proxy.Forget();
        await using var again = await provider.OpenAsync(Ada, Cancel);
        Assert.InRange(proxy.Requests, 5, 10);
        Assert.Equal(texts, await TextsAsync(again));
        Assert.Equal(texts[4..], (await ReadAllAsync(again, afterSequence: 4)).Select(frame => frame.Text));
        long[] asked = [9, 1, 5, 5, 2, 10];
        var frames = await again.ReadFramesAsync(asked, Cancel);
        Assert.Equal(asked, frames.Select(frame => frame.Sequence));
        Assert.Equal(asked.Select(sequence => texts[sequence - 1]), frames.Select(frame => Text(frame.Payload)));
        await again.EraseAsync([1, 2, 5, 6, 10], Cancel);
        Assert.Equal(
            ["", "", texts[2], texts[3], "", "", texts[6], texts[7], texts[8], ""], await TextsAsync(again));
    }

    [Fact]
    public async Task A_log_of_more_frames_than_a_page_is_opened_and_read_in_pages()
    {
        var texts = Enumerable.Range(0, (3 * PostgresSql.PageRows) + 1).Select(i => $"{i}").ToArray();
        await using (var log = await Provider.OpenAsync(Ada, Cancel))
        {
            await log.AppendAsync(0, Group(texts), Cancel);
        }

        await using var again = await Provider.OpenAsync(Ada, Cancel);
        Assert.Equal(texts, await TextsAsync(again));
        var all = Enumerable.Range(1, texts.Length).Select(i => (long)i).Reverse().ToArray();
        var frames = await again.ReadFramesAsync(all, Cancel);
        Assert.Equal(all, frames.Select(frame => frame.Sequence));
        await again.EraseAsync(all, Cancel);
        Assert.All(await TextsAsync(again), Assert.Empty);
        Assert.Equal(texts.Length * 100, again.Bytes);
    }

    [Fact]
    public async Task A_log_of_more_frames_than_one_statement_has_the_time_for_is_erased_from_and_deleted()
    {
        var texts = Enumerable.Repeat("text", (2 * PostgresSql.PageRows) + 1).ToArray();
        await using var log = await Provider.OpenAsync(Ada, Cancel);
        await log.AppendAsync(0, Group(texts), Cancel);

        // The server ends a statement that changes more rows, as it does at the time-out.
        await SqlAsync($"""
            CREATE FUNCTION #.end_long() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                IF (SELECT count(*) FROM changed) > {PostgresSql.PageRows} THEN RAISE SQLSTATE '57014'; END IF;
                RETURN NULL;
            END $$;
            CREATE TRIGGER end_long_update AFTER UPDATE ON #.agents_frames
                REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION #.end_long();
            CREATE TRIGGER end_long_delete AFTER DELETE ON #.agents_frames
                REFERENCING OLD TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION #.end_long();
            """);
        await log.EraseAsync([.. Enumerable.Range(1, texts.Length).Select(i => (long)i)], Cancel);
        Assert.All(await TextsAsync(log), Assert.Empty);
        await log.DeleteAsync(Cancel);
        Assert.Empty(await RowsAsync());
    }

    [Fact]
    public async Task A_snapshot_of_several_parts_is_read_back()
    {
        var payload = new byte[33 * 1024 * 1024];
        new Random(5).NextBytes(payload);
        await using var log = await Provider.OpenAsync(Ada, Cancel);
        await log.AppendAsync(0, Group("one"), Cancel);
        Assert.True(await log.WriteSnapshotAsync(new LogSnapshot(1, Bytes("old")), Cancel));
        Assert.True(await log.WriteSnapshotAsync(new LogSnapshot(1, payload), Cancel));
        Assert.Equal(["3"], await SqlAsync("SELECT count(*) FROM #.agents_snapshots"));
        var read = await log.ReadSnapshotAsync(Cancel);
        Assert.True(payload.AsSpan().SequenceEqual(read!.Payload.Span));
    }
}
