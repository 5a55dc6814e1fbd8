using Agents.Memory.Log;
using Agents.Storage.AzureBlobs.Tests.Faults;
using Agents.TestKit.Azurite;

namespace Agents.Storage.AzureBlobs.Tests;

/// <summary>Looks into every blob for the ciphertext of what was erased or deleted.</summary>
public sealed class ErasureResidueTests(AzuriteServer azurite) : BlobLogFixture(azurite)
{
    private const int SecretBytes = 900;

    [Fact]
    public async Task No_blob_holds_the_ciphertext_of_an_erased_frame()
    {
        Options.SegmentBlocksMax = 2;
        await using var log = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        await WriteAsync(log);
        Assert.True(await log.WriteSnapshotAsync(new LogSnapshot(5, Bytes("holds it")), Cancel));
        var secrets = await SecretsAsync();
        Assert.Equal(3, secrets.Count);
        await log.EraseAsync([2, 3, 5], Cancel);
        Assert.Empty(await ResidueAsync(secrets));
        Assert.Equal(["one", "", "", "four", ""], await FoundAsync());
        Assert.Equal(await NamedAsync(), await SegmentsAsync());
    }

    [Fact]
    public async Task Half_a_group_goes_with_the_next_erasure()
    {
        Options.BlockBytesMax = 1000;
        var (provider, transport) = NewProcess();
        await using (var log = await provider.OpenAsync(Ada, Cancel))
        {
            await log.AppendAsync(0, Group("one"), Cancel);
            transport.Forget();
            transport.Fails = (_, count) => count >= 2 ? FaultKind.BeforeRequest : null;
            await Assert.ThrowsAsync<LogUnavailableException>(
                async () => await log.AppendAsync(1, Padded("half", 3000), Cancel));
        }

        var name = Assert.Single(await SegmentsAsync());
        byte[][] half = [(await BlobsAsync())[name][^900..]];
        await using var again = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        await again.AppendAsync(1, Group("two"), Cancel);
        await again.EraseAsync([2], Cancel);
        Assert.Empty(await ResidueAsync(half));
        Assert.Equal(["one", ""], await FoundAsync());
    }

    [Fact]
    public async Task An_erasure_that_is_stopped_at_any_request_is_finished_by_the_next_open()
    {
        Options.SegmentBlocksMax = 2;
        foreach (var fault in new[] { FaultKind.BeforeRequest, FaultKind.AfterRequest })
        {
            for (var (k, completed) = (0, false); !completed; k++)
            {
                completed = await StopErasureAsync(fault, k);
            }
        }
    }

    [Theory]
    [InlineData("create")]
    [InlineData("append")]
    public async Task A_stale_writer_that_copies_behind_who_finished_its_erasure_leaves_no_copy(string step)
    {
        var (provider, transport) = NewProcess();
        await using var stale = await provider.OpenAsync(Ada, Cancel);
        await WriteAsync(stale);
        var resume = new TaskCompletionSource();
        var paused = new TaskCompletionSource();
        transport.Before = operation =>
        {
            if (operation != step)
            {
                return Task.CompletedTask;
            }

            paused.TrySetResult();
            return resume.Task;
        };
        var erasure = stale.EraseAsync([2], Cancel).AsTask();
        await paused.Task.WaitAsync(Cancel);
        await using (var other = await NewProcess().Provider.OpenAsync(Ada, Cancel))
        {
            await other.EraseAsync([3, 5], Cancel);
        }

        resume.SetResult();
        await Assert.ThrowsAsync<LogConflictException>(() => erasure);
        Assert.Equal(["one", "two", "", "four", ""], await FoundAsync());
        Assert.Equal((await NamedAsync()).Order(StringComparer.Ordinal), await SegmentsAsync());
    }

    [Fact]
    public async Task A_deletion_that_is_stopped_at_any_request_leaves_all_or_nothing()
    {
        foreach (var fault in new[] { FaultKind.BeforeRequest, FaultKind.AfterRequest })
        {
            for (var (k, completed) = (0, false); !completed; k++)
            {
                completed = await StopDeletionAsync(fault, k);
            }
        }
    }

    [Fact]
    public async Task A_deleted_log_leaves_no_blob()
    {
        await using var log = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        await WriteAsync(log);
        await log.WriteSnapshotAsync(new LogSnapshot(5, Bytes("state")), Cancel);
        await log.DeleteAsync(Cancel);
        Assert.Empty(await BlobsAsync());
        Assert.Null(await Provider.FindAsync(Keys.NameOf(Ada), Cancel));
    }

    [Fact]
    public async Task Nothing_is_created_by_opening_a_log()
    {
        await using var log = await NewProcess().Provider.OpenAsync(Ada, Cancel);
        Assert.False(await Container.ExistsAsync(Cancel));
        await log.DeleteAsync(Cancel);
        Assert.False(await Container.ExistsAsync(Cancel));
    }

    private static async Task WriteAsync(IMemoryLog log)
    {
        await log.AppendAsync(0, Group("one"), Cancel);
        await log.AppendAsync(1, [.. Padded("two", SecretBytes), .. Padded("three", SecretBytes)], Cancel);
        await log.AppendAsync(3, Group("four"), Cancel);
        await log.AppendAsync(4, Padded("five", SecretBytes), Cancel);
    }

    private async Task<bool> StopErasureAsync(FaultKind fault, int stop)
    {
        var scope = Ada with { User = $"{fault}-{stop}" };
        var (provider, transport) = NewProcess();
        var completed = true;
        await using (var log = await provider.OpenAsync(scope, Cancel))
        {
            await WriteAsync(log);
            Assert.True(await log.WriteSnapshotAsync(new LogSnapshot(5, Bytes("holds it")), Cancel));
            transport.Forget();
            transport.Fails = (_, count) => count < stop ? null : count == stop ? fault : FaultKind.BeforeRequest;
            try
            {
                await log.EraseAsync([2, 3, 5], Cancel);
            }
            catch (LogUnavailableException)
            {
                completed = false;
            }
        }

        await using (var again = await NewProcess().Provider.OpenAsync(scope, Cancel))
        {
            var texts = (await TextsAsync(again)).Select(text => text.TrimEnd('.')).ToArray();
            var erased = texts[1].Length == 0;
            Assert.Equal(erased ? ["one", "", "", "four", ""] : ["one", "two", "three", "four", "five"], texts);
            if (erased)
            {
                Assert.Null(await again.ReadSnapshotAsync(Cancel));
                Assert.Empty(await LongFramesAsync(scope));
            }

            await again.EraseAsync([2, 3, 5], Cancel);
            await again.AppendAsync(5, Group("six"), Cancel);
            Assert.Equal(["one", "", "", "four", "", "six"], await TextsAsync(again));
        }

        Assert.Empty(await LongFramesAsync(scope));
        return completed;
    }

    private async Task<bool> StopDeletionAsync(FaultKind fault, int stop)
    {
        var scope = Ada with { User = $"gone-{fault}-{stop}" };
        var (provider, transport) = NewProcess();
        var completed = true;
        await using (var log = await provider.OpenAsync(scope, Cancel))
        {
            await log.AppendAsync(0, Group("one"), Cancel);
            await log.WriteSnapshotAsync(new LogSnapshot(1, Bytes("state")), Cancel);
            transport.Forget();
            transport.Fails = (_, count) => count < stop ? null : count == stop ? fault : FaultKind.BeforeRequest;
            try
            {
                await log.DeleteAsync(Cancel);
            }
            catch (LogUnavailableException)
            {
                completed = false;
            }
        }

        await using (var again = await NewProcess().Provider.OpenAsync(scope, Cancel))
        {
            if (again.Position == 0)
            {
                Assert.DoesNotContain(await BlobsAsync(), IsOf(scope));
                await again.AppendAsync(0, Group("new life"), Cancel);
                Assert.Equal(["new life"], await TextsAsync(again));
            }
            else
            {
                Assert.False(completed);
                Assert.Equal(["one"], await TextsAsync(again));
                await again.DeleteAsync(Cancel);
                Assert.DoesNotContain(await BlobsAsync(), IsOf(scope));
            }
        }

        return completed;
    }

    private Predicate<KeyValuePair<string, byte[]>> IsOf(Contracts.MemoryScope scope) =>
        blob => blob.Key.StartsWith(Keys.NameOf(scope), StringComparison.Ordinal);

    /// <summary>The blobs of a log that are long enough to hold a padded frame.</summary>
    private async Task<IEnumerable<string>> LongFramesAsync(Contracts.MemoryScope scope) =>
        from blob in await BlobsAsync()
        where IsOf(scope)(blob) && blob.Value.Length > SecretBytes
        select blob.Key;

    /// <summary>The sealed bytes of the padded frames and of the snapshot, as they lie in the blobs.</summary>
    private async Task<List<byte[]>> SecretsAsync() =>
        [.. from blob in await BlobsAsync()
            where !blob.Key.EndsWith("/head", StringComparison.Ordinal)
                && (blob.Value.Length > SecretBytes || blob.Key.EndsWith("/snapshot.bin", StringComparison.Ordinal))
            select blob.Value[^16..]];

    private async Task<IEnumerable<string>> ResidueAsync(IReadOnlyCollection<byte[]> secrets) =>
        from blob in await BlobsAsync()
        where secrets.Any(secret => blob.Value.AsSpan().IndexOf(secret) >= 0)
        select blob.Key;

    /// <summary>The segments that the log's head names.</summary>
    private async Task<List<string>> NamedAsync()
    {
        var (name, bytes) = (await BlobsAsync()).Single(blob => blob.Key.EndsWith("/head", StringComparison.Ordinal));
        var head = LogHead.Parse(bytes);
        var prefix = SegmentBlobs.PrefixOf(name[..^"/head".Length], head.Generation);
        return [.. head.Manifest!.Segments.Select(entry => prefix + Agents.Storage.Files.Manifest.NameOf(entry.File))];
    }
}
